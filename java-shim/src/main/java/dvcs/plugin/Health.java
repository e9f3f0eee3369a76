package dvcs.plugin;

import dvcs.api.ConnectorException;
import dvcs.bridge.NativeLibrary;
import java.util.Optional;

/** Whether the plugin may work, and if not, why. Written while it starts and stops, read by everybody. */
final class Health {
    private volatile String blocked = "The connector is starting. Try again in a moment.";
    private volatile String paused = "";
    private volatile NativeLibrary library = NativeLibrary.refused("The native library is not loaded yet.");
    private volatile SyncService service;

    void blocked(String why) {
        blocked = why;
    }

    void paused(String why) {
        paused = why;
    }

    void library(NativeLibrary outcome) {
        library = outcome;
    }

    void service(SyncService running) {
        service = running;
    }

    NativeLibrary library() {
        return library;
    }

    String paused() {
        return paused;
    }

    boolean isPaused() {
        return !paused.isEmpty();
    }

    /** Empty while the library is missing or the plugin is stopped. */
    Optional<SyncService> service() {
        return Optional.ofNullable(service);
    }

    /** For reads. */
    void requireTables() {
        if (!blocked.isEmpty()) {
            throw new ConnectorException(503, blocked);
        }
    }

    /** For work that talks to forges. */
    SyncService requireService() {
        requireTables();
        if (isPaused()) {
            throw new ConnectorException(503, paused);
        }
        SyncService running = service;
        if (running == null) {
            throw new ConnectorException(503, library.loaded() ? "The connector is stopping." : library.problem());
        }
        return running;
    }
}
