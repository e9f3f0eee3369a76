package dvcs.oauth;

import dvcs.store.AccountRecord;
import dvcs.store.Accounts;
import dvcs.store.CredentialVault;
import dvcs.store.Grants;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives back what removed accounts got through OAuth. Nobody waits for it; a forge that can't be reached is tried again for a day. */
public final class Revocation {
    private static final Duration GIVE_UP = Duration.ofDays(1);
    private static final Logger LOG = LoggerFactory.getLogger(Revocation.class);

    private final Grants grants;
    private final Accounts accounts;
    private final Applications applications;
    private final TokenEndpoint endpoint;
    private final Clock clock;

    Revocation(Grants grants, Accounts accounts, Applications applications, TokenEndpoint endpoint, Clock clock) {
        this.grants = grants;
        this.accounts = accounts;
        this.applications = applications;
        this.endpoint = endpoint;
        this.clock = clock;
    }

    /** False: it is to be tried again. */
    public boolean revoke(int accountId) {
        Optional<Grants.Grant> grant = grants.toRevoke(accountId);
        Optional<AccountRecord> account = accounts.removed(accountId);
        if (grant.isEmpty() || account.isEmpty()) {
            return true;
        }
        String trouble = revoke(grant.get(), account.get());
        boolean late = clock.millis() - accounts.removedAt(accountId) > GIVE_UP.toMillis();
        if (!trouble.isEmpty()) {
            LOG.warn("The authorisation of the removed account {} is not revoked at {}: {} {}", account.get().owner(), account.get().url(), trouble,
                    late ? "Revoke it there by hand, among the authorised applications." : "It is tried again.");
        }
        if (trouble.isEmpty() || late) {
            grants.forgetRevocation(accountId);
            return true;
        }
        return false;
    }

    /** Empty: there is nothing more to be done here; or what was in the way. */
    private String revoke(Grants.Grant grant, AccountRecord account) {
        try {
            TokenEndpoint.Answer answer = endpoint.revoke(applications.of(grant.clientId(), account), grants.refresh(grant));
            if (answer.result() == TokenEndpoint.Result.REFUSED) {
                LOG.warn("The authorisation of the removed account {} can't be revoked at {} from here: {} Revoke it there by hand, among the authorised applications.",
                        account.owner(), account.url(), answer.why());
                return "";
            }
            return answer.result() == TokenEndpoint.Result.DONE ? "" : answer.why();
        } catch (Applications.Unusable | CredentialVault.Unreadable e) {
            return e.getMessage();
        }
    }
}
