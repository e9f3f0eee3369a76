package dvcs.bridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The little that these mains need of a test framework: they run without one, before Maven has been there. */
final class Checks {
    static final int BAD_ARGUMENT = 3;
    static final int CLOSED = 4;

    private static int passed;

    private Checks() {}

    static void that(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
        passed++;
    }

    static void fails(int code, String what, Runnable call) {
        try {
            call.run();
        } catch (NativeFailure failure) {
            that(failure.code() == code, what + ": code " + failure.code() + " instead of " + code);
            that(!failure.getMessage().isBlank(), what + ": no words");
            return;
        }
        throw new AssertionError(what + " did not fail");
    }

    static byte[] request(String folder, String name) {
        try {
            return Files.readAllBytes(Path.of(folder, name + ".bin"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static void done() {
        System.out.println(passed + " checks passed");
    }
}
