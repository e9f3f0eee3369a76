package dvcs.plugin;

import dvcs.api.Hooks;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes deliveries while the plugin works; while it does not (no library, paused, stopping), forges are told so, and strangers too. */
final class PluginHooks implements Hooks {
    private static final Logger LOG = LoggerFactory.getLogger(PluginHooks.class);

    private final Health health;

    PluginHooks(Health health) {
        this.health = health;
    }

    @Override
    public Answer deliver(Incoming delivery) throws IOException {
        Optional<SyncService> service = health.service().filter(running -> !health.isPaused());
        if (service.isEmpty()) {
            return Answer.UNAVAILABLE;
        }
        try {
            return service.get().hooks().receiver().deliver(delivery);
        } catch (RuntimeException e) {
            LOG.warn("A webhook could not be taken.", e);
            return Answer.UNAVAILABLE;
        }
    }
}
