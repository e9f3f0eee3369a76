package dvcs.plugin;

import dvcs.api.Hooks;
import dvcs.store.Hooked;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
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
    private final HookKeeper keeper;

    /** {@code sync}: begins a run of a repository; {@code refresh}: lists an account, once more if that is under way. */
    HookService(Tables tables, Threads threads, HooksHost host, Keeping keeping, Consumer<Hooked> sync, IntConsumer refresh) {
        this.threads = threads;
        this.accounts = new HookAccounts(tables.hooks().secrets(), System::nanoTime);
        this.health = new HookHealth(tables.clock());
        this.worker = new HookWorker(tables, (millis, work) -> threads.after(millis, TimeUnit.MILLISECONDS, work), sync, refresh);
        this.writer = new HookWriter(tables.hooks().inbox(), threads::hooks, worker::found, tables.clock(), PATIENCE_MILLIS);
        this.receiver = new HookReceiver(new HookRoom(HookRoom.BYTES, HookRoom.PLACES), accounts, host.verifier(), writer, health,
                tables.clock());
        this.keeper = new HookKeeper(tables, keeping.heartbeat(), keeping.sessions(), accounts, keeping.gate(), host.baseUrl(), keeping.closing());
    }

    /** What looking after webhooks shares with other work. */
    record Keeping(Heartbeat heartbeat, Sessions sessions, WriteGate gate, BooleanSupplier closing) {}

    void start() {
        threads.every(HookWriter.SECONDS, writer::flush);
        threads.every(HookAccounts.SECONDS, accounts::refresh);
        threads.every(HookWorker.SECONDS, this::look);
    }

    /** At what nobody has looked at for a minute. */
    void look() {
        worker.look();
    }

    /** Looks after an account's webhooks at its forge, as far as they are due, in the background. */
    void keep(int accountId) {
        threads.keepHooks(() -> keeper.keep(accountId));
    }

    /** Once everything that was asked for by {@link #keep} is done. */
    void after(Runnable work) {
        threads.keepHooks(work);
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
