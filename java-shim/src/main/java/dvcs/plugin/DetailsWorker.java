package dvcs.plugin;

import dvcs.bridge.DetailsRequest;
import dvcs.store.AccountRecord;
import dvcs.store.CredentialVault;
import dvcs.store.Details;
import dvcs.store.Lease;
import dvcs.store.LeaseLostException;
import dvcs.store.RepositoryRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads what linked commits changed and how merge requests were reviewed: newest first, a few at a time, and never while
 * somebody waits for a synchronisation. What cannot be had is asked for later, each time after a longer pause
 * ({@link Details#asking}); an account whose forge does not answer pauses as a whole.
 */
final class DetailsWorker {
    /** Items of one account in one round: half a request a second at most. */
    static final int BUDGET = 30;
    static final long SECONDS = 60;

    private static final Logger LOG = LoggerFactory.getLogger(DetailsWorker.class);
    private static final long FIRST_PAUSE_MILLIS = 15 * 60_000L;
    private static final int DOUBLINGS = 5; // to eight hours

    private final Tables tables;
    private final Details details;
    private final Heartbeat heartbeat;
    private final Sessions sessions;
    private final WriteGate gate;
    private final BooleanSupplier someoneWaits;
    private final AtomicBoolean busy = new AtomicBoolean();
    private final Map<Integer, Pause> pauses = new ConcurrentHashMap<>();

    /** {@code someoneWaits}: live work waits or runs. */
    DetailsWorker(Tables tables, Heartbeat heartbeat, Sessions sessions, WriteGate gate, BooleanSupplier someoneWaits) {
        this.tables = tables;
        this.details = new Details(tables.database(), tables.clock());
        this.heartbeat = heartbeat;
        this.sessions = sessions;
        this.gate = gate;
        this.someoneWaits = someoneWaits;
    }

    private record Pause(int failures, long until) {}

    /** A round in the background, unless the one before is not over yet. */
    void begin(Consumer<Runnable> executor) {
        if (busy.compareAndSet(false, true)) {
            executor.accept(() -> {
                try {
                    round();
                } finally {
                    busy.set(false);
                }
            });
        }
    }

    /** One round over all accounts. */
    void round() {
        for (AccountRecord account : tables.accounts().all()) {
            if (someoneWaits.getAsBoolean()) {
                return;
            }
            if (!account.stopped() && !pausing(account.id())) {
                round(account);
            }
        }
    }

    private boolean pausing(int accountId) {
        Pause pause = pauses.get(accountId);
        return pause != null && tables.clock().millis() < pause.until();
    }

    private void round(AccountRecord account) {
        if (!details.any(account.id())) {
            return;
        }
        Optional<Heartbeat.Held> lease = heartbeat.tryHold(Lease.ofDetails(account.id()));
        if (lease.isEmpty()) {
            return; // another node does it
        }
        try (Heartbeat.Held held = lease.get()) {
            round(account, held.lease());
        } catch (CredentialVault.Unreadable e) {
            tables.accounts().stop(account.id(), account.credentialVersion(), e.getMessage());
        } catch (LeaseLostException e) {
            LOG.info("{}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.info("Details of account {} could not be loaded: {}", account.id(), Failure.sentence(e));
            pause(account.id());
        }
    }

    private void round(AccountRecord account, Lease lease) throws CredentialVault.Unreadable {
        Map<Integer, List<Details.Wanted>> byRepository = details.wanted(account.id(), BUDGET).stream()
                .collect(Collectors.groupingBy(Details.Wanted::repositoryId, LinkedHashMap::new, Collectors.toList()));
        if (byRepository.isEmpty()) {
            return;
        }
        try (Sessions.Use use = sessions.use(account, Lane.BACKFILL)) {
            for (Map.Entry<Integer, List<Details.Wanted>> each : byRepository.entrySet()) {
                if (someoneWaits.getAsBoolean() || !load(account, each.getKey(), each.getValue(), lease, use)) {
                    return;
                }
            }
            pauses.remove(account.id());
        }
    }

    /** False: the forge does not answer; the rest waits. */
    private boolean load(AccountRecord account, int repositoryId, List<Details.Wanted> items, Lease lease, Sessions.Use use) {
        Optional<RepositoryRecord> repository = tables.repositories().find(repositoryId);
        if (repository.isEmpty()) {
            return true;
        }
        details.asking(lease, items);
        DetailsRequest request = new DetailsRequest(repository.get().forgeId(), repository.get().path(),
                items.stream().filter(Details.Wanted::isCommit).map(Details.Wanted::sha).toList(),
                items.stream().filter(item -> !item.isCommit()).map(Details.Wanted::iid).toList(), List.of());
        Map<Long, Long> asked = items.stream().filter(item -> !item.isCommit())
                .collect(Collectors.toMap(Details.Wanted::iid, Details.Wanted::at));
        Outcome outcome = RepositorySync.await(use.session().details(request, batch -> gate.write(Lane.BACKFILL,
                () -> details.store(lease, repositoryId, asked, Decoder.changes(batch), Decoder.reviews(batch),
                        Decoder.deletedMergeRequests(batch)))).outcome());
        if (outcome.tokenRefused()) {
            sessions.refused(account.id(), use.credentialVersion(), outcome.error());
        } else if (!outcome.ok() && !outcome.cancelled()) {
            LOG.info("Details of {} are not complete: {}", repository.get().path(), outcome.error());
            pause(account.id());
        }
        return outcome.ok();
    }

    private void pause(int accountId) {
        pauses.compute(accountId, (id, before) -> {
            int failures = before == null ? 0 : Math.min(before.failures() + 1, DOUBLINGS);
            return new Pause(failures, tables.clock().millis() + (FIRST_PAUSE_MILLIS << failures));
        });
    }
}
