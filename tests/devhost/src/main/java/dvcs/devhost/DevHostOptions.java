package dvcs.devhost;

import dvcs.devhost.platform.ProjectSeed;
import java.nio.file.Path;
import java.util.List;

/**
 * How a host starts.
 *
 * @param home keeps everything: database, settings, installed plugin, base URL
 * @param plugin null: none, or the one installed before
 * @param port 0: any free one
 * @param baseUrl null: the one kept in the home, at first {@code http://localhost:<port>/jira}
 * @param postgresUrl null with {@link Db#POSTGRES}: a private server below the home
 * @param schema null: the database's default
 * @param aui the folder {@code node_modules} of the host; null: beside the jar or in the module
 */
public record DevHostOptions(
        Path home,
        Path plugin,
        int port,
        String baseUrl,
        Db db,
        String postgresUrl,
        String schema,
        List<ProjectSeed> projects,
        Path aui) {
    /** The databases that the host can keep Jira's tables in. */
    public enum Db {
        H2,
        POSTGRES
    }

    /** An H2 host on any free port, without a plugin. */
    public static DevHostOptions of(Path home) {
        return new DevHostOptions(home, null, 0, null, Db.H2, null, null, List.of(), null);
    }

    public DevHostOptions withPlugin(Path jar) {
        return new DevHostOptions(home, jar, port, baseUrl, db, postgresUrl, schema, projects, aui);
    }

    public DevHostOptions withPort(int newPort) {
        return new DevHostOptions(home, plugin, newPort, baseUrl, db, postgresUrl, schema, projects, aui);
    }

    public DevHostOptions withBaseUrl(String url) {
        return new DevHostOptions(home, plugin, port, url, db, postgresUrl, schema, projects, aui);
    }

    /** {@code url} null: a private server below the home. */
    public DevHostOptions withPostgres(String url, String schemaName) {
        return new DevHostOptions(home, plugin, port, baseUrl, Db.POSTGRES, url, schemaName, projects, aui);
    }

    public DevHostOptions withSchema(String schemaName) {
        return new DevHostOptions(home, plugin, port, baseUrl, db, postgresUrl, schemaName, projects, aui);
    }

    public DevHostOptions withProjects(List<ProjectSeed> seeds) {
        return new DevHostOptions(home, plugin, port, baseUrl, db, postgresUrl, schema, List.copyOf(seeds), aui);
    }

    public DevHostOptions withAui(Path nodeModules) {
        return new DevHostOptions(home, plugin, port, baseUrl, db, postgresUrl, schema, projects, nodeModules);
    }
}
