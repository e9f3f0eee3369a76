package dvcs.web;

import dvcs.api.ConnectorException;
import dvcs.api.Progress;
import dvcs.api.WorkQueue;
import java.util.List;

/** A queue in memory that writes down what it was asked. Repository 5 waits, 6 runs, there are no others. */
final class MadeQueue implements WorkQueue {
    private final List<String> asked;

    MadeQueue(List<String> asked) {
        this.asked = asked;
    }

    @Override
    public Page page(Filter filter, int start, int limit) {
        asked.add("queue " + filter + " " + start + " " + limit);
        return new Page(List.of(
                new Item(0, 1, "", "", "acme", "https://git.example.com", State.RUNNING, Kind.LISTING, 0, "node1", MadeConnector.RUNNING, "", false),
                new Item(5, 1, "acme/shop", "https://git.example.com/acme/shop", "acme", "https://git.example.com", State.WAITING, Kind.HISTORY,
                        1700000000000L, "node1", Progress.NONE, "", true)), start, 2, 1, 1, 0);
    }

    @Override
    public void moveToTop(int repositoryId) {
        if (repositoryId > 6) {
            throw new ConnectorException(404, "There is no repository with the number " + repositoryId + ".");
        }
        if (repositoryId == 6) {
            throw new ConnectorException(409, "The repository acme/web does not wait any more: it runs, or its turn is over.");
        }
        asked.add("top " + repositoryId);
    }
}
