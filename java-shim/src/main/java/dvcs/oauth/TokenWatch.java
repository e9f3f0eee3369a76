package dvcs.oauth;

import dvcs.store.AccountRecord;
import dvcs.store.Accounts;
import dvcs.store.CredentialVault;
import dvcs.store.TokenExpiries;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks forges once a day how long the access tokens last that people entered, and warns before they end. */
public final class TokenWatch {
    public static final long SECONDS = 600;
    private static final Duration EVERY = Duration.ofDays(1);
    private static final Logger LOG = LoggerFactory.getLogger(TokenWatch.class);

    private final TokenExpiries expiries;
    private final Accounts accounts;
    private final TokenEndpoint endpoint;
    private final Clock clock;

    TokenWatch(TokenExpiries expiries, Accounts accounts, TokenEndpoint endpoint, Clock clock) {
        this.expiries = expiries;
        this.accounts = accounts;
        this.endpoint = endpoint;
        this.clock = clock;
    }

    public void look() {
        for (int accountId : expiries.unread(clock.millis() - EVERY.toMillis())) {
            accounts.find(accountId).ifPresent(this::read);
        }
        for (TokenExpiries.Entered token : expiries.toWarn()) {
            if (expiries.warned(token)) {
                LOG.warn("The access token of the account {} at {} ends on {}. Create a new one there, and enter it with “Change token or certificate” "
                        + "on the page DVCS accounts before that.", token.owner(), token.url(), Instant.ofEpochMilli(token.expiresAt()).atOffset(ZoneOffset.UTC).toLocalDate());
            }
        }
    }

    private void read(AccountRecord account) {
        try {
            TokenEndpoint.Standing standing = endpoint.standing(account, false, accounts.token(account));
            boolean said = standing.state() == TokenEndpoint.State.VALID;
            expiries.read(account.id(), account.credentialVersion(), said ? standing.expiresAt() : TokenExpiries.AS_BEFORE, standing.scope());
        } catch (CredentialVault.Unreadable | RuntimeException e) {
            LOG.info("How long the access token of account {} lasts could not be read: {}", account.id(), e.getMessage());
        }
    }
}
