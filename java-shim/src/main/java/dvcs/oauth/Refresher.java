package dvcs.oauth;

import dvcs.store.AccountRecord;
import dvcs.store.Accounts;
import dvcs.store.CredentialVault;
import dvcs.store.Grants;
import dvcs.store.Grants.Grant;
import dvcs.store.Lease;
import dvcs.store.TokenPair;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets the next pair of tokens before the present one ends, one node at a time. Asking uses the present pair up: so it is written
 * down before, the answer is stored before it is used, and where no answer came, the forge is asked whether the present pair still lives.
 * Thread-safe.
 */
public final class Refresher implements Renewal {
    public static final long SECONDS = 20;
    /** A token that took the place of a refused one, and is refused so soon itself, is refused for another reason than its age. */
    private static final long AT_ONCE_MILLIS = 60_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final Logger LOG = LoggerFactory.getLogger(Refresher.class);

    private final Grants grants;
    private final Accounts accounts;
    private final Applications applications;
    private final TokenEndpoint endpoint;
    private final Locks locks;
    private final Clock clock;
    private final Listener listener;
    private final Map<Integer, Object> monitors = new ConcurrentHashMap<>();
    private final Map<Integer, Unsaved> unsaved = new ConcurrentHashMap<>();
    private final Map<Integer, Long> notBefore = new ConcurrentHashMap<>();
    private final Map<Integer, Substitute> substitutes = new ConcurrentHashMap<>();
    private final Set<Integer> interrupted = ConcurrentHashMap.newKeySet();

    Refresher(Grants grants, Accounts accounts, Applications applications, TokenEndpoint endpoint, Locks locks, Clock clock, Listener listener) {
        this.grants = grants;
        this.accounts = accounts;
        this.applications = applications;
        this.endpoint = endpoint;
        this.locks = locks;
        this.clock = clock;
        this.listener = listener;
    }

    /** Hears what happened to tokens on this node. {@code replaced}: runs go on with another one; {@code goOn}: what it had stopped may go on. */
    public record Listener(Runnable replaced, IntConsumer goOn) {}

    /** What took the place of a refused token, and when. */
    private record Substitute(int version, long since) {}

    /** A pair that the forge gave and the database would not take: it exists nowhere else. */
    private record Unsaved(Grant before, TokenPair pair, TokenEndpoint.Client client) {}

    /** One round over those that are past the middle of their life. */
    public void look() {
        unsaved.keySet().forEach(this::save);
        for (int accountId : grants.due()) {
            if (clock.millis() >= notBefore.getOrDefault(accountId, 0L)) {
                refresh(accountId, grant -> !grant.stopped() && Grants.isDue(grant, clock.millis()));
            }
        }
    }

    /** An account that was stopped gets another try: what it works with was changed. */
    public void tryAgain(int accountId) {
        refresh(accountId, Grant::stopped);
    }

    @Override
    public Result refused(int accountId, int version) {
        Optional<Grant> grant = grants.find(accountId);
        if (grant.isEmpty()) {
            return Result.NONE;
        }
        if (grant.get().stopped() && grant.get().version() == version) {
            return Result.STOPPED;
        }
        Predicate<Grant> wanted = now -> now.version() == version && !isSubstitute(now);
        long end = System.nanoTime() + PATIENCE_NANOS;
        Optional<Result> result = refresh(accountId, wanted);
        while (result.isEmpty() && System.nanoTime() < end) { // another node is at it
            LockSupport.parkNanos(LOOK_NANOS);
            result = refresh(accountId, wanted);
        }
        Result known = result.orElse(Result.LATER);
        if (known == Result.LATER) {
            interrupted.add(accountId);
        }
        return known == Result.REPLACED ? replaced(accountId, version) : known;
    }

    private Result replaced(int accountId, int version) {
        Optional<Grant> grant = grants.find(accountId);
        if (grant.isEmpty()) {
            return Result.REPLACED;
        }
        int now = grant.get().version();
        if (now == version) {
            return stop(grant.get(), "The host refuses the token that it gave a moment ago.");
        }
        substitutes.merge(accountId, new Substitute(now, clock.millis()), (known, later) -> known.version() == now ? known : later);
        return Result.REPLACED;
    }

    @Override
    public Optional<Current> current(int accountId) {
        return grants.find(accountId).filter(grant -> !grant.access().isEmpty()).map(grant -> {
            try {
                return new Current(grant.version(), grants.access(grant));
            } catch (CredentialVault.Unreadable e) {
                return null; // whoever opens a session says so
            }
        });
    }

    private boolean isSubstitute(Grant grant) {
        Substitute last = substitutes.get(grant.accountId());
        return last != null && last.version() == grant.version() && clock.millis() - last.since() < AT_ONCE_MILLIS;
    }

    /** Empty: another node is at it. REPLACED: also if none is wanted any more. */
    private Optional<Result> refresh(int accountId, Predicate<Grant> wanted) {
        synchronized (monitors.computeIfAbsent(accountId, id -> new Object())) {
            if (unsaved.containsKey(accountId) && !save(accountId)) {
                return Optional.of(Result.LATER);
            }
            Optional<Locks.Held> lease = locks.tryHold(Lease.ofTokens(accountId));
            if (lease.isEmpty()) {
                return grants.find(accountId).filter(wanted).isEmpty() ? Optional.of(Result.REPLACED) : Optional.empty();
            }
            try {
                // Read under the lease: another node may have asked between.
                Optional<Grant> grant = grants.find(accountId).filter(wanted);
                Optional<AccountRecord> account = accounts.find(accountId);
                return Optional.of(grant.isEmpty() || account.isEmpty() ? Result.REPLACED : refresh(grant.get(), account.get()));
            } finally {
                lease.get().close();
            }
        }
    }

    private Result refresh(Grant grant, AccountRecord account) {
        try {
            TokenEndpoint.Client client = applications.of(grant.clientId(), account);
            String token = grants.refresh(grant);
            Optional<Result> settled = grant.startedAt() > 0 ? settle(grant, account) : Optional.empty();
            if (settled.isPresent()) {
                return settled.get();
            }
            return grants.started(grant) ? take(grant, client, endpoint.refresh(client, token)) : Result.REPLACED;
        } catch (Applications.Unusable | CredentialVault.Unreadable e) {
            return stop(grant, e.getMessage());
        }
    }

    /** What became of a try whose answer nobody has. Empty: nothing, so it may be made again. */
    private Optional<Result> settle(Grant grant, AccountRecord account) throws CredentialVault.Unreadable {
        boolean over = grant.expiresAt() > 0 && grant.expiresAt() <= clock.millis();
        if (over) {
            return Optional.empty(); // the present token says nothing any more, and there is nothing left to lose
        }
        TokenEndpoint.Standing standing = endpoint.standing(account, true, grants.access(grant));
        return switch (standing.state()) {
            case VALID -> Optional.empty();
            case INVALID -> Optional.of(stop(grant, "The host gave new tokens for this account, and its answer was lost on the way, or the authorisation was revoked there."));
            case UNKNOWN -> Optional.of(later(grant, standing.why()));
        };
    }

    private Result take(Grant grant, TokenEndpoint.Client client, TokenEndpoint.Answer answer) {
        return switch (answer.result()) {
            case DONE -> {
                TokenPair pair = answer.pair();
                unsaved.put(grant.accountId(), new Unsaved(grant, pair, client));
                yield save(grant.accountId()) ? Result.REPLACED : Result.LATER;
            }
            case REFUSED -> stop(grant, answer.why());
            case NOT_DONE -> {
                grants.unused(grant);
                yield later(grant, answer.why());
            }
            case LOST -> later(grant, answer.why());
        };
    }

    private Result later(Grant grant, String why) {
        notBefore.put(grant.accountId(), clock.millis() + Grants.AGAIN.toMillis());
        LOG.warn("The authorisation of account {} could not be renewed and is tried again: {}", grant.accountId(), why);
        return Result.LATER;
    }

    /** Another node may have stored a pair since: then it goes on with that. */
    private Result stop(Grant grant, String why) {
        grants.unused(grant);
        String sentence = why.strip() + " Choose “Authorise again” in the account's menu.";
        if (!accounts.stop(grant.accountId(), grant.version(), sentence)) {
            return Result.REPLACED;
        }
        LOG.warn("Account {} is stopped: {}", grant.accountId(), sentence);
        return Result.STOPPED;
    }

    /** False: the database does not take it yet. */
    private boolean save(int accountId) {
        synchronized (monitors.computeIfAbsent(accountId, id -> new Object())) {
            Unsaved pair = unsaved.get(accountId);
            if (pair == null) {
                return true;
            }
            boolean stored;
            try {
                stored = grants.follow(pair.before(), pair.pair());
            } catch (RuntimeException e) {
                LOG.error("New tokens of account {} could not be stored; this node keeps them and tries again.", accountId, e);
                return false;
            }
            unsaved.remove(accountId);
            notBefore.remove(accountId);
            if (!stored) {
                endpoint.revoke(pair.client(), pair.pair().refresh()); // removed, or authorised anew: nobody needs it
                return true;
            }
            LOG.debug("The authorisation of account {} was renewed.", accountId);
            listener.replaced().run();
            if (pair.before().stopped() | interrupted.remove(accountId)) {
                listener.goOn().accept(accountId);
            }
            return true;
        }
    }
}
