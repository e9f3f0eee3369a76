package dvcs.web;

import static dvcs.web.Route.Access.ADMINISTRATOR;

import dvcs.api.WorkQueue;
import java.util.List;

/** The addresses of the JSON API that are about the queue; what runs and waits is cancelled where it belongs, at its repository or account. */
final class QueueApi {
    private static final int MOST_A_PAGE = 200;
    /** More than any Jira has repositories. */
    private static final int LAST_START = 1_000_000;
    private static final int LONGEST_SEARCH = 255;

    private final WorkQueue queue;

    QueueApi(WorkQueue queue) {
        this.queue = queue;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", "queue", ADMINISTRATOR, (call, none) -> page(call)),
                new Route("POST", "repositories/{id}/top", ADMINISTRATOR, (call, id) -> moveToTop(id)));
    }

    private Answer page(Call call) {
        int start = call.number("start", 0, 0, LAST_START);
        int limit = call.number("limit", 25, 1, MOST_A_PAGE);
        String search = call.text("search");
        if (search.length() > LONGEST_SEARCH) {
            throw new Refusal(400, "The parameter “search” is longer than " + LONGEST_SEARCH + " characters.", "search");
        }
        return Answer.ok(queue.page(new WorkQueue.Filter(call.constant("state", WorkQueue.State.class),
                call.number("account", 0, 0, Integer.MAX_VALUE), search), start, limit));
    }

    private Answer moveToTop(String id) {
        queue.moveToTop(Integer.parseInt(id));
        return Answer.none();
    }
}
