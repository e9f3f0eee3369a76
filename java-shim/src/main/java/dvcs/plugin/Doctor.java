package dvcs.plugin;

import dvcs.api.ConnectorException;
import dvcs.api.Diagnosis;
import dvcs.bridge.NativeFailure;
import dvcs.store.AccountRecord;
import dvcs.store.CredentialVault;
import dvcs.store.StoreException;
import dvcs.wire.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * Walks the way to an account's forge when an administrator asks, and keeps what was found until the next time or the end
 * of this node. Each diagnosis has a session of its own: what it finds, a refused token too, changes nothing about the account.
 */
final class Doctor {
    private static final int MOST_AT_A_TIME = 3;
    private static final int RETRY_SECONDS = 5;
    private static final List<Diagnosis.Outcome> OUTCOMES = List.of(Diagnosis.Outcome.values());

    private final Tables tables;
    private final Map<Integer, Visit> visits = new ConcurrentHashMap<>();
    private final Semaphore places = new Semaphore(MOST_AT_A_TIME);

    Doctor(Tables tables) {
        this.tables = tables;
    }

    private static final class Visit {
        private final long startedAt;
        private final List<Diagnosis.Finding> findings = new ArrayList<>();
        private boolean running = true;
        private String problem = "";

        Visit(long startedAt) {
            this.startedAt = startedAt;
        }

        synchronized void take(Batch batch) {
            for (int i = 0; i < batch.findingsLength(); i++) {
                dvcs.wire.Finding from = batch.findings(i);
                findings.add(new Diagnosis.Finding(ForgeSession.text(from.step()), outcome(from.outcome()),
                        ForgeSession.text(from.found()), ForgeSession.text(from.remedy())));
            }
        }

        /** A refused token ends the job with an error, too, but its step has said so. */
        synchronized void end(String error) {
            boolean told = findings.stream().anyMatch(each -> each.outcome() == Diagnosis.Outcome.FAILED);
            running = false;
            problem = told ? "" : error;
        }

        synchronized boolean isRunning() {
            return running;
        }

        synchronized Diagnosis diagnosis() {
            return new Diagnosis(running, startedAt, findings, problem);
        }
    }

    /** Nothing happens when one is under way for this account. */
    synchronized Diagnosis start(AccountRecord account, Sessions sessions) {
        Visit before = visits.get(account.id());
        if (before != null && before.isRunning()) {
            return before.diagnosis();
        }
        if (!places.tryAcquire()) {
            throw new ConnectorException(503, "Other connections are being checked just now. Try again in half a minute.");
        }
        try {
            return visit(account, sessions).diagnosis();
        } catch (RuntimeException e) {
            places.release();
            throw e;
        }
    }

    Diagnosis last(int accountId) {
        Visit visit = visits.get(accountId);
        return visit == null ? Diagnosis.NONE : visit.diagnosis();
    }

    void forget(int accountId) {
        visits.remove(accountId);
    }

    private Visit visit(AccountRecord account, Sessions sessions) {
        Visit visit = new Visit(tables.clock().millis());
        ForgeSession session = open(account, sessions);
        visits.put(account.id(), visit);
        session.diagnose(account.owner(), visit::take).outcome().whenComplete((outcome, failure) -> {
            visit.end(failure == null ? outcome.error() : String.valueOf(failure.getMessage()));
            places.release();
            session.close();
        });
        return visit;
    }

    private ForgeSession open(AccountRecord account, Sessions sessions) {
        try {
            return sessions.single(account, tables.accounts().token(account), "-doctor", true, RETRY_SECONDS);
        } catch (CredentialVault.Unreadable | NativeFailure | StoreException e) {
            throw new ConnectorException(409, e.getMessage());
        }
    }

    private static Diagnosis.Outcome outcome(byte wire) {
        return wire >= 0 && wire < OUTCOMES.size() ? OUTCOMES.get(wire) : Diagnosis.Outcome.FAILED;
    }
}
