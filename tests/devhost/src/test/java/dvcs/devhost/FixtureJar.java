package dvcs.devhost;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Builds jars of the fixture plugin, right ones and ones with a fault. */
final class FixtureJar {
    private static final List<String> PACKAGES = List.of(
            "com.atlassian.activeobjects.external",
            "com.atlassian.annotations.security;resolution:=optional",
            "com.atlassian.event.api",
            "com.atlassian.jira.issue",
            "com.atlassian.jira.issue.tabpanels",
            "com.atlassian.jira.plugin.issuetabpanel",
            "com.atlassian.jira.plugin.webfragment.conditions",
            "com.atlassian.jira.security",
            "com.atlassian.jira.security.plugin",
            "com.atlassian.jira.user",
            "com.atlassian.plugin",
            "com.atlassian.plugin.event.events",
            "com.atlassian.plugin.web",
            "com.atlassian.sal.api.lifecycle",
            "com.atlassian.sal.api.pluginsettings",
            "com.atlassian.sal.api.rdbms",
            "com.atlassian.sal.api.user",
            "com.atlassian.sal.api.websudo",
            "com.atlassian.sal.api.xsrf",
            "com.atlassian.webresource.api.assembler",
            "net.java.ao",
            "net.java.ao.schema");
    private static final String IMPORTS =
            """
            com.atlassian.activeobjects.external.ActiveObjects#ao
            com.atlassian.event.api.EventPublisher#events
            com.atlassian.jira.security.PermissionManager#permissions
            com.atlassian.sal.api.pluginsettings.PluginSettingsFactory#settings
            com.atlassian.sal.api.rdbms.TransactionalExecutorFactory#transactions
            com.atlassian.sal.api.user.UserManager#users
            com.atlassian.sal.api.websudo.WebSudoManager#websudo
            com.atlassian.sal.api.xsrf.XsrfTokenValidator#xsrf
            com.atlassian.webresource.api.assembler.PageBuilderService#pages
            """;

    private final Map<String, String> entries = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final List<String> packages = new ArrayList<>(PACKAGES);
    private String version = "1.0.0";

    private FixtureJar(boolean jakarta) {
        packages.add(jakarta ? "jakarta.servlet.http;version=\"[5.0,7)\"" : "javax.servlet;version=\"[3.0,5)\"");
        packages.add(jakarta ? "jakarta.servlet;version=\"[5.0,7)\"" : "javax.servlet.http;version=\"[3.0,5)\"");
        entries.put("atlassian-plugin.xml", resource(jakarta ? "jakarta-plugin.xml" : "atlassian-plugin.xml"));
        entries.put("META-INF/spring/plugin-context.xml", "<beans/>");
        entries.put("META-INF/plugin-components/component", "dvcs.devhost.fixture.Root#root\n");
        entries.put(
                "META-INF/plugin-components/exports",
                "dvcs.devhost.fixture.Root#com.atlassian.sal.api.lifecycle.LifecycleAware\n");
        entries.put("META-INF/plugin-components/imports", IMPORTS);
        entries.put(
                "texts.properties",
                "fixture.tab=Fixture tab\nfixture.panel=Fixture panel\nfixture.item=Fixture item\n");
        entries.put("panel.vm", "<p id=\"from-panel\">$text $bodyHtml</p>");
        entries.put("page.css", "#fixture { color: red }");
        entries.put("issue.js", "window.fixture = 1;");
        headers.put("Bundle-ManifestVersion", "2");
        headers.put("Bundle-SymbolicName", "dvcs.fixture");
        headers.put("Atlassian-Plugin-Key", "dvcs.fixture");
        headers.put("Spring-Context", "*");
    }

    static FixtureJar javax() {
        return new FixtureJar(false);
    }

    static FixtureJar jakarta() {
        return new FixtureJar(true);
    }

    FixtureJar version(String value) {
        version = value;
        return this;
    }

    FixtureJar without(String importedPackage) {
        packages.removeIf(p -> p.split(";")[0].equals(importedPackage));
        return this;
    }

    FixtureJar importing(String anotherPackage) {
        packages.add(anotherPackage);
        return this;
    }

    FixtureJar withoutHeader(String name) {
        headers.remove(name);
        return this;
    }

    FixtureJar with(String entry, String content) {
        entries.put(entry, content);
        return this;
    }

    /** Drops the line of the imports index that names this type. */
    FixtureJar withoutService(String type) {
        entries.computeIfPresent(
                "META-INF/plugin-components/imports",
                (k, v) -> String.join(
                        "\n", v.lines().filter(l -> !l.contains(type)).toList()));
        return this;
    }

    Path build(Path folder) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach(main::putValue);
        main.putValue("Bundle-Version", version);
        main.putValue("Import-Package", String.join(",", packages));
        Path jar = Files.createTempFile(folder, "fixture", ".jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream zip = new JarOutputStream(out, manifest)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                add(
                        zip,
                        entry.getKey(),
                        entry.getValue().replace("@VERSION@", version).getBytes(StandardCharsets.UTF_8));
            }
            Path classes = Path.of("target/test-classes");
            try (Stream<Path> files = Files.list(classes.resolve("dvcs/devhost/fixture"))) {
                for (Path file : files.sorted().toList()) {
                    add(zip, classes.relativize(file).toString(), Files.readAllBytes(file));
                }
            }
        }
        return jar;
    }

    private static void add(JarOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
        zip.closeEntry();
    }

    private static String resource(String name) {
        try (InputStream in = FixtureJar.class.getResourceAsStream("/fixture/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
