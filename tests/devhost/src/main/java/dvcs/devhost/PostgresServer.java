package dvcs.devhost;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * A private PostgreSQL cluster in a folder: started on a free loopback port, stopped by {@link #close}. The data stay.
 * fsync is left on. Its programs refuse root, who therefore runs them as user postgres. Not thread-safe.
 */
public final class PostgresServer implements AutoCloseable {
    static final String USER = "postgres";

    private final Path folder;
    private final Path data;
    private final int port;
    private final String url;

    private PostgresServer(Path folder, int port) {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.port = port;
        this.url = "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=" + USER;
    }

    /** Where initdb and postgres are: -Dpostgres.bin, else POSTGRES_BIN, else Debian 12's folder. */
    public static Path binaries() {
        String set = System.getProperty("postgres.bin", System.getenv("POSTGRES_BIN"));
        return Path.of(set == null ? "/usr/lib/postgresql/15/bin" : set);
    }

    public static PostgresServer start(Path folder) {
        try {
            PostgresServer server =
                    new PostgresServer(ClusterFolder.of(folder.toAbsolutePath().normalize()), freePort());
            server.open();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL does not start in " + folder + ": " + e.getMessage(), e);
        }
    }

    public String url() {
        return url;
    }

    public int port() {
        return port;
    }

    private void open() throws IOException {
        if (!Files.isExecutable(binaries().resolve("initdb"))) {
            throw new IOException("no initdb in " + binaries() + " (set -Dpostgres.bin or POSTGRES_BIN)");
        }
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            run("initdb", "-D", data.toString(), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-locale");
        }
        stopLeftOver();
        run(
                "pg_ctl",
                "-D",
                data.toString(),
                "-w",
                "-t",
                "60",
                "-l",
                folder.resolve("postgres.log").toString(),
                "-o",
                // No Unix socket: its path may have 107 bytes only, and a killed server would leave it behind.
                "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''",
                "start");
    }

    /** A host that was killed leaves its server running, on a port that nobody knows any more. */
    private void stopLeftOver() {
        if (Files.exists(data.resolve("postmaster.pid"))) {
            try {
                run("pg_ctl", "-D", data.toString(), "-w", "-t", "60", "-m", "fast", "stop");
            } catch (IOException e) {
                // A stale pid file: the server that starts now finds that out itself, and says so if it is not.
                LoggerFactory.getLogger(PostgresServer.class).info("Nothing to stop in {}: {}", data, e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        try {
            run("pg_ctl", "-D", data.toString(), "-w", "-t", "60", "-m", "fast", "stop");
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL does not stop: " + e.getMessage(), e);
        }
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", USER, "--"));
        }
        command.add(binaries().resolve(program).toString());
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("dvcs-pg", ".log");
        try {
            // Into a file: the server inherits the descriptor, and a pipe would stay open as long as it runs.
            Process process = new ProcessBuilder(command)
                    .directory(Path.of("/").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(120, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(
                        program + " failed: " + Files.readString(output).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(program + " was interrupted", e);
        } finally {
            Files.delete(output);
        }
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
