package dvcs.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls from our code into Jira's, after Jira changed. */
class VerificationTest {
    private static final String USER = "package com.atlassian.api; public class User { public static final String ALL = new String(); public String name() { return null; } }";
    private static final String USERS = "package com.atlassian.api; public class Users { public User find(String name) { return null; } public static int count() { return 0; } }";
    private static final String OURS = """
        package dvcs.a; public class Ours {
            String nameOf(com.atlassian.api.Users users) {
                return users.find(com.atlassian.api.User.ALL).name() + com.atlassian.api.Users.count();
            }
        }""";

    @TempDir
    Path folder;

    private Report after(String... api) throws IOException {
        return new Case(folder, USER, USERS).plugin(OURS).meets(api).verify();
    }

    private static String printed(Report report) {
        var out = new ByteArrayOutputStream();
        report.print(new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aCompleteSetPasses() throws IOException {
        var report = after(USER, USERS);
        assertThat(report.problems()).isEmpty();
        assertThat(report.isClean()).isTrue();
        assertThat(printed(report)).isEqualTo("plugin.jar: resolved 2 classes, 3 methods, 1 field; 0 problems, 0 notes\n");
    }

    @Test
    void aMissingClass() throws IOException {
        String other = "package com.atlassian.api; public class Users { public Object find(String name) { return null; } public static int count() { return 0; } }";
        var report = after(other);
        assertThat(report.isClean()).isFalse();
        assertThat(report.problems()).contains("missing class com.atlassian.api.User");
        assertThat(printed(report)).contains("problem: missing class com.atlassian.api.User\n    in dvcs.a.Ours.nameOf\n");
    }

    @Test
    void aMissingMethod() throws IOException {
        assertThat(after(USER.replace("public String name() { return null; }", ""), USERS).problems())
            .containsExactly("missing method: com.atlassian.api.User has no java.lang.String name()");
    }

    @Test
    void aMissingField() throws IOException {
        assertThat(after(USER.replace(" ALL", " EVERY"), USERS).problems())
            .containsExactly("missing field: com.atlassian.api.User has no java.lang.String ALL");
    }

    @Test
    void aChangedSignatureSaysWhichThereAre() throws IOException {
        assertThat(after(USER, USERS.replace("find(String name) { return null; }", "find(long id) { return null; } public User find() { return null; }")).problems())
            .containsExactly("changed signature: com.atlassian.api.Users has no com.atlassian.api.User find(java.lang.String); "
                + "there is com.atlassian.api.User find(long), com.atlassian.api.User find()");
    }

    @Test
    void aChangedTypeOfAField() throws IOException {
        assertThat(after(USER.replace("String ALL = new String()", "Object ALL = new Object()"), USERS).problems())
            .containsExactly("changed type of a field: com.atlassian.api.User has no java.lang.String ALL; there is java.lang.Object ALL");
    }

    @Test
    void aClassThatBecameAnInterface() throws IOException {
        assertThat(after("package com.atlassian.api; public interface User { String ALL = new String(); String name(); }", USERS).problems())
            .containsExactly("com.atlassian.api.User is an interface now, and we call it as a class: java.lang.String name()");
    }

    @Test
    void anInterfaceThatBecameAClass() throws IOException {
        String users = "package com.atlassian.api; public interface Users { User find(String name); static int count() { return 0; } }";
        assertThat(new Case(folder, USER, users).plugin(OURS).meets(USER, USERS).verify().problems()).containsExactly(
            "com.atlassian.api.Users is a class now, and we call it as an interface: com.atlassian.api.User find(java.lang.String)",
            "com.atlassian.api.Users is a class now, and we call it as an interface: int count()");
    }

    @Test
    void staticOrNot() throws IOException {
        assertThat(after(USER.replace("public String name", "public static String name"), USERS.replace("static int", "int")).problems()).containsExactly(
            "com.atlassian.api.User: java.lang.String name() is static now", "com.atlassian.api.Users: int count() is no longer static");
    }

    @Test
    void membersAndClassesThatWereClosed() throws IOException {
        assertThat(after(USER.replace("public String name", "protected String name").replace("public static final String ALL", "static final String ALL"),
            USERS.replace("public static int count", "private static int count")).problems()).containsExactly(
                "com.atlassian.api.User: field java.lang.String ALL is no longer accessible (only in its package)",
                "com.atlassian.api.User: java.lang.String name() is no longer accessible (protected)",
                "com.atlassian.api.Users: int count() is no longer accessible (private)");
        assertThat(after(USER.replace("public class", "class"), USERS).problems())
            .containsExactly("com.atlassian.api.User is no longer accessible (not public)");
    }

    @Test
    void aMethodThatMovedUp() throws IOException {
        assertThat(after(USER, "package com.atlassian.api; class Base { public User find(String name) { return null; } }",
            "package com.atlassian.api; public class Users extends Base { public static int count() { return 0; } }").problems()).isEmpty();
    }

    @Test
    void aMethodThatBecameTheDefaultOfAnInterface() throws IOException {
        assertThat(after(USER, "package com.atlassian.api; public interface Finder { default User find(String name) { return null; } }",
            "package com.atlassian.api; public class Users implements Finder { public static int count() { return 0; } }").problems()).isEmpty();
    }

    @Test
    void whereNobodyCouldLook() throws IOException {
        String base = "package com.elsewhere; public class Base { }";
        String users = "package com.atlassian.api; public class Users extends com.elsewhere.Base { public static int count() { return 0; } }";
        var jars = new Jars(folder);
        var classes = jars.compile(List.of(), base, USER, users);
        classes.remove("com/elsewhere/Base.class");
        Jars.write(jars.folder("partial").resolve("api.jar"), classes);
        Path plugin = folder.resolve("ours.jar");
        Path api = Jars.write(folder.resolve("old.jar"), jars.compile(List.of(), USER, USERS));
        Jars.write(plugin, jars.compile(List.of(api), OURS));
        try (var lib = JarFolders.open(List.of(folder.resolve("partial")))) {
            assertThat(Verification.of(PluginJar.read(plugin), lib).problems()).containsExactly(
                "missing method: com.atlassian.api.Users has no com.atlassian.api.User find(java.lang.String)"
                    + " (its super types com.elsewhere.Base are not in these folders, so nobody could look there)");
        }
    }

    @Test
    void anOptionalPackageIsANote() throws IOException {
        var report = new Case(folder, USER, USERS, "package com.atlassian.extra; public interface Safe { }")
            .plugin(OURS, "package dvcs.a; public class Extra implements com.atlassian.extra.Safe { }").optional("com.atlassian.extra")
            .meets(USER, USERS).verify();
        assertThat(report.problems()).isEmpty();
        assertThat(report.notes()).containsExactly("missing class com.atlassian.extra.Safe", "missing package com.atlassian.extra");
        assertThat(printed(report)).contains("note: missing class com.atlassian.extra.Safe (optional in our manifest)\n    in dvcs.a.Extra\n").contains("0 problems, 2 notes");
    }
}
