package dvcs.forge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tukaani.xz.XZInputStream;

/**
 * A history sample of ../shared/corpus as a repository of the group {@code apache}: git fast-import with everything as
 * recorded (object ids differ, for the samples hold no trees). Kept between runs while the sample is the same file.
 */
final class Corpus {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Corpus() {}

    static void add(World world, Path data, Path corpora, String name) {
        Path file = corpora.resolve(name + ".jsonl.xz");
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("There is no corpus '" + name + "': " + file + " cannot be read.");
        }
        Path gitDir = data.resolve("apache/" + name + ".git");
        Path made = gitDir.resolve("dvcs-made-from");
        try {
            String stamp = Files.size(file) + " " + Files.getLastModifiedTime(file).toMillis();
            boolean kept = Files.exists(made) && Files.readString(made).equals(stamp);
            JsonNode repository = kept ? header(file) : create(gitDir, file);
            if (!kept) {
                Files.writeString(made, stamp);
            }
            Instant last = Instant.ofEpochSecond(Long.parseLong(
                    Git.text(gitDir, "for-each-ref", "--sort=-committerdate", "--count=1", "--format=%(committerdate:unix)", "refs/heads/").strip()));
            Instant now = world.now();
            world.add(world.group("apache"), name, gitDir, repository.get("default_branch").asText(),
                    last.minusSeconds(86_400L * 365), last.isAfter(now) ? now : last);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedReader open(Path file) throws IOException {
        return new BufferedReader(new InputStreamReader(new XZInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8));
    }

    private static JsonNode header(Path file) throws IOException {
        try (BufferedReader lines = open(file)) {
            return JSON.readTree(lines.readLine());
        }
    }

    private static JsonNode create(Path gitDir, Path file) throws IOException {
        Folders.delete(gitDir);
        Files.createDirectories(gitDir.getParent());
        JsonNode repository = header(file);
        FastImport.create(gitDir, repository.get("default_branch").asText(), history -> write(history, file));
        return repository;
    }

    private static void write(FastImport history, Path file) throws IOException {
        Map<String, Integer> marks = new HashMap<>();
        try (BufferedReader lines = open(file)) {
            JsonNode repository = JSON.readTree(lines.readLine());
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode commit = JSON.readTree(line);
                List<Integer> parents = new ArrayList<>();
                commit.get("parents").forEach(parent -> parents.add(marks.get(parent.asText())));
                if (parents.isEmpty()) {
                    history.orphan("refs/dvcs/import");
                }
                byte[] message = commit.get("message").asText().getBytes(StandardCharsets.UTF_8);
                int mark = history.commit("refs/dvcs/import", signature(commit, "author", "authored_date"),
                        signature(commit, "committer", "committed_date"), message, null, parents);
                marks.put(commit.get("sha").asText(), mark);
            }
            for (JsonNode branch : repository.get("branches")) {
                history.reset("refs/heads/" + branch.get("name").asText(), marks.get(branch.get("sha").asText()));
            }
            for (JsonNode tag : repository.get("tags")) {
                history.reset("refs/tags/" + tag.get("name").asText(), marks.get(tag.get("sha").asText()));
            }
        }
    }

    private static FastImport.Signature signature(JsonNode commit, String who, String when) {
        OffsetDateTime date = OffsetDateTime.parse(commit.get(when).asText());
        int minutes = date.getOffset().getTotalSeconds() / 60;
        String offset = String.format("%s%02d%02d", minutes < 0 ? "-" : "+", Math.abs(minutes) / 60, Math.abs(minutes) % 60);
        JsonNode person = commit.get(who);
        return new FastImport.Signature(person.get("name").asText(), person.get("email").asText(), date.toEpochSecond(), offset);
    }
}
