package dvcs.plugin;

import dvcs.api.Hook;
import dvcs.bridge.EnsureWebhooks;
import dvcs.bridge.KnownWebhook;
import dvcs.bridge.RemoveWebhooks;
import dvcs.bridge.WebhookKind;
import dvcs.bridge.WebhookPlace;
import dvcs.store.AccountRecord;
import dvcs.store.CredentialVault;
import dvcs.store.HookPlaces;
import dvcs.store.HookSecrets;
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
    /** Shorter than an hour: what was in the way of all of them is tried again with the next hourly listing, and not with every click. */
    private static final Duration AGAIN = Duration.ofMinutes(50);
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
            HookJobs jobs = new HookJobs(tables, sessions, gate, account, lease, use);
            if (remove(account, jobs, standing)) {
                Optional<String> error = standing.create() ? ensure(account, jobs, lease) : Optional.of("");
                error.ifPresent(words -> places.ended(account.id(), words, tables.clock().millis()));
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
        if (!places.surplus(accountId, !standing.create(), 0, limit(standing), 1).isEmpty()) {
            return true;
        }
        long again = Math.max(tables.clock().millis() - AGAIN.toMillis(), standing.anew());
        boolean tried = !standing.group().error().isEmpty() && standing.group().checkedAt() >= again;
        return standing.create() && !tried && (!places.due(accountId, 0, limit(standing), standing.secret(), 1).isEmpty()
                || isGroupDue(standing, standing.secret()) || tables.hooks().secrets().isLost(accountId));
    }

    private long limit(HookPlaces.Standing standing) {
        return Math.max(tables.clock().millis() - EVERY.toMillis(), standing.anew());
    }

    private static boolean isGroupDue(HookPlaces.Standing standing, int secret) {
        return standing.groupHook() > 0 && standing.groupSecret() != secret && standing.group().state() != Hook.State.REFUSED;
    }

    /**
     * From place to place, and from the first one again when an administrator wants everything looked at anew meanwhile, or a new secret,
     * on whichever node. Empty: it did not come to its end; else what is wrong with the group's webhook.
     */
    private Optional<String> ensure(AccountRecord account, HookJobs jobs, Lease lease) {
        int after = 0;
        int number = -1;
        long anew = -1;
        String group = account.owner();
        boolean groupSeen = false;
        String words = "";
        while (!closing.getAsBoolean()) {
            HookPlaces.Standing standing = places.standing(account.id()).orElse(HookPlaces.Standing.NONE);
            if (!standing.create() || tables.accounts().find(account.id()).isEmpty()) {
                return Optional.empty(); // switched off or removed meanwhile: those that were made are surplus now
            }
            HookSecrets.Secret secret = tables.hooks().secrets().ensure(account.id());
            if (secret.number() != number || standing.anew() != anew) {
                accounts.changed(); // before the first delivery proves itself with it
                after = 0;
                number = secret.number();
                anew = standing.anew();
                groupSeen = false;
            }
            List<HookPlaces.Place> slice = places.due(account.id(), after, limit(standing), number, SLICE);
            if (slice.isEmpty() && (groupSeen || !isGroupDue(standing, number))) {
                tables.hooks().secrets().forgetFormer(account.id(), number);
                return Optional.of(words);
            }
            Optional<List<HookPlaces.Seen>> seen = jobs.ensure(request(group, standing, secret, slice), secret, slice);
            if (seen.isEmpty()) {
                return Optional.empty();
            }
            groupSeen = true;
            Optional<HookPlaces.Seen> ofGroup = seen.get().stream().filter(each -> each.forgeId() == 0).findFirst();
            if (ofGroup.isPresent() && ofGroup.get().state() == Hook.State.REFUSED) {
                return Optional.of(ofGroup.get().error()); // nothing was said of the repositories: they are still due
            }
            if (ofGroup.isPresent()) {
                boolean stands = ofGroup.get().hookId() > 0;
                words = stands ? ofGroup.get().error() : "";
                group = stands ? group : ""; // there can be none, and the rest need not ask again
            }
            places.checked(lease, slice, tables.clock().millis());
            after = slice.isEmpty() ? after : slice.get(slice.size() - 1).id();
        }
        return Optional.empty();
    }

    private static EnsureWebhooks request(String group, HookPlaces.Standing standing, HookSecrets.Secret secret, List<HookPlaces.Place> slice) {
        List<KnownWebhook> known = new ArrayList<>();
        if (standing.groupHook() > 0 && standing.groupSecret() == secret.number()) {
            known.add(new KnownWebhook(0, standing.groupHook()));
        }
        known.addAll(HookJobs.numbers(slice.stream().filter(each -> each.hookId() > 0 && each.secret() == secret.number()).toList()));
        return new EnsureWebhooks(group, wire(slice), standing.urls().get(0), standing.urls().subList(1, standing.urls().size()), secret.text(), KINDS,
                known, true, false);
    }

    /** What the forge refuses to remove stops no other, and has its turn again the next day. */
    private boolean remove(AccountRecord account, HookJobs jobs, HookPlaces.Standing standing) {
        boolean all = !standing.create();
        int after = 0;
        while (!closing.getAsBoolean()) {
            List<HookPlaces.Place> slice = places.surplus(account.id(), all, after, limit(standing), SLICE);
            if (slice.isEmpty()) {
                return true;
            }
            RemoveWebhooks request = new RemoveWebhooks(all ? account.owner() : "", wire(slice), standing.urls(), HookJobs.numbers(slice));
            if (jobs.remove(request).isEmpty()) {
                return false;
            }
            after = slice.get(slice.size() - 1).id();
        }
        return false;
    }

    static List<WebhookPlace> wire(List<HookPlaces.Place> slice) {
        return slice.stream().map(each -> new WebhookPlace(each.forgeId(), each.path(), each.archived(), each.empty())).toList();
    }
}
