package dvcs.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A real proxy that wants a password, with its files in a folder of the test's. */
public final class Tinyproxy implements AutoCloseable {
    public static final String USER = "jira";
    public static final String PASSWORD = "let-me-through";

    private final int port;
    private final Path log;
    private final Process process;

    private Tinyproxy(int port, Path log, Process process) {
        this.port = port;
        this.log = log;
        this.process = process;
    }

    public static Tinyproxy start(Path folder) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path log = folder.resolve("tinyproxy.log");
        Path printed = folder.resolve("tinyproxy.out");
        Path settings = Files.writeString(folder.resolve("tinyproxy.conf"), String.join("\n", "Port " + port, "Listen 127.0.0.1",
                "Allow 127.0.0.1", "BasicAuth " + USER + " " + PASSWORD, "LogLevel Connect", "LogFile \"" + log + "\"", ""));
        Process process = new ProcessBuilder("tinyproxy", "-d", "-c", settings.toString()).redirectErrorStream(true)
                .redirectOutput(printed.toFile()).start();
        Tinyproxy proxy = new Tinyproxy(port, log, process);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (process.isAlive() && !proxy.listens() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        assertThat(process.isAlive() && proxy.listens()).as(Files.readString(printed)).isTrue();
        return proxy;
    }

    private boolean listens() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    /** Every request and connection that it was asked for. */
    public String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
