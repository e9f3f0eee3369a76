package dvcs.plugin;

import dvcs.store.ClusterWork;
import dvcs.store.HookInbox;
import dvcs.store.HookMarks;
import dvcs.store.Hooked;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Turns what webhooks told into runs: the first one of a repository at once, all that follow within two seconds into one more. What
 * nobody has looked at after a minute (its node died, or something refused) is found in the database.
 */
final class HookWorker {
    static final long SECONDS = 60;
    private static final long REPOSITORY_MILLIS = 2_000;
    private static final long ACCOUNT_MILLIS = 30_000;
    private static final int MOST = 500;

    private final Tables tables;
    private final Coalescing<Hooked> repositories;
    private final Coalescing<Integer> accounts;

    HookWorker(Tables tables, Coalescing.Later later, Consumer<Hooked> sync, IntConsumer refresh) {
        this.tables = tables;
        this.repositories = new Coalescing<>(REPOSITORY_MILLIS, HookWorker::millis, later, sync);
        this.accounts = new Coalescing<>(ACCOUNT_MILLIS, HookWorker::millis, later, refresh::accept);
    }

    void found(HookInbox.Found found) {
        found.repositories().forEach(repositories::ask);
        found.accounts().forEach(accounts::ask);
    }

    /** What is left of a former life, and of nodes that are no more. */
    void resume() {
        recover(Long.MAX_VALUE);
    }

    void look() {
        repositories.tidy();
        accounts.tidy();
        recover(tables.clock().millis() - TimeUnit.SECONDS.toMillis(SECONDS));
    }

    private void recover(long limit) {
        List<HookMarks.Left> left = tables.hooks().marks().left(limit, MOST);
        if (left.isEmpty()) {
            return;
        }
        ClusterWork.Now cluster = tables.clusterWork().read();
        for (HookMarks.Left each : left) {
            if (each.mark().forgeId() == 0) {
                accounts.ask(each.mark().accountId());
            } else if (each.repository() == null) {
                tables.hooks().marks().close(each.mark()); // unlinked or gone since
            } else if (!cluster.running().contains(each.repository().id()) && !cluster.waiting().contains(each.repository().id())) {
                repositories.ask(each.repository());
            }
        }
    }

    private static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
