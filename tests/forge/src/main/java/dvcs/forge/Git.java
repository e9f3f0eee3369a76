package dvcs.forge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the installed git. Configuration of the machine and its user does not reach it. */
final class Git {
    static final Map<String, String> ENVIRONMENT = Map.of(
            "GIT_CONFIG_NOSYSTEM", "1", "GIT_CONFIG_GLOBAL", "/dev/null", "LC_ALL", "C.UTF-8", "TZ", "UTC");

    private Git() {}

    /** Writes a process's standard input. */
    interface Input {
        void writeTo(OutputStream out) throws IOException;
    }

    static String text(Path gitDir, String... arguments) {
        return new String(bytes(gitDir, out -> {}, arguments), StandardCharsets.UTF_8);
    }

    static List<String> lines(Path gitDir, String... arguments) {
        return text(gitDir, arguments).lines().toList();
    }

    /** @throws IllegalStateException with git's own words when it fails */
    static byte[] bytes(Path gitDir, Input input, String... arguments) {
        try {
            Process process = start(gitDir, arguments);
            var errors = new ByteArrayOutputStream();
            Thread errorReader = copy(process.getErrorStream(), errors);
            Thread writer = write(process.getOutputStream(), input);
            byte[] output = process.getInputStream().readAllBytes();
            int exit = process.waitFor();
            writer.join();
            errorReader.join();
            if (exit != 0) {
                throw new IllegalStateException(
                        "git " + String.join(" ", arguments) + ": " + errors.toString(StandardCharsets.UTF_8).strip());
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    static Process start(Path gitDir, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        if (gitDir != null) {
            command.add("--git-dir=" + gitDir);
        }
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().putAll(ENVIRONMENT);
        return builder.start();
    }

    private static Thread copy(InputStream from, OutputStream to) {
        return daemon(() -> from.transferTo(to));
    }

    private static Thread write(OutputStream to, Input input) {
        return daemon(() -> {
            try (to) {
                input.writeTo(to);
            }
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    /** A broken pipe is no news: the exit code says what happened. */
    private static Thread daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // see above
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
