package dvcs.devhost.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of --projects. */
class ProjectSeedTest {
    @TempDir
    private Path folder;

    private Path file(String json) throws IOException {
        return Files.writeString(folder.resolve("projects.json"), json);
    }

    @Test
    void readsWhatTheHelpShows() throws IOException {
        String json = "{\"projects\":[{\"key\":\"ABC\",\"name\":\"Name\",\"issues\":500,\"moved\":{\"OLD-7\":3}},{\"key\":\"DEF\"}]}";
        assertThat(ProjectSeed.read(file(json)))
                .containsExactly(new ProjectSeed("ABC", "Name", 500, Map.of("OLD-7", 3)), new ProjectSeed("DEF", "DEF", 0));
    }

    @Test
    void refusesWhatTheHostCannotHave() throws IOException {
        Path noList = file("{}");
        assertThatThrownBy(() -> ProjectSeed.read(noList)).isInstanceOf(IOException.class).hasMessageContaining("projects");
        assertThatThrownBy(() -> new ProjectSeed("abc", "x", 1)).hasMessageContaining("\"abc\" is no project key");
        assertThatThrownBy(() -> new ProjectSeed("ABC", "x", 1_000_000)).hasMessageContaining("at most 999999");
    }
}
