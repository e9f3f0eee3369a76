package dvcs.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build's look at the JVMs' logs must be able to fail. */
class JniWarningCheckTest {
    @TempDir
    private Path folder;

    private boolean passes(Path logs) throws IOException, InterruptedException {
        return new ProcessBuilder("sh", "no-jni-warning.sh", logs.toString())
                .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
    }

    /** Log of the first of two test processes. */
    private Path log(String text) throws IOException {
        Files.writeString(folder.resolve("jvm-1.log"), text);
        Files.writeString(folder.resolve("jvm-2.log"), "<tty>\n</tty>\n");
        return folder;
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
