package dvcs.plugin;

import dvcs.store.CredentialVault;
import dvcs.store.HookSecrets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts that take deliveries and their secrets, in memory: whatever strangers send asks the database at most once a
 * second, and about unknown accounts it costs the same as about known ones. Thread-safe.
 */
final class HookAccounts {
    static final long SECONDS = 15;
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final Logger LOG = LoggerFactory.getLogger(HookAccounts.class);

    private final HookSecrets secrets;
    private final LongSupplier nanos;
    private final ReentrantLock loading = new ReentrantLock();
    private final Account stranger;
    private volatile Map<Integer, Entry> known;
    private volatile long loadedAt;

    HookAccounts(HookSecrets secrets, LongSupplier nanos) {
        this.secrets = secrets;
        this.nanos = nanos;
        this.stranger = new Account(0, "gitlab", List.of(HookSecrets.random()));
    }

    /** {@code secrets}: the present one, then the former ones. {@code id} 0: nobody's. */
    record Account(int id, String host, List<String> secrets) {
        boolean isKnown() {
            return id != 0;
        }

        @Override
        public String toString() {
            return "Account[" + id + "]";
        }
    }

    private record Entry(HookSecrets.Sealed sealed, Account account) {}

    /** Whether anything is known yet: not while the database can't be asked. The first ones wait a second for whoever asks it. */
    boolean isLoaded() {
        if (known == null && await()) {
            try {
                if (known == null) {
                    refresh();
                }
            } finally {
                loading.unlock();
            }
        }
        return known != null;
    }

    private boolean await() {
        try {
            return loading.tryLock(AGAIN_NANOS, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Of an unknown number one whose secret nobody has. */
    Account find(int id) {
        Entry entry = known.get(id);
        return entry == null ? stranger : entry.account();
    }

    /** Asks the database, unless somebody does or just has. True: something is different now. */
    boolean refresh() {
        if (known != null && nanos.getAsLong() - loadedAt < AGAIN_NANOS || !loading.tryLock()) {
            return false;
        }
        try {
            Map<Integer, Entry> before = known == null ? Map.of() : known;
            loadedAt = nanos.getAsLong();
            Map<Integer, Entry> now = load(before);
            boolean different = known == null || !now.equals(before);
            known = now;
            return different;
        } catch (RuntimeException e) {
            LOG.warn("The secrets of the webhooks could not be read: {}", e.getMessage());
            return false;
        } finally {
            loading.unlock();
        }
    }

    /** A secret was made just now. */
    void changed() {
        loadedAt = nanos.getAsLong() - AGAIN_NANOS;
        refresh();
    }

    private Map<Integer, Entry> load(Map<Integer, Entry> before) {
        Map<Integer, Entry> now = new HashMap<>();
        for (HookSecrets.Sealed sealed : secrets.all()) {
            Entry entry = before.get(sealed.accountId());
            if (entry == null || !entry.sealed().equals(sealed)) {
                entry = new Entry(sealed, new Account(sealed.accountId(), sealed.host(), open(sealed)));
            }
            if (!entry.account().secrets().isEmpty()) {
                now.put(sealed.accountId(), entry);
            }
        }
        return now;
    }

    private List<String> open(HookSecrets.Sealed sealed) {
        try {
            List<String> opened = new ArrayList<>(List.of(secrets.open(sealed.accountId(), sealed.secret())));
            for (String former : sealed.former()) {
                opened.add(secrets.open(sealed.accountId(), former));
            }
            return List.copyOf(opened);
        } catch (CredentialVault.Unreadable e) {
            LOG.warn("Webhooks of account {} are refused: {}", sealed.accountId(), e.getMessage());
            return List.of();
        }
    }
}
