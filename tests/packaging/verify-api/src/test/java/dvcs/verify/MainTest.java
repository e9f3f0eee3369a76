package dvcs.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line: folders good and bad, what it says, how it ends. */
class MainTest {
    private static final String KEY = "package com.atlassian.api; public class Key { public int id() { return 0; } }";

    @TempDir
    Path folder;

    private Jars jars;
    private Path lib;
    private Path plugin;
    private Map<String, byte[]> api;
    private String out;
    private String err;

    @BeforeEach
    void jars() throws IOException {
        jars = new Jars(folder);
        lib = jars.folder("jira/WEB-INF/lib");
        api = jars.compile(List.of(), KEY);
        Path old = Jars.write(folder.resolve("old.jar"), api);
        plugin = Jars.write(folder.resolve("plugin.jar"),
            jars.compile(List.of(old), "package dvcs.a; public class Ours { int id(com.atlassian.api.Key key) { return key.id(); } }"));
    }

    private int run(Object... arguments) {
        var standard = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        int code = Main.run(new PrintStream(standard, true, StandardCharsets.UTF_8), new PrintStream(errors, true, StandardCharsets.UTF_8),
            Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
        out = standard.toString(StandardCharsets.UTF_8);
        err = errors.toString(StandardCharsets.UTF_8);
        return code;
    }

    @Test
    void allResolved() throws IOException {
        Jars.write(lib.resolve("api.jar"), api);
        assertThat(run(plugin, lib)).as(out + err).isZero();
        assertThat(out).isEqualTo("1 class in 1 jar of " + lib + "\nplugin.jar: resolved 1 class, 1 method, 0 fields; 0 problems, 0 notes\n");
        assertThat(err).isEmpty();
    }

    @Test
    void problems() throws IOException {
        Jars.write(lib.resolve("api.jar"), jars.compile(List.of(), KEY.replace("int id", "long id")));
        assertThat(run(plugin, lib)).isEqualTo(1);
        assertThat(out).contains("problem: changed signature: com.atlassian.api.Key has no int id(); there is long id()\n    in dvcs.a.Ours.id\n");
    }

    @Test
    void oneOfTwoJarsOfOursFails() throws IOException {
        Jars.write(lib.resolve("api.jar"), api);
        Path broken = Jars.write(folder.resolve("second.jar"), Map.of("META-INF/plugin-components/imports", Jars.text("com.atlassian.api.Gone#gone\n")));
        assertThat(run(broken, plugin, lib)).isEqualTo(1);
        assertThat(out).contains("second.jar: resolved 0 classes, 0 methods, 0 fields; 1 problem,").contains("plugin.jar: resolved 1 class,");
    }

    @Test
    void aBrokenJarIsNamedAndLeftOut() throws IOException {
        Jars.write(lib.resolve("api.jar"), api);
        Files.writeString(lib.resolve("a-broken.jar"), "no zip");
        assertThat(run(plugin, lib)).as(out + err).isZero();
        assertThat(out).contains("left out: " + lib.resolve("a-broken.jar") + " cannot be read (").contains("in 1 jar of");
    }

    @Test
    void aDamagedClassIsNamedAndMissing() throws IOException {
        Jars.write(lib.resolve("api.jar"), Map.of("com/atlassian/api/Key.class", Jars.text("no class at all")));
        assertThat(run(plugin, lib)).isEqualTo(1);
        assertThat(out).contains("left out: class com.atlassian.api.Key cannot be read: no class file").contains("problem: missing class com.atlassian.api.Key");
    }

    @Test
    void jarsInsideOfJars() throws IOException {
        Path inner = Jars.write(folder.resolve("inner.jar"), api);
        Jars.write(lib.resolve("bundle.jar"), Map.of("META-INF/lib/inner.jar", Files.readAllBytes(inner), "META-INF/lib/broken.jar", Jars.text("no zip")));
        assertThat(run(plugin, lib)).as(out + err).isZero();
        assertThat(out).contains("1 class in 2 jars").contains("left out: bundle.jar!broken.jar cannot be read");
    }

    @Test
    void anOuterJarCountsBeforeAnInnerOne() throws IOException {
        Path inner = Jars.write(folder.resolve("inner.jar"), api);
        Jars.write(lib.resolve("a-bundle.jar"), Map.of("META-INF/lib/inner.jar", Files.readAllBytes(inner)));
        Jars.write(lib.resolve("b-api.jar"), jars.compile(List.of(), KEY.replace("int id", "int number")));
        assertThat(run(plugin, lib)).isEqualTo(1);
        assertThat(out).contains("missing method: com.atlassian.api.Key has no int id()");
    }

    @Test
    void theBundledPluginsBesideWebInfLib() throws IOException {
        Jars.write(lib.resolve("other.jar"), jars.compile(List.of(), "package org.example; public class Other { }"));
        assertThat(run(plugin, lib)).isEqualTo(1);
        Jars.write(jars.folder("jira/WEB-INF/atlassian-bundled-plugins").resolve("api.jar"), api);
        assertThat(run(plugin, lib)).as(out + err).isZero();
        assertThat(out).contains("lib and ").contains("atlassian-bundled-plugins\n");
    }

    @Test
    void theOtherNamespace() throws IOException {
        String request = "package javax.servlet; public interface Request { }";
        String guard = "package com.atlassian.api; public interface Guard { void check(javax.servlet.Request request); }";
        Path old = Jars.write(folder.resolve("old.jar"), jars.compile(List.of(), request, guard));
        Path ours = Jars.write(folder.resolve("ours.jar"), jars.compile(List.of(old),
            "package dvcs.a; public class Ours { void go(com.atlassian.api.Guard guard) { guard.check(null); } }"));
        Jars.write(lib.resolve("api.jar"), jars.compile(List.of(), request.replace("javax", "jakarta"), guard.replace("javax", "jakarta")));
        assertThat(run(ours, lib)).isEqualTo(1);
        assertThat(out).contains("there is void check(jakarta.servlet.Request) (this Jira speaks jakarta: verify the jakarta jar, --namespace jakarta)");
    }

    @Test
    void usage() throws IOException {
        for (Object[] arguments : new Object[][] {{}, {plugin}, {lib}, {plugin, folder.resolve("nowhere")}, {plugin, "--fast", lib}, {"a\0b"}}) {
            assertThat(run(arguments)).isEqualTo(2);
            assertThat(err).startsWith("verify-api: ").hasLineCount(1).endsWith("; --help says more\n");
        }
        assertThat(run(plugin, lib)).isEqualTo(2);
        assertThat(err).contains("there is no jar in " + lib);
        assertThat(run("--help")).isZero();
        assertThat(out).startsWith("usage: java -jar verify-api.jar").contains("exit: 0 all resolved, 1 problems, 2 usage");
    }

    @Test
    void ourOwnJarIsBroken() throws IOException {
        Jars.write(lib.resolve("api.jar"), api);
        Files.writeString(plugin, "no zip");
        assertThat(run(plugin, lib)).isEqualTo(2);
        assertThat(err).startsWith("verify-api: our jar " + plugin + " cannot be read: ");
        Jars.write(plugin, Map.of("atlassian-plugin.xml", Jars.text("<atlassian-plugin>")));
        assertThat(run(plugin, lib)).isEqualTo(2);
        assertThat(err).contains("atlassian-plugin.xml: not well-formed XML");
        Jars.write(plugin, Map.of("dvcs/Bad.class", Jars.text("\0")));
        assertThat(run(plugin, lib)).isEqualTo(2);
        assertThat(err).contains("dvcs/Bad.class: no class file");
    }
}
