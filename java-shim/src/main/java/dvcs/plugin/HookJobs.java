package dvcs.plugin;

import dvcs.api.Hook;
import dvcs.bridge.EnsureWebhooks;
import dvcs.bridge.KnownWebhook;
import dvcs.bridge.RemoveWebhooks;
import dvcs.store.AccountRecord;
import dvcs.store.HookPlaces;
import dvcs.store.HookSecrets;
import dvcs.store.Lease;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What one look at an account's webhooks asks of its forge; whatever is answered is stored as it comes. */
final class HookJobs {
    private final Tables tables;
    private final Sessions sessions;
    private final WriteGate gate;
    private final AccountRecord account;
    private final Lease lease;
    private final Sessions.Use use;

    HookJobs(Tables tables, Sessions sessions, WriteGate gate, AccountRecord account, Lease lease, Sessions.Use use) {
        this.tables = tables;
        this.sessions = sessions;
        this.gate = gate;
        this.account = account;
        this.lease = lease;
        this.use = use;
    }

    /** Empty: nothing more is to be asked now, and why is stored. */
    Optional<List<HookPlaces.Seen>> ensure(EnsureWebhooks request, HookSecrets.Secret secret, List<HookPlaces.Place> slice) {
        Set<Long> others = slice.stream().filter(each -> each.hookId() > 0 && each.secret() != secret.number()).map(HookPlaces.Place::forgeId)
                .collect(Collectors.toSet());
        List<HookPlaces.Seen> seen = new ArrayList<>();
        Outcome outcome = RepositorySync.await(use.session().ensureHooks(request,
                batch -> store(HookRows.of(batch), each -> others.contains(each.forgeId()) ? stillOwn(each) : each, secret.number(), seen)).outcome());
        return settled(outcome) && removeOwn(request, slice, others, seen) ? Optional.of(seen) : Optional.empty();
    }

    /** Empty: nothing more is to be asked now, and why is stored. */
    Optional<List<HookPlaces.Seen>> remove(RemoveWebhooks request) {
        return remove(request, UnaryOperator.identity());
    }

    private Optional<List<HookPlaces.Seen>> remove(RemoveWebhooks request, UnaryOperator<HookPlaces.Seen> as) {
        List<HookPlaces.Seen> seen = new ArrayList<>();
        Outcome outcome = RepositorySync.await(use.session().removeHooks(request, batch -> store(HookRows.of(batch), as, 0, seen)).outcome());
        return settled(outcome) ? Optional.of(seen) : Optional.empty();
    }

    // Below a group's webhook the core deletes those that it is told are known; one with another secret is none of these.
    private boolean removeOwn(EnsureWebhooks request, List<HookPlaces.Place> slice, Set<Long> others, List<HookPlaces.Seen> seen) {
        Set<Long> covered = seen.stream().filter(each -> each.state() == Hook.State.GROUP && others.contains(each.forgeId()))
                .map(HookPlaces.Seen::forgeId).collect(Collectors.toSet());
        List<HookPlaces.Place> own = slice.stream().filter(each -> covered.contains(each.forgeId())).toList();
        if (own.isEmpty()) {
            return true;
        }
        List<String> urls = new ArrayList<>(request.formerUrls());
        urls.add(request.url());
        return remove(new RemoveWebhooks("", HookKeeper.wire(own), urls, numbers(own)), HookJobs::coveredByNow).isPresent();
    }

    private static HookPlaces.Seen stillOwn(HookPlaces.Seen seen) {
        return seen.state() == Hook.State.GROUP ? new HookPlaces.Seen(seen.forgeId(), HookPlaces.AS_BEFORE, seen.state(), seen.error()) : seen;
    }

    private static HookPlaces.Seen coveredByNow(HookPlaces.Seen removed) {
        return removed.hookId() == 0 ? new HookPlaces.Seen(removed.forgeId(), 0, Hook.State.GROUP, "") : removed;
    }

    static List<KnownWebhook> numbers(List<HookPlaces.Place> places) {
        return places.stream().map(each -> new KnownWebhook(each.forgeId(), each.hookId())).toList();
    }

    private void store(List<HookPlaces.Seen> rows, UnaryOperator<HookPlaces.Seen> as, int secret, List<HookPlaces.Seen> seen) throws InterruptedException {
        List<HookPlaces.Seen> stored = rows.stream().map(as).toList();
        seen.addAll(stored);
        if (!stored.isEmpty()) {
            gate.write(Lane.SWEEP, () -> tables.hooks().places().store(lease, account.id(), stored, secret, tables.clock().millis()));
        }
    }

    private boolean settled(Outcome outcome) {
        if (outcome.ok()) {
            return true;
        }
        if (outcome.tokenRefused()) {
            sessions.refused(account.id(), use.credentialVersion(), outcome.error());
        } else if (!outcome.cancelled()) {
            tables.hooks().places().ended(account.id(), outcome.error(), tables.clock().millis());
        }
        return false;
    }
}
