package dvcs.forge;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Troubles that a test orders: the next {@code count} requests whose path begins so. Thread-safe. */
public final class Faults {
    /** What happens instead of the answer, or to it. */
    public enum Kind {
        /** Rack::Attack's 429: text/plain with Retry-After and RateLimit-*. */
        RATE_LIMIT_HEADERS,
        /** The endpoints' own 429: JSON without any header. */
        RATE_LIMIT_BARE,
        SERVER_ERROR_HTML,
        BAD_GATEWAY_HTML,
        /** 503 with Retry-After: 1. */
        UNAVAILABLE,
        /** A log-in page with status 200, as a proxy serves it. */
        HTML_WITH_200,
        /** JSON that stops in the middle, with a Content-Length that promised more. */
        TRUNCATED,
        /** An object where a list is expected, and the other way round. */
        WRONG_TYPE,
        /** The connection is closed without an answer; nothing was done. */
        CLOSED,
        /** What was asked is done, and the connection is closed before a byte of the answer. */
        ANSWER_LOST,
        /** Nothing comes until the client gives up (30 s at most). */
        SILENT,
        MALFORMED_ITEM,
        /** 403, as of a feature that is switched off in the project. */
        FORBIDDEN,
        /** git only: GitLab's refusal of a fetch because of load, as an error packet. */
        GIT_LOAD;

        /** Whether the server says no before it does what was asked. The others come after it, as from a proxy in between. */
        boolean comesFirst() {
            return switch (this) {
                case RATE_LIMIT_HEADERS, RATE_LIMIT_BARE, UNAVAILABLE, FORBIDDEN -> true;
                default -> false;
            };
        }
    }

    private record Order(String prefix, Kind kind, AtomicInteger left) {}

    private final List<Order> orders = new CopyOnWriteArrayList<>();

    public void add(String pathPrefix, Kind kind, int count) {
        orders.add(new Order(pathPrefix, kind, new AtomicInteger(count)));
    }

    public void clear() {
        orders.clear();
    }

    Optional<Kind> next(String path) {
        for (Iterator<Order> it = orders.iterator(); it.hasNext();) {
            Order order = it.next();
            if (path.startsWith(order.prefix()) && order.left().getAndDecrement() > 0) {
                return Optional.of(order.kind());
            }
        }
        return Optional.empty();
    }
}
