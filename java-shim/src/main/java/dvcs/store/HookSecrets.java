package dvcs.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the webhooks of each account prove themselves with: 32 random bytes, written as {@code whsec_} and Base64. */
public final class HookSecrets {
    private static final int BYTES = 32;
    /** Somebody who renews and renews again must not cut off webhooks that got none of these yet. */
    private static final int FORMER = 5;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String SELECT = "SELECT [ID], [HOST], [HOOK_SECRET], [HOOK_SECRET_FORMER] FROM <ACCOUNT> "
            + "WHERE [REMOVED] = ? AND [HOOK_SECRET] IS NOT NULL";

    private static final String FORGET = "UPDATE <ACCOUNT> SET [HOOK_SECRET_FORMER] = NULL WHERE [ID] = ? AND COALESCE([HOOK_SECRET_NUMBER], 0) = ? "
            + "AND (COALESCE([GROUP_HOOK_ID], 0) = 0 OR COALESCE([GROUP_HOOK_SECRET], 0) = ?) AND NOT EXISTS (SELECT R.[ID] FROM <REPOSITORY> R "
            + "WHERE R.[ACCOUNT_ID] = ? AND R.[GONE_AT] = 0 AND R.[LINKED] = ? AND R.[HOOK_ID] > 0 AND COALESCE(R.[HOOK_SECRET_NUMBER], 0) <> ?)";

    private final Database database;
    private final CredentialVault vault;

    public HookSecrets(Database database, CredentialVault vault) {
        this.database = database;
        this.vault = vault;
    }

    /** As stored: encrypted. {@code former}: the youngest first. */
    public record Sealed(int accountId, String host, String secret, List<String> former) {
        @Override
        public String toString() {
            return "Sealed[" + accountId + "]";
        }
    }

    /** In the clear. {@code number}: counts the secrets of an account, so that each webhook's can be told without being kept. */
    public record Secret(int number, String text) {
        @Override
        public String toString() {
            return "Secret[" + number + "]";
        }
    }

    private record Stored(int number, String sealed) {
        static final Stored NONE = new Stored(0, "");
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
                lines(Texts.orEmpty(row.getString(4)))), false));
    }

    /** In the clear. */
    public String open(int accountId, String sealed) throws CredentialVault.Unreadable {
        return vault.decryptHookSecret(accountId, sealed);
    }

    /** The account's secret, which is made if there is none, or none that can be read. Every node gets the same. */
    public Secret ensure(int accountId) {
        Stored there = stored(accountId);
        if (!there.sealed().isEmpty()) {
            try {
                return new Secret(there.number(), open(accountId, there.sealed()));
            } catch (CredentialVault.Unreadable e) {
                // Made anew below: nobody could use it any more.
            }
        }
        replace(accountId, there.sealed(), false);
        return readable(accountId);
    }

    /** Whether there is one that nobody can read: {@link #ensure} makes another. */
    public boolean isLost(int accountId) {
        String there = stored(accountId).sealed();
        try {
            return !there.isEmpty() && open(accountId, there).isEmpty();
        } catch (CredentialVault.Unreadable e) {
            return true;
        }
    }

    /** Makes a new one; the present one and those before it count until {@link #forgetFormer}. */
    public Secret renew(int accountId) {
        replace(accountId, stored(accountId).sealed(), true);
        return readable(accountId);
    }

    /** Unless a webhook that counts has another one than that of {@code number}, or that is no longer the present one. */
    public void forgetFormer(int accountId, int number) {
        database.change(sql -> sql.update(FORGET, accountId, number, number, accountId, true, number));
    }

    private Stored stored(int accountId) {
        return database.read(sql -> sql.one("SELECT [HOOK_SECRET_NUMBER], [HOOK_SECRET] FROM <ACCOUNT> WHERE [ID] = ? AND [REMOVED] = ?",
                row -> new Stored(row.getInt(1), Texts.orEmpty(row.getString(2))), accountId, false)).orElse(Stored.NONE);
    }

    private Secret readable(int accountId) {
        Stored there = stored(accountId);
        if (there.sealed().isEmpty()) {
            throw new StoreException("The account was removed.");
        }
        try {
            return new Secret(there.number(), open(accountId, there.sealed()));
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
            Sealed now = sql.one("SELECT [HOOK_SECRET], [HOOK_SECRET_FORMER] FROM <ACCOUNT> WHERE [ID] = ?",
                    row -> new Sealed(accountId, "", Texts.orEmpty(row.getString(1)), lines(Texts.orEmpty(row.getString(2)))), accountId).orElseThrow();
            if (now.secret().equals(before)) {
                String former = Stream.concat(lines(before).stream(), now.former().stream()).limit(FORMER).collect(Collectors.joining("\n"));
                sql.update("UPDATE <ACCOUNT> SET [HOOK_SECRET] = ?, [HOOK_SECRET_NUMBER] = COALESCE([HOOK_SECRET_NUMBER], 0) + 1, "
                        + "[HOOK_SECRET_FORMER] = ? WHERE [ID] = ? AND [REMOVED] = ?", fresh, keep ? Texts.of(former) : null, accountId, false);
            }
        });
    }

    private static List<String> lines(String text) {
        return text.lines().filter(each -> !each.isEmpty()).toList();
    }

    private String seal(int accountId) {
        try {
            return vault.encryptHookSecret(accountId, random());
        } catch (IOException e) {
            throw new UncheckedIOException("The key file for access tokens can't be used: " + e.getMessage(), e);
        }
    }
}
