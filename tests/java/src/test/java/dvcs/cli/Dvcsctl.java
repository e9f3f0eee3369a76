package dvcs.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dvcs.forge.Forge;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The program under test as a process, with its files in a folder of the test's. */
final class Dvcsctl {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Path token;
    private int runs;

    Dvcsctl(Path folder, String token) {
        this.folder = folder;
        this.token = folder.resolve("token");
        try {
            Files.writeString(this.token, token + "\n");
            Files.setPosixFilePermissions(this.token, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** System property {@code dvcsctl}, else what CMake built last; null: nothing is built. */
    static Path program() {
        String named = System.getProperty("dvcsctl", "");
        Stream<Path> candidates = named.isEmpty()
                ? Stream.of("release", "dev").map(preset -> Path.of("../../build", preset, "dvcsctl"))
                : Stream.of(Path.of(named));
        return candidates.map(Path::toAbsolutePath).map(Path::normalize).filter(Files::isExecutable).findFirst().orElse(null);
    }

    record Run(int code, List<JsonNode> lines, String errors) {
        List<JsonNode> of(String type) {
            return lines.stream().filter(line -> line.path("type").asText().equals(type)).toList();
        }

        List<String> commits() {
            return of("commit").stream().map(line -> line.get("project_id") + " " + line.get("sha").asText()).toList();
        }
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** The import of group {@code acme} with all commits and the cursor file {@code cursor}. */
    Run importAcme(Forge forge, String... more) {
        return run(arguments(forge.url(), "acme", more));
    }

    Run run(List<String> arguments) {
        Started started = start(arguments);
        try {
            if (!started.process.waitFor(5, TimeUnit.MINUTES)) {
                started.process.destroyForcibly();
                throw new AssertionError("dvcsctl does not end: " + arguments);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        return new Run(started.process.exitValue(), lines(started.out), text(started.errors));
    }

    record Started(Process process, Path out, Path errors) {}

    Started start(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(program().toString()));
        command.addAll(arguments);
        runs++;
        Path out = file("out" + runs);
        Path errors = file("errors" + runs);
        try {
            return new Started(new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(errors.toFile()).start(), out, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with another {@code --source}: git, rest or auto. */
    Run importAcmeFrom(String source, Forge forge, String... more) {
        return run(withSource(source, arguments(forge.url(), "acme", more)));
    }

    static List<String> withSource(String source, List<String> arguments) {
        List<String> changed = new ArrayList<>(arguments);
        changed.set(changed.indexOf("--source") + 1, source);
        return changed;
    }

    List<String> arguments(String url, String owner, String... more) {
        List<String> arguments = new ArrayList<>(List.of("import", "--host", "gitlab", "--url", url, "--owner", owner,
                "--token-file", token.toString(), "--source", "rest", "--all-commits", "--retry-for", "5",
                "--cursor", file("cursor").toString()));
        arguments.addAll(List.of(more));
        return arguments;
    }

    /** Whole lines; of a program that was killed the last one may be torn. */
    static List<JsonNode> lines(Path out) {
        String text = text(out);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Dvcsctl::json).toList();
    }

    static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new AssertionError("no JSON: " + line, e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
