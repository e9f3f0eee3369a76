package dvcs.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** What the webhooks of each account prove themselves with: 32 random bytes, written as {@code whsec_} and Base64. */
public final class HookSecrets {
    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String SELECT = "SELECT [ID], [HOST], [HOOK_SECRET], [HOOK_SECRET_FORMER] FROM <ACCOUNT> "
            + "WHERE [REMOVED] = ? AND [HOOK_SECRET] IS NOT NULL";

    private final Database database;
    private final CredentialVault vault;

    public HookSecrets(Database database, CredentialVault vault) {
        this.database = database;
        this.vault = vault;
    }

    /** As stored: encrypted. {@code former} is empty when there is none. */
    public record Sealed(int accountId, String host, String secret, String former) {
        @Override
        public String toString() {
            return "Sealed[" + accountId + "]";
        }
    }

    /** A new one, as Standard Webhooks writes signing keys: GitLab from 19 on signs with it, others carry it as it is. */
    public static String random() {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        return "whsec_" + Base64.getEncoder().encodeToString(secret);
    }

    /** Of every account that has one. */
    public List<Sealed> all() {
        return database.read(sql -> sql.query(SELECT, row -> new Sealed(row.getInt(1), row.getString(2), row.getString(3),
                Texts.orEmpty(row.getString(4))), false));
    }

    /** In the clear. */
    public String open(int accountId, String sealed) throws CredentialVault.Unreadable {
        return vault.decryptHookSecret(accountId, sealed);
    }

    /** The account's secret, which is made if there is none, or none that can be read. Every node gets the same. */
    public String ensure(int accountId) {
        String there = stored(accountId);
        if (!there.isEmpty()) {
            try {
                return open(accountId, there);
            } catch (CredentialVault.Unreadable e) {
                // Made anew below: nobody could use it any more.
            }
        }
        replace(accountId, there, false);
        return readable(accountId);
    }

    /** Makes a new one; the present one counts until {@link #forgetFormer}. */
    public String renew(int accountId) {
        replace(accountId, stored(accountId), true);
        return readable(accountId);
    }

    /** Every hook has the new one. */
    public void forgetFormer(int accountId) {
        database.change(sql -> sql.update("UPDATE <ACCOUNT> SET [HOOK_SECRET_FORMER] = NULL WHERE [ID] = ?", accountId));
    }

    private String stored(int accountId) {
        return database.read(sql -> sql.one("SELECT [HOOK_SECRET] FROM <ACCOUNT> WHERE [ID] = ? AND [REMOVED] = ?",
                row -> Texts.orEmpty(row.getString(1)), accountId, false)).orElse("");
    }

    private String readable(int accountId) {
        String sealed = stored(accountId);
        if (sealed.isEmpty()) {
            throw new StoreException("The account was removed.");
        }
        try {
            return open(accountId, sealed);
        } catch (CredentialVault.Unreadable e) {
            throw new StoreException(e.getMessage());
        }
    }

    /** Unless another node was faster: its secret is as good. */
    private void replace(int accountId, String before, boolean keep) {
        String fresh = seal(accountId);
        database.change(sql -> {
            // Locks the row: long texts can't be compared in a WHERE on every database.
            sql.update("UPDATE <ACCOUNT> SET [HOOK_SECRET_FORMER] = [HOOK_SECRET_FORMER] WHERE [ID] = ?", accountId);
            String now = sql.one("SELECT [HOOK_SECRET] FROM <ACCOUNT> WHERE [ID] = ?", row -> Texts.orEmpty(row.getString(1)), accountId).orElse("");
            if (now.equals(before)) {
                sql.update("UPDATE <ACCOUNT> SET [HOOK_SECRET] = ?, [HOOK_SECRET_FORMER] = ? WHERE [ID] = ? AND [REMOVED] = ?",
                        fresh, keep ? Texts.of(before) : null, accountId, false);
            }
        });
    }

    private String seal(int accountId) {
        try {
            return vault.encryptHookSecret(accountId, random());
        } catch (IOException e) {
            throw new UncheckedIOException("The key file for access tokens can't be used: " + e.getMessage(), e);
        }
    }
}
