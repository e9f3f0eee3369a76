package dvcs.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Annotations, other places in class files, and what only texts name. */
class NamesTest {
    private static final String MARK = "package com.atlassian.api; import java.lang.annotation.*; @Retention(RetentionPolicy.RUNTIME) "
        + "public @interface Mark { String value() default \"\"; Level[] levels() default {}; Class<?> type() default Object.class; }";
    private static final String LEVEL = "package com.atlassian.api; public enum Level { LOW, HIGH }";
    private static final String FAILURE = "package com.opensymphony.api; public class Failure extends Exception { }";

    @TempDir
    Path folder;

    @Test
    void annotationsAndTheirElements() throws IOException {
        String ours = "package dvcs.a; @com.atlassian.api.Mark(value = \"x\", levels = com.atlassian.api.Level.HIGH, type = com.opensymphony.api.Failure.class) public class Ours { }";
        assertThat(new Case(folder, MARK, LEVEL, FAILURE).plugin(ours).verify().counts())
            .isEqualTo("resolved 3 classes, 3 methods, 1 field; 0 problems, 0 notes");
        assertThat(new Case(folder, MARK, LEVEL, FAILURE).plugin(ours).meets(MARK.replace("String value()", "String name()"), LEVEL.replace(", HIGH", ""), FAILURE)
            .verify().problems()).containsExactly(
                "missing field: com.atlassian.api.Level has no com.atlassian.api.Level HIGH",
                "missing method: annotation com.atlassian.api.Mark has no element 'value'");
        assertThat(new Case(folder, MARK, LEVEL, FAILURE).plugin(ours).meets("package com.atlassian.api; public class Mark { }", LEVEL, FAILURE).verify().problems())
            .contains("com.atlassian.api.Mark is no longer an annotation");
    }

    @Test
    void annotationsOnMembersAndParameters() throws IOException {
        String ours = "package dvcs.a; public class Ours { @com.atlassian.api.Mark int field; @com.atlassian.api.Mark void method() { } void parameter(@com.atlassian.api.Mark int p) { } "
            + "record Pair(@com.atlassian.api.Mark int a) { } }";
        var report = new Case(folder, MARK, LEVEL).plugin(ours).meets(LEVEL).verify();
        assertThat(report.problems()).containsExactly("missing class com.atlassian.api.Mark");
    }

    @Test
    void annotationsThatTheJvmDropsAskNothing() throws IOException {
        String mark = MARK.replace("RetentionPolicy.RUNTIME", "RetentionPolicy.CLASS");
        assertThat(new Case(folder, mark, LEVEL).plugin("package dvcs.a; @com.atlassian.api.Mark public class Ours { }").meets(LEVEL).verify().problems()).isEmpty();
    }

    @Test
    void everyPlaceInCodeThatNamesAClass() throws IOException {
        for (String use : new String[] {"Object o = com.opensymphony.api.Failure.class;", "Object o = new com.opensymphony.api.Failure[0];",
            "Object o = new com.opensymphony.api.Failure[1][2];", "boolean is(Object o) { return o instanceof com.opensymphony.api.Failure; }",
            "Object to(Object o) { return (com.opensymphony.api.Failure) o; }", "com.opensymphony.api.Failure[] field;", "void declared() throws com.opensymphony.api.Failure { }",
            "void caught() { try { hashCode(); throw new Exception(); } catch (Exception e) { if (e instanceof com.opensymphony.api.Failure f) f.printStackTrace(); } }",
            "abstract static class In { abstract com.opensymphony.api.Failure give(); }"}) {
            assertThat(new Case(folder, FAILURE).plugin("package dvcs.a; public class Ours { " + use + " }").meets(LEVEL).verify().problems())
                .as(use).contains("missing class com.opensymphony.api.Failure");
        }
    }

    @Test
    void classesOfOthersAreNotOurMatter() throws IOException {
        String other = "package org.example; public class Other { public void act() { } }";
        assertThat(new Case(folder, other, LEVEL).plugin("package dvcs.a; public class Ours { void act(org.example.Other o) { o.act(); } }").meets(LEVEL).verify().counts())
            .isEqualTo("resolved 0 classes, 0 methods, 0 fields; 0 problems, 0 notes");
    }

    @Test
    void textsThatNameClasses() throws IOException {
        var report = new Case(folder, LEVEL)
            .file("META-INF/plugin-components/imports", "com.atlassian.api.Level#level\ncom.atlassian.api.Gone#gone\norg.example.Other#other\n")
            .file("META-INF/plugin-components/exports", "dvcs.a.Ours#com.atlassian.api.Listener,com.atlassian.api.Level\n")
            .file("atlassian-plugin.xml", "<atlassian-plugin><!-- com.atlassian.api.Comment --><web-item section='com.atlassian.api.web.section'>"
                + "<condition class=' com.atlassian.api.Condition '/></web-item><dependency>com.atlassian.auiplugin:ajs</dependency>"
                + "<interface>\n  com.atlassian.api.Service\n</interface></atlassian-plugin>").verify();
        assertThat(report.problems()).containsExactly("missing class com.atlassian.api.Condition", "missing class com.atlassian.api.Gone",
            "missing class com.atlassian.api.Listener", "missing class com.atlassian.api.Service");
        assertThat(report.counts()).startsWith("resolved 1 class,");
    }

    @Test
    void importedPackages() {
        assertThat(Imports.parse("a.b;version=\"[1,2)\",c ; d;resolution:=optional,e;resolution:=\"optional\";x=\"p,q;r\",f;resolution:=mandatory"))
            .isEqualTo(Map.of("a.b", false, "c", true, "d", true, "e", true, "f", false));
        assertThat(Imports.parse(null)).isEmpty();
    }

    @Test
    void anImportedPackageThatIsNowhere() throws IOException {
        assertThat(new Case(folder, LEVEL).file("META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nImport-Package: com.atlassian.api,com.atlassian.gone,org.example\n\n").verify().problems())
            .containsExactly("missing package com.atlassian.gone");
    }
}
