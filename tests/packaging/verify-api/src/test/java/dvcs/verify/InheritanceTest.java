package dvcs.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Classes and lambdas of ours that extend or implement types of Jira's, after Jira changed. */
class InheritanceTest {
    private static final String TAB = "package com.atlassian.api; public abstract class Tab { protected String title() { return null; } public String help() { return null; } public abstract int order(); }";
    private static final String JOB = "package net.java.ao.api; public interface Job { void run(String name); }";
    private static final String OURS = """
        package dvcs.a; public class Ours extends com.atlassian.api.Tab {
            public int order() { return title().length(); }
            public String help() { return super.help() + new Object() { String inner() { return title(); } }.inner(); }
            net.java.ao.api.Job lambda() { return name -> System.out.println(name); }
            net.java.ao.api.Job reference() { return System.out::println; }
        }""";
    private static final String IMPLEMENTED = "package dvcs.a; public class Implemented implements net.java.ao.api.Job { public void run(String name) { } }";

    @TempDir
    Path folder;

    private Report after(String tab, String job) throws IOException {
        return new Case(folder, TAB, JOB).plugin(OURS, IMPLEMENTED).meets(tab, job).verify();
    }

    @Test
    void unchanged() throws IOException {
        var report = after(TAB, JOB);
        assertThat(report.problems()).isEmpty();
        // <init>, title (inherited, called on our own class), help; run
        assertThat(report.counts()).startsWith("resolved 2 classes, 4 methods, 0 fields");
    }

    @Test
    void aNewAbstractMethod() throws IOException {
        assertThat(after(TAB, JOB.replace("void run", "void stop(); void run")).problems()).containsExactly(
            "net.java.ao.api.Job: void stop() is abstract, and dvcs.a.Implemented does not implement it",
            "net.java.ao.api.Job: void stop() is abstract, so a lambda can no longer implement the interface");
        assertThat(after(TAB.replace("public abstract int", "public abstract int weight(); public abstract int"), JOB).problems())
            .containsExactly("com.atlassian.api.Tab: int weight() is abstract, and dvcs.a.Ours does not implement it");
    }

    @Test
    void aNewDefaultIsNoDuty() throws IOException {
        assertThat(after(TAB, JOB.replace("void run", "default void stop() { } boolean equals(Object o); void run")).problems()).isEmpty();
    }

    @Test
    void aRenamedMethodOfAFunctionalInterface() throws IOException {
        assertThat(after(TAB, JOB.replace("run(String", "run(Object")).problems()).contains(
            "net.java.ao.api.Job: void run(java.lang.Object) is abstract, and dvcs.a.Implemented does not implement it",
            "changed signature: net.java.ao.api.Job has no void run(java.lang.String); there is void run(java.lang.Object)");
    }

    @Test
    void aMethodWeInheritIsGone() throws IOException {
        assertThat(after(TAB.replace("title()", "name()"), JOB).problems())
            .containsExactly("missing method: dvcs.a.Ours has no java.lang.String title()");
    }

    @Test
    void whatSuperCallsIsAbstractNow() throws IOException {
        assertThat(after(TAB.replace("public String help() { return null; }", "public abstract String help();"), JOB).problems())
            .containsExactly("com.atlassian.api.Tab: java.lang.String help() is abstract now, and we call it through super");
    }

    @Test
    void finalNow() throws IOException {
        assertThat(after(TAB.replace("public String help", "public final String help"), JOB).problems())
            .containsExactly("com.atlassian.api.Tab: java.lang.String help() is final now, and we override it");
        assertThat(after(TAB.replace("abstract class", "final class").replace("abstract int order();", "int order() { return 0; }"), JOB).problems())
            .contains("com.atlassian.api.Tab is final now, and we extend it");
    }

    @Test
    void classAndInterfaceSwapped() throws IOException {
        assertThat(after(TAB, "package net.java.ao.api; public abstract class Job { public abstract void run(String name); }").problems())
            .contains("net.java.ao.api.Job is a class now, and we implement it");
        assertThat(after("package com.atlassian.api; public interface Tab { int order(); }", JOB).problems())
            .contains("com.atlassian.api.Tab is an interface now, and we extend it as a class");
    }

    @Test
    void whatWeCreateIsAbstractNow() throws IOException {
        String key = "package com.atlassian.api; public class Key { }";
        String ours = "package dvcs.a; public class Ours { Object one() { return new com.atlassian.api.Key(); } "
            + "java.util.function.Supplier<Object> two() { return com.atlassian.api.Key::new; } }";
        assertThat(new Case(folder, key).plugin(ours).meets(key.replace("class", "abstract class")).verify().problems())
            .containsExactly("com.atlassian.api.Key is abstract now, and we create it");
        assertThat(new Case(folder, key).plugin(ours).meets(key.replace("{ }", "{ public Key(int id) { } }")).verify().problems())
            .containsExactly("changed signature: com.atlassian.api.Key has no new(); there is new(int)");
    }

    @Test
    void aConstructorIsNotInherited() throws IOException {
        String base = "package com.atlassian.api; public class Base { public Base(String name) { } protected Base() { } }";
        String key = "package com.atlassian.api; public class Key extends Base { public Key(String name) { super(name); } }";
        assertThat(new Case(folder, base, key).plugin("package dvcs.a; public class Ours { Object one() { return new com.atlassian.api.Key(\"\"); } }")
            .meets(base, key.replace("public Key(String name) { super(name); }", "private Key() { }")).verify().problems())
            .containsExactly("changed signature: com.atlassian.api.Key has no new(java.lang.String); there is new()");
    }

    @Test
    void theMostSpecificDefaultCounts() throws IOException {
        String general = "package com.atlassian.api; public interface General { void act(); }";
        String special = "package com.atlassian.api; public interface Special extends General { default void act() { } }";
        String ours = "package dvcs.a; public class Ours implements com.atlassian.api.General, com.atlassian.api.Special { }";
        assertThat(new Case(folder, general, special).plugin(ours).verify().problems()).isEmpty();
        assertThat(new Case(folder, general, special).plugin(ours).meets(general, special.replace("default void act() { }", "void act();")).verify().problems())
            .containsExactly("com.atlassian.api.Special: void act() is abstract, and dvcs.a.Ours does not implement it");
    }
}
