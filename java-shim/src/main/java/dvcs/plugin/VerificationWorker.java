package dvcs.plugin;

import dvcs.bridge.DetailsRequest;
import dvcs.store.AccountRecord;
import dvcs.store.CredentialVault;
import dvcs.store.Lease;
import dvcs.store.LeaseLostException;
import dvcs.store.OpenVerifications;
import dvcs.store.RepositoryRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the forge whether it vouches for the authors of commits, where an account's policy is strict and a smart commit waits
 * for that: live work, one request a commit. What gets no answer is asked again, each time after a longer pause
 * ({@link OpenVerifications#asking}).
 */
final class VerificationWorker {
    static final long SECONDS = 15;
    /** Commits of one job. */
    static final int SOME = 30;

    private static final Logger LOG = LoggerFactory.getLogger(VerificationWorker.class);

    private final Tables tables;
    private final OpenVerifications verifications;
    private final Heartbeat heartbeat;
    private final Sessions sessions;
    private final WriteGate gate;
    private final Runnable answered;
    private final BooleanSupplier closing;
    private final AtomicBoolean awake = new AtomicBoolean();

    /** {@code answered}: commands may go on. */
    VerificationWorker(Tables tables, Heartbeat heartbeat, Sessions sessions, WriteGate gate, Runnable answered, BooleanSupplier closing) {
        this.tables = tables;
        this.verifications = new OpenVerifications(tables.database(), tables.clock());
        this.heartbeat = heartbeat;
        this.sessions = sessions;
        this.gate = gate;
        this.answered = answered;
        this.closing = closing;
    }

    /** As often as one likes; a round that has not begun serves all. */
    void wake(Consumer<Runnable> executor) {
        if (awake.compareAndSet(false, true)) {
            executor.accept(() -> {
                awake.set(false);
                round();
            });
        }
    }

    /** One round over all accounts that want it. */
    void round() {
        for (int id : verifications.accounts()) {
            Optional<AccountRecord> account = tables.accounts().find(id).filter(each -> !each.stopped());
            if (account.isPresent() && !closing.getAsBoolean()) {
                round(account.get());
            }
        }
    }

    private void round(AccountRecord account) {
        if (verifications.wanted(account.id(), 1).isEmpty()) {
            return;
        }
        Optional<Heartbeat.Held> lease = heartbeat.tryHold(Lease.ofAuthors(account.id()));
        if (lease.isEmpty()) {
            return; // another node does it
        }
        try (Heartbeat.Held held = lease.get(); Sessions.Use use = sessions.use(account, Lane.LIVE)) {
            List<OpenVerifications.Wanted> items = verifications.wanted(account.id(), SOME);
            while (!items.isEmpty() && !closing.getAsBoolean() && ask(account, items, held.lease(), use)) {
                items = verifications.wanted(account.id(), SOME);
            }
        } catch (CredentialVault.Unreadable e) {
            tables.accounts().stop(account.id(), account.credentialVersion(), e.getMessage());
        } catch (LeaseLostException e) {
            LOG.info("{}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.info("Authors of commits of account {} could not be verified: {}", account.id(), Failure.sentence(e));
        }
    }

    /** False: the forge does not answer; the rest waits. */
    private boolean ask(AccountRecord account, List<OpenVerifications.Wanted> items, Lease lease, Sessions.Use use) {
        verifications.asking(lease, items);
        Map<Integer, List<OpenVerifications.Wanted>> byRepository = items.stream()
                .collect(Collectors.groupingBy(OpenVerifications.Wanted::repositoryId, LinkedHashMap::new, Collectors.toList()));
        for (Map.Entry<Integer, List<OpenVerifications.Wanted>> each : byRepository.entrySet()) {
            Optional<RepositoryRecord> repository = tables.repositories().find(each.getKey());
            if (repository.isPresent() && !ask(account, repository.get(), each.getValue(), lease, use)) {
                return false;
            }
        }
        return true;
    }

    private boolean ask(AccountRecord account, RepositoryRecord repository, List<OpenVerifications.Wanted> items, Lease lease, Sessions.Use use) {
        DetailsRequest request = new DetailsRequest(repository.forgeId(), repository.path(), List.of(), List.of(), items.stream()
                .map(item -> new DetailsRequest.Author(item.sha(), item.authorEmail(), item.committerEmail())).toList());
        Outcome outcome = RepositorySync.await(use.session().details(request, batch -> gate.write(Lane.LIVE,
                () -> verifications.store(lease, repository.id(), Decoder.verifications(batch)))).outcome());
        answered.run();
        if (outcome.tokenRefused()) {
            sessions.refused(account.id(), use.credentialVersion(), outcome.error());
        } else if (!outcome.ok() && !outcome.cancelled()) {
            LOG.info("Authors of commits of {} are not verified: {}", repository.path(), outcome.error());
        }
        return outcome.ok();
    }
}
