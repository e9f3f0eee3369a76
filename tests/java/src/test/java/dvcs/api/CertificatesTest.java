package dvcs.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificatesTest {
    @TempDir
    private static Path folder;

    private static String company;
    private static String other;

    /** Made by the JDK's keytool: valid for ten days from now. */
    @BeforeAll
    static void make() throws Exception {
        company = authority("company", "CN=Company Root\\, Ltd,O=Company");
        other = authority("other", "CN=Other");
    }

    private static String authority(String alias, String name) throws Exception {
        keytool("-genkeypair", "-alias", alias, "-dname", name, "-keyalg", "EC", "-ext", "bc:c", "-validity", "10");
        return keytool("-exportcert", "-rfc", "-alias", alias);
    }

    private static String keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-keystore", folder.resolve("store.p12").toString(), "-storetype", "PKCS12", "-storepass", "changeit"));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private static ConnectorException refused(String pem) {
        ConnectorException refusal = catchThrowableOfType(ConnectorException.class, () -> Certificates.parse(pem));
        assertThat(refusal).as(pem).isNotNull().hasMessageEndingWith(".");
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.field()).isEqualTo("ca");
        return refusal;
    }

    @Test
    void whatWasPastedIsReadWithItsCommentsAndWrittenWithout() {
        Certificates read = Certificates.parse("Certificate:\r\n  Issuer: CN=Company\r\n" + company.replace("\n", "\r\n") + "\n\n" + other + "# end");
        assertThat(read.all()).hasSize(2);
        assertThat(read.summary()).startsWith("Company Root, Ltd (until ").contains("; Other (until ");
        assertThat(read.pem()).doesNotContain("Issuer", "# end").contains("-----BEGIN CERTIFICATE-----\n");
        assertThat(Certificates.parse(read.pem())).isEqualTo(read);
        assertThat(read.der()).hasSize(2).allMatch(der -> der[0] == 0x30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n "})
    void nothingIsNone(String text) {
        assertThat(Certificates.parse(text).isEmpty()).isTrue();
        assertThat(Certificates.NONE.pem()).isEmpty();
        assertThat(Certificates.NONE.summary()).isEmpty();
        assertThat(Certificates.NONE.der()).isEmpty();
    }

    @Test
    void whatIsNoCertificateIsNamed() {
        assertThat(refused("hello")).hasMessageContaining("no certificate in PEM form");
        assertThat(refused("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n" + company)).hasMessageContaining("private key");
        assertThat(refused("-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA")).hasMessageContaining("private key");
        assertThat(refused("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----")).hasMessageContaining("PUBLIC KEY");
        assertThat(refused("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")).hasMessageContaining("Certificate 1 is damaged");
        assertThat(refused("-----BEGIN CERTIFICATE-----\n=\u00e4=\n-----END CERTIFICATE-----")).hasMessageContaining("is damaged");
        assertThat(refused(other + company.substring(0, company.length() / 2))).hasMessageContaining("The end of certificate 2 is missing");
        assertThat(refused(company.substring(0, company.indexOf("-----END")))).hasMessageContaining("The end of certificate 1 is missing");
        assertThat(refused(company.replace('M', '!'))).hasMessageContaining("is damaged");
        assertThat(refused(company.repeat(21))).hasMessageContaining("21 certificates");
    }

    @Test
    void anExpiredOneIsRefusedByName() {
        Certificates read = Certificates.parse(company);
        Instant now = Instant.now();
        assertThat(read.requireValidAt(now)).isSameAs(read);
        assertThat(catchThrowableOfType(ConnectorException.class, () -> read.requireValidAt(now.plus(Duration.ofDays(11)))))
                .hasMessageContaining("“Company Root, Ltd” expired on ");
        assertThat(catchThrowableOfType(ConnectorException.class, () -> read.requireValidAt(now.minus(Duration.ofDays(2)))))
                .hasMessageContaining("is not valid before ");
    }
}
