package dvcs.devhost.platform;

import com.atlassian.jira.config.util.JiraHome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Two folders, as on a Data Center node with a shared home: what must be shared and what must not shows (javadoc of
 * JiraHome; names [K]).
 */
public final class HostHome implements JiraHome {
    private final Path home;

    public HostHome(Path home) throws IOException {
        this.home = home.toAbsolutePath().normalize();
        Files.createDirectories(folder("shared").resolve("data"));
        Files.createDirectories(folder("local"));
    }

    public Path folder(String name) {
        return home.resolve(name);
    }

    @Override
    public String getHomePath() {
        return getHome().getPath();
    }

    @Override
    public File getHome() {
        return folder("shared").toFile();
    }

    @Override
    public String getLocalHomePath() {
        return getLocalHome().getPath();
    }

    @Override
    public File getLocalHome() {
        return folder("local").toFile();
    }

    @Override
    public File getDataDirectory() {
        return folder("shared").resolve("data").toFile();
    }
}
