package dvcs.plugin;

import dvcs.bridge.KnownWebhook;
import dvcs.bridge.NativeFailure;
import dvcs.bridge.RemoveWebhooks;
import dvcs.store.AccountRecord;
import dvcs.store.CredentialVault;
import dvcs.store.HookPlaces;
import dvcs.store.Lease;
import dvcs.store.LeaseLostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the webhooks of accounts that were removed, with the token that they had. Nobody waits for it: the account is shown nowhere
 * any more. A forge that can't be reached is tried again with each cleaning, for a day.
 */
final class HookRemoval {
    private static final Duration GIVE_UP = Duration.ofDays(1);
    private static final int RETRY_SECONDS = 30;
    private static final Logger LOG = LoggerFactory.getLogger(HookRemoval.class);

    private final Tables tables;
    private final Heartbeat heartbeat;
    private final Sessions sessions;
    private final BooleanSupplier closing;

    HookRemoval(Tables tables, Heartbeat heartbeat, Sessions sessions, BooleanSupplier closing) {
        this.tables = tables;
        this.heartbeat = heartbeat;
        this.sessions = sessions;
        this.closing = closing;
    }

    /** False: it is to be tried again. */
    boolean remove(int accountId) {
        Optional<AccountRecord> account = tables.accounts().withHooks(accountId);
        if (account.isEmpty()) {
            return true;
        }
        String trouble = "";
        // Whoever still makes some loses the lease.
        try (Heartbeat.Held held = heartbeat.seize(Lease.ofHooks(accountId))) {
            trouble = removeAll(account.get(), held.lease());
        } catch (LeaseLostException e) {
            trouble = e.getMessage();
        } catch (CredentialVault.Unreadable | NativeFailure | IllegalStateException e) {
            trouble = e.getMessage();
        }
        boolean done = trouble.isEmpty();
        boolean late = tables.clock().millis() - tables.accounts().removedAt(accountId) > GIVE_UP.toMillis();
        if (!done && !closing.getAsBoolean()) {
            LOG.warn("Webhooks of the removed account {} are left at {}: {} {}", account.get().owner(), account.get().url(), trouble,
                    late ? "Remove them there by hand; deliveries of theirs are refused." : "It is tried again.");
        }
        if (done || late) {
            tables.accounts().forgetHooks(accountId);
        }
        return done || late;
    }

    /** Empty, or what was in the way. */
    private String removeAll(AccountRecord account, Lease lease) throws CredentialVault.Unreadable {
        HookPlaces places = tables.hooks().places();
        HookPlaces.Standing standing = places.standing(account.id()).orElseThrow();
        try (ForgeSession session = sessions.single(account, tables.accounts().token(account), "-unhook", false, RETRY_SECONDS)) {
            String group = standing.groupHook() > 0 ? account.owner() : "";
            List<HookPlaces.Place> slice = places.surplus(account.id(), true, 0, Long.MAX_VALUE, HookKeeper.SLICE);
            while (!slice.isEmpty() || !group.isEmpty()) {
                List<KnownWebhook> known = HookJobs.numbers(slice);
                List<HookPlaces.Seen> seen = new ArrayList<>();
                Outcome outcome = RepositorySync.await(session.removeHooks(new RemoveWebhooks(group, HookKeeper.wire(slice), standing.urls(), known), batch -> {
                    seen.addAll(HookRows.of(batch));
                    places.store(lease, account.id(), HookRows.of(batch), 0, tables.clock().millis());
                }).outcome());
                if (!outcome.ok()) {
                    return outcome.error();
                }
                Optional<HookPlaces.Seen> failed = seen.stream().filter(each -> each.hookId() == HookPlaces.AS_BEFORE).findFirst();
                if (failed.isPresent()) {
                    return failed.get().error();
                }
                group = "";
                slice = places.surplus(account.id(), true, 0, Long.MAX_VALUE, HookKeeper.SLICE);
            }
        }
        return "";
    }
}
