package dvcs.devhost.platform;

import com.atlassian.event.api.EventListener;
import com.atlassian.event.api.EventPublisher;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Synchronous events. Listeners are held strongly, as in Jira: one that is not unregistered pins its plugin's class
 * loader.
 */
public final class HostEvents implements EventPublisher {
    private static final Logger LOG = LoggerFactory.getLogger(HostEvents.class);

    private final List<Object> listeners = new CopyOnWriteArrayList<>();

    @Override
    public void register(Object listener) {
        listeners.add(listener);
    }

    @Override
    public void unregister(Object listener) {
        listeners.removeIf(l -> l == listener);
    }

    @Override
    public void publish(Object event) {
        for (Object listener : listeners) {
            for (Method method : listener.getClass().getMethods()) {
                if (method.isAnnotationPresent(EventListener.class)
                        && method.getParameterCount() == 1
                        && method.getParameterTypes()[0].isInstance(event)) {
                    deliver(listener, method, event);
                }
            }
        }
    }

    private static void deliver(Object listener, Method method, Object event) {
        try {
            method.setAccessible(true);
            method.invoke(listener, event);
        } catch (InvocationTargetException e) {
            LOG.error("{} failed on {}", method, event.getClass().getSimpleName(), e.getCause());
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.error("{} cannot be called", method, e);
        }
    }
}
