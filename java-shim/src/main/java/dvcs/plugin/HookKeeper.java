package dvcs.plugin;

import dvcs.bridge.EnsureWebhooks;
import dvcs.bridge.KnownWebhook;
import dvcs.bridge.RemoveWebhooks;
import dvcs.bridge.WebhookKind;
import dvcs.bridge.WebhookPlace;
import dvcs.store.AccountRecord;
import dvcs.store.CredentialVault;
import dvcs.store.HookPlaces;
import dvcs.store.Lease;
import dvcs.store.LeaseLostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that webhooks of ours stand at the forges: of linked repositories, once a day each, and at once when something changed
 * here. A slice after the other, for nobody waits.
 */
final class HookKeeper {
    static final int SLICE = 100;
    /** Shorter than a day, as with the listings that lead here. */
    private static final Duration EVERY = Duration.ofHours(20);
    private static final Set<WebhookKind> KINDS = Set.of(WebhookKind.PUSH, WebhookKind.TAG_PUSH, WebhookKind.MERGE_REQUEST);
    private static final Logger LOG = LoggerFactory.getLogger(HookKeeper.class);

    private final Tables tables;
    private final HookPlaces places;
    private final Heartbeat heartbeat;
    private final Sessions sessions;
    private final HookAccounts accounts;
    private final WriteGate gate;
    private final Supplier<String> baseUrl;
    private final BooleanSupplier closing;

    /** {@code baseUrl}: Jira's own, as configured. */
    HookKeeper(Tables tables, Heartbeat heartbeat, Sessions sessions, HookAccounts accounts, WriteGate gate, Supplier<String> baseUrl,
            BooleanSupplier closing) {
        this.tables = tables;
        this.places = tables.hooks().places();
        this.heartbeat = heartbeat;
        this.sessions = sessions;
        this.accounts = accounts;
        this.gate = gate;
        this.baseUrl = baseUrl;
        this.closing = closing;
    }

    /** What one look works on. */
    private record Look(AccountRecord account, HookPlaces.Standing standing, Lease lease, ForgeSession session, int credential) {}

    /** Returns when there is nothing left to do, or something is in the way, which is then stored in words. */
    void keep(int accountId) {
        Optional<AccountRecord> account = tables.accounts().find(accountId).filter(each -> !each.stopped() && !each.credential().isEmpty());
        if (account.isEmpty() || closing.getAsBoolean()) {
            return;
        }
        Optional<Heartbeat.Held> lease = heartbeat.tryHold(Lease.ofHooks(accountId));
        if (lease.isEmpty()) {
            return; // another node is at it
        }
        try (Heartbeat.Held held = lease.get()) {
            keep(account.get(), held.lease());
        } catch (LeaseLostException e) {
            LOG.info("{}", e.getMessage());
        } catch (RuntimeException e) {
            if (!closing.getAsBoolean()) {
                LOG.warn("The webhooks of account {} could not be looked at.", accountId, e);
                places.ended(accountId, Failure.sentence(e), tables.clock().millis());
            }
        }
    }

    private void keep(AccountRecord account, Lease lease) {
        HookPlaces.Standing standing = lead(account.id(), lease);
        if (!isDue(account.id(), standing)) {
            return;
        }
        try (Sessions.Use use = sessions.use(account, Lane.SWEEP)) {
            Look look = new Look(account, standing, lease, use.session(), use.credentialVersion());
            boolean well = remove(look, !standing.create());
            if (well && standing.create()) {
                well = ensure(look);
            }
            if (well) {
                places.ended(account.id(), "", tables.clock().millis());
            }
        } catch (CredentialVault.Unreadable e) {
            tables.accounts().stop(account.id(), account.credentialVersion(), e.getMessage());
        }
    }

    /** A changed base URL of Jira moves what stands. */
    private HookPlaces.Standing lead(int accountId, Lease lease) {
        HookPlaces.Standing standing = places.standing(accountId).orElseThrow();
        String url = baseUrl.get().replaceAll("/+$", "") + "/plugins/servlet/dvcs/hook/" + accountId;
        if (standing.create() && (standing.urls().isEmpty() || !standing.urls().get(0).equals(url))) {
            places.lead(lease, accountId, url, tables.clock().millis());
            return places.standing(accountId).orElseThrow();
        }
        return standing;
    }

    private boolean isDue(int accountId, HookPlaces.Standing standing) {
        if (!places.surplus(accountId, !standing.create(), 1).isEmpty()) {
            return true;
        }
        // What was in the way of all of them is not run into again before a day is over, or something changed here.
        boolean tried = !standing.group().error().isEmpty() && standing.group().checkedAt() >= limit(standing);
        return standing.create() && !tried && !places.due(accountId, limit(standing), 1).isEmpty();
    }

    private long limit(HookPlaces.Standing standing) {
        return Math.max(tables.clock().millis() - EVERY.toMillis(), standing.anew());
    }

    private boolean ensure(Look look) {
        int account = look.account().id();
        String secret = tables.hooks().secrets().ensure(account);
        accounts.changed();
        boolean refused = false;
        for (List<HookPlaces.Place> slice = due(look); !slice.isEmpty(); slice = due(look)) {
            List<KnownWebhook> known = known(look.standing(), slice);
            EnsureWebhooks request = new EnsureWebhooks(look.account().owner(), wire(slice), look.standing().urls().get(0),
                    look.standing().urls().subList(1, look.standing().urls().size()), secret, KINDS, known, true, false);
            List<HookPlaces.Seen> seen = new ArrayList<>();
            Outcome outcome = RepositorySync.await(look.session().ensureHooks(request, batch -> store(look, HookRows.of(batch), seen)).outcome());
            if (!settled(look, outcome)) {
                return false;
            }
            places.checked(look.lease(), slice, tables.clock().millis());
            refused |= seen.stream().anyMatch(each -> each.state() == dvcs.api.Hook.State.REFUSED);
        }
        if (!refused) {
            tables.hooks().secrets().forgetFormer(account);
        }
        return true;
    }

    private List<HookPlaces.Place> due(Look look) {
        return closing.getAsBoolean() ? List.of() : places.due(look.account().id(), limit(look.standing()), SLICE);
    }

    private boolean remove(Look look, boolean all) {
        for (List<HookPlaces.Place> slice = surplus(look, all); !slice.isEmpty(); slice = surplus(look, all)) {
            RemoveWebhooks request = new RemoveWebhooks(all ? look.account().owner() : "", wire(slice), look.standing().urls(),
                    slice.stream().map(each -> new KnownWebhook(each.forgeId(), each.hookId())).toList());
            List<HookPlaces.Seen> seen = new ArrayList<>();
            Outcome outcome = RepositorySync.await(look.session().removeHooks(request, batch -> store(look, HookRows.of(batch), seen)).outcome());
            if (!settled(look, outcome)) {
                return false;
            }
            if (seen.stream().noneMatch(each -> each.hookId() == 0)) {
                return true; // none of them could be removed: they have their turn again tomorrow
            }
        }
        return true;
    }

    private List<HookPlaces.Place> surplus(Look look, boolean all) {
        return closing.getAsBoolean() ? List.of() : places.surplus(look.account().id(), all, SLICE);
    }

    private void store(Look look, List<HookPlaces.Seen> rows, List<HookPlaces.Seen> seen) throws InterruptedException {
        seen.addAll(rows);
        if (!rows.isEmpty()) {
            gate.write(Lane.SWEEP, () -> places.store(look.lease(), look.account().id(), rows, tables.clock().millis()));
        }
    }

    /** False: nothing more is to be asked now. */
    private boolean settled(Look look, Outcome outcome) {
        if (outcome.ok()) {
            return true;
        }
        int account = look.account().id();
        if (outcome.tokenRefused()) {
            sessions.refused(account, look.credential(), outcome.error());
        } else if (!outcome.cancelled()) {
            places.ended(account, outcome.error(), tables.clock().millis());
        }
        return false;
    }

    // A webhook that was seen before the secret or the address changed gets both anew.
    private static List<KnownWebhook> known(HookPlaces.Standing standing, List<HookPlaces.Place> slice) {
        List<KnownWebhook> known = new ArrayList<>();
        if (standing.groupHook() > 0 && standing.group().checkedAt() >= standing.anew()) {
            known.add(new KnownWebhook(0, standing.groupHook()));
        }
        slice.stream().filter(each -> each.hookId() > 0 && each.checkedAt() >= standing.anew())
                .forEach(each -> known.add(new KnownWebhook(each.forgeId(), each.hookId())));
        return known;
    }

    static List<WebhookPlace> wire(List<HookPlaces.Place> slice) {
        return slice.stream().map(each -> new WebhookPlace(each.forgeId(), each.path(), each.archived(), each.empty())).toList();
    }
}
