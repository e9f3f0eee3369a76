package dvcs.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build's look at the JVM's log must be able to fail. */
class JniWarningCheckTest {
    @TempDir
    private Path folder;

    private boolean passes(Path log) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "no-jni-warning.sh", log.toString())
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    }

    private Path log(String text) throws IOException {
        return Files.writeString(folder.resolve("jvm.log"), text);
    }

    @Test
    void aComplaintOfTheJvmFailsTheBuild() throws Exception {
        assertThat(passes(log("<tty>\nOpenJDK 64-Bit Server VM warning: Sharing is off\n</tty>\n"))).isTrue();
        assertThat(passes(log("<tty>\nWARNING in native method: JNI call made with exception pending\n</tty>\n"))).isFalse();
        assertThat(passes(log("FATAL ERROR in native method: Bad global or local ref\n"))).isFalse();
    }

    @Test
    void withoutALogNothingWasChecked() throws Exception {
        assertThat(passes(folder.resolve("none"))).isFalse();
        assertThat(passes(log(""))).isFalse();
    }
}
