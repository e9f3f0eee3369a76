package dvcs.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The plugin's own jars against the signatures that they were compiled with, whole and damaged. */
class OwnJarTest {
    private static final String CONDITIONS = "com.atlassian.jira.plugin.webfragment.conditions.";
    private static final String CONDITION = CONDITIONS + "UserIsAdminCondition";
    private static final String SCHEDULER = "com/atlassian/scheduler/SchedulerService.class";

    @TempDir
    Path folder;

    private Jars jars;

    @BeforeEach
    void jars() {
        jars = new Jars(folder);
    }

    private Report verify(String suffix, Map<String, byte[]> stubs) throws IOException {
        Jars.write(jars.folder("lib").resolve("api.jar"), stubs);
        try (var lib = JarFolders.open(List.of(folder.resolve("lib")))) {
            return Verification.of(PluginJar.read(Path.of(System.getProperty("dvcs.plugin") + suffix)), lib);
        }
    }

    /** With the one class that no source of ours names, only the descriptor: the stubs have no need of it. */
    private Map<String, byte[]> stubs(String suffix) throws IOException {
        var stubs = Jars.read(Path.of(System.getProperty("dvcs.stubs") + suffix));
        stubs.putAll(jars.compile(List.of(), "package " + CONDITIONS.substring(0, CONDITIONS.length() - 1) + "; public class UserIsAdminCondition { }"));
        return stubs;
    }

    @ParameterizedTest
    @ValueSource(strings = {".jar", "-jakarta.jar"})
    void itsOwnSignaturesAreComplete(String suffix) throws IOException {
        var report = verify(suffix, stubs(suffix));
        assertThat(report.problems()).isEmpty();
        assertThat(report.counts()).matches("resolved \\d{2,3} classes, \\d{2,3} methods, \\d+ fields?; 0 problems, 0 notes");
    }

    @Test
    void aClassThatOnlyTheDescriptorNames() throws IOException {
        var stubs = stubs(".jar");
        stubs.remove(Names.internal(CONDITION) + ".class");
        assertThat(verify(".jar", stubs).problems()).containsExactly("missing class " + CONDITION);
    }

    @Test
    void oneClassAndOneMethodLess() throws IOException {
        var stubs = stubs(".jar");
        stubs.remove("com/atlassian/jira/cluster/ClusterManager.class");
        stubs.computeIfPresent(SCHEDULER, (name, bytes) -> without("scheduleJob", bytes));
        assertThat(verify(".jar", stubs).problems()).containsExactly(
            "missing class com.atlassian.jira.cluster.ClusterManager",
            "missing method: com.atlassian.scheduler.SchedulerService has no void scheduleJob(com.atlassian.scheduler.config.JobId, com.atlassian.scheduler.config.JobConfig)");
    }

    @Test
    void theAnnotationsThatJira9DoesNotHaveAreANote() throws IOException {
        var stubs = stubs(".jar");
        assertThat(stubs.keySet().removeIf(name -> name.startsWith("com/atlassian/annotations/security/"))).isTrue();
        var report = verify(".jar", stubs);
        assertThat(report.problems()).isEmpty();
        assertThat(report.notes()).contains("missing package com.atlassian.annotations.security");
    }

    @Test
    void theWrongNamespace() throws IOException {
        assertThat(verify(".jar", stubs("-jakarta.jar")).problems()).isNotEmpty().allMatch(words -> words.endsWith("--namespace jakarta)"));
        assertThat(verify("-jakarta.jar", stubs(".jar")).problems()).isNotEmpty().allMatch(words -> words.endsWith("--namespace javax)"));
    }

    private static byte[] without(String method, byte[] bytes) {
        var writer = new ClassWriter(0);
        new ClassReader(bytes).accept(new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                return name.equals(method) ? null : super.visitMethod(access, name, descriptor, signature, exceptions);
            }
        }, 0);
        return writer.toByteArray();
    }
}
