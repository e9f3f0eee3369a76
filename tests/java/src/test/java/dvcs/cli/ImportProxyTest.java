package dvcs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dvcs.forge.Forge;
import dvcs.forge.ForgeOptions;
import dvcs.proxy.Tinyproxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The import through a real proxy: what comes is the same, nothing goes around it, and its refusal is said in words. */
@Timeout(180)
class ImportProxyTest {
    @TempDir
    Path folder;

    @BeforeEach
    void needTheProgram() {
        assumeTrue(Dvcsctl.program() != null, "dvcsctl is not built: cmake --build --preset release --target dvcsctl");
    }

    private static String address(Tinyproxy proxy, String credentials) {
        return "http://" + credentials + "127.0.0.1:" + proxy.port();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest", "git"})
    void anImportThroughTheProxyBringsTheSame(String source) throws Exception {
        try (Forge forge = Forge.start(ForgeOptions.in(folder.resolve("forge"))); Tinyproxy proxy = Tinyproxy.start(folder)) {
            Dvcsctl dvcsctl = new Dvcsctl(folder, forge.token());
            Dvcsctl.Run through = dvcsctl.importAcmeFrom(source, forge, "--no-proxy", "", "--proxy",
                    address(proxy, Tinyproxy.USER + ":" + Tinyproxy.PASSWORD + "@"));
            assertThat(through.errors()).doesNotContain(Tinyproxy.PASSWORD);
            assertThat(through.code()).as(through.errors()).isZero();
            assertThat(proxy.log()).contains(":" + URI.create(forge.url()).getPort());
            Dvcsctl another = new Dvcsctl(Files.createDirectory(folder.resolve("direct")), forge.token());
            Dvcsctl.Run direct = another.importAcmeFrom(source, forge, "--proxy", "");
            assertThat(through.commits()).isNotEmpty().containsExactlyInAnyOrderElementsOf(direct.commits());
        }
    }

    @Test
    void withoutPasswordTheProxyRefusesAndNothingGoesAroundIt() throws Exception {
        try (Forge forge = Forge.start(ForgeOptions.in(folder.resolve("forge"))); Tinyproxy proxy = Tinyproxy.start(folder)) {
            Dvcsctl.Run run = new Dvcsctl(folder, forge.token()).importAcme(forge, "--no-proxy", "", "--proxy", address(proxy, ""));
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.errors()).containsIgnoringCase("proxy");
            assertThat(forge.requests().total()).isZero();
        }
    }

    @Test
    void aHostThatNeedsNoProxyIsReachedWithoutIt() throws Exception {
        try (Forge forge = Forge.start(ForgeOptions.in(folder.resolve("forge"))); Tinyproxy proxy = Tinyproxy.start(folder)) {
            Dvcsctl.Run run = new Dvcsctl(folder, forge.token()).importAcme(forge, "--proxy", address(proxy, ""),
                    "--no-proxy", URI.create(forge.url()).getHost());
            assertThat(run.code()).as(run.errors()).isZero();
            assertThat(proxy.log()).doesNotContain(":" + URI.create(forge.url()).getPort());
        }
    }
}
