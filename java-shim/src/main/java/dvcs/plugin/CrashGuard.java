package dvcs.plugin;

import dvcs.bridge.CrashMarker;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The crash marker, whose own troubles (a full or read-only disk) must not stop the plugin. */
final class CrashGuard {
    /** After so long the core has proved itself. */
    static final long GOOD_LIFE_MINUTES = 5;

    private static final Logger LOG = LoggerFactory.getLogger(CrashGuard.class);

    private final CrashMarker marker;

    CrashGuard(CrashMarker marker) {
        this.marker = marker;
    }

    boolean mayLoad() {
        try {
            return marker.mayLoad();
        } catch (IOException e) {
            LOG.warn("The crash marker can't be used: {}", e.getMessage());
            return true;
        }
    }

    void useful() {
        try {
            marker.useful();
        } catch (IOException e) {
            LOG.debug("The crash marker can't be written: {}", e.getMessage());
        }
    }

    void clear() {
        try {
            marker.clear();
        } catch (IOException e) {
            LOG.warn("The crash marker can't be removed: {}", e.getMessage());
        }
    }
}
