package dvcs.devhost.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A project to have at start.
 *
 * @param issues KEY-1 to KEY-n exist, without a row until something touches them
 * @param moved former keys, of any project, each with the present number in this project
 */
public record ProjectSeed(String key, String name, int issues, Map<String, Integer> moved) {
    /** The ids of a project's issues are a block of a million. */
    private static final int MOST_ISSUES = 999_999;

    public ProjectSeed {
        if (!key.matches("[A-Z][A-Z0-9_]+")) {
            throw new IllegalArgumentException("\"" + key + "\" is no project key: expected capitals and digits");
        }
        if (issues < 0 || issues > MOST_ISSUES) {
            throw new IllegalArgumentException(
                    "project " + key + " cannot have " + issues + " issues: at most " + MOST_ISSUES);
        }
        moved = Map.copyOf(moved);
    }

    public ProjectSeed(String key, String name, int issues) {
        this(key, name, issues, Map.of());
    }

    /** {@code {"projects":[{"key","name","issues","moved":{"OLD-7":3}}]}}; name and moved may be missing. */
    public static List<ProjectSeed> read(Path file) throws IOException {
        JsonNode projects = new ObjectMapper().readTree(file.toFile()).path("projects");
        if (!projects.isArray()) {
            throw new IOException(file + " has no list \"projects\"");
        }
        List<ProjectSeed> seeds = new ArrayList<>();
        for (JsonNode project : projects) {
            String key = project.path("key").asText();
            Map<String, Integer> moved = new LinkedHashMap<>();
            project.path("moved")
                    .fields()
                    .forEachRemaining(m -> moved.put(m.getKey(), m.getValue().asInt()));
            seeds.add(new ProjectSeed(
                    key,
                    project.path("name").asText(key),
                    project.path("issues").asInt(),
                    moved));
        }
        return seeds;
    }
}
