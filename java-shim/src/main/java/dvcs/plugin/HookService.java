package dvcs.plugin;

import dvcs.api.Hooks;
import dvcs.store.Hooked;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** The receiver of webhooks and what follows from them, on the threads of the service. */
final class HookService {
    private static final long PATIENCE_MILLIS = 2_000;

    private final Threads threads;
    private final HookAccounts accounts;
    private final HookHealth health;
    private final HookWorker worker;
    private final HookWriter writer;
    private final HookReceiver receiver;

    /** {@code sync}: begins a run of a repository; {@code refresh}: lists an account, once more if that is under way. */
    HookService(Tables tables, Threads threads, HookVerifier verifier, Consumer<Hooked> sync, IntConsumer refresh) {
        this.threads = threads;
        this.accounts = new HookAccounts(tables.hooks().secrets(), System::nanoTime);
        this.health = new HookHealth(tables.clock());
        this.worker = new HookWorker(tables, (millis, work) -> threads.after(millis, TimeUnit.MILLISECONDS, work), sync, refresh);
        this.writer = new HookWriter(tables.hooks().inbox(), threads::hooks, worker::found, tables.clock(), PATIENCE_MILLIS);
        this.receiver = new HookReceiver(new HookRoom(HookRoom.BYTES, HookRoom.PLACES), accounts, verifier, writer, health, tables.clock());
    }

    void start() {
        threads.every(HookWriter.SECONDS, writer::flush);
        threads.every(HookAccounts.SECONDS, accounts::refresh);
        threads.every(HookWorker.SECONDS, this::look);
    }

    /** At what nobody has looked at for a minute. */
    void look() {
        worker.look();
    }

    /** Goes on with what a former life did not finish. */
    void resume() {
        worker.resume();
    }

    Hooks receiver() {
        return receiver;
    }

    HookAccounts accounts() {
        return accounts;
    }

    HookHealth health() {
        return health;
    }

    /** Nobody waits any longer for what is not going to be stored. */
    void close() {
        writer.close();
    }
}
