package dvcs.plugin;

import dvcs.api.Certificates;
import dvcs.bridge.Core;
import dvcs.bridge.SessionOptions;
import dvcs.oauth.Renewal;
import dvcs.store.AccountRecord;
import dvcs.store.Accounts;
import dvcs.store.CredentialVault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Open sessions, one for each account and lane, kept while somebody uses them and a little longer. */
final class Sessions implements AutoCloseable {
    /** A paused import reopens soon; connections and their handshakes are worth keeping that long. */
    static final long IDLE_MILLIS = 30_000;

    /**
     * What this plugin takes of a node, whatever the number of accounts: at most thirteen of these are at work (Threads: nine runs
     * in their lanes, two refreshes, details, and verification); more open ones close the one that is idle longest. Beside them there are at most
     * three of Admission and three of the Doctor. Each has a poll thread and a buffer of 512 KiB, so 10 MiB together.
     */
    static final int MOST_OPEN = 13;

    private static final int PARALLEL_REQUESTS = 4;
    private static final int RETRY_SECONDS = 120;

    private final Core core;
    private final Accounts accounts;
    private final Supplier<Grammar> grammar;
    private final Renewal renewal;
    private final Map<Key, Open> open = new HashMap<>();
    private boolean closed;

    Sessions(Core core, Accounts accounts, Supplier<Grammar> grammar, Renewal renewal) {
        this.core = core;
        this.accounts = accounts;
        this.grammar = grammar;
        this.renewal = renewal;
    }

    private record Key(int accountId, Lane lane, int grammarVersion, int credentialVersion) {}

    private static final class Open {
        private final ForgeSession session;
        private final int credentialVersion;
        private int followed;
        private int users;
        private long idleSince;

        Open(ForgeSession session, int credentialVersion) {
            this.session = session;
            this.credentialVersion = credentialVersion;
            this.followed = credentialVersion;
        }
    }

    /** A session in use; close it when done. */
    final class Use implements AutoCloseable {
        private final Open used;

        private Use(Open used) {
            this.used = used;
        }

        ForgeSession session() {
            return used.session;
        }

        /** Which of the account's credentials it works with: another node may have stored a new one since. */
        int credentialVersion() {
            return used.credentialVersion;
        }

        @Override
        public void close() {
            synchronized (Sessions.this) {
                used.users--;
                used.idleSince = System.currentTimeMillis();
            }
        }
    }

    /**
     * With the grammar and the credential of now, which may be newer than the caller's record: when Jira's pattern or the token
     * has changed, on this node or on another one, the former sessions become idle.
     */
    Use use(AccountRecord account, Lane lane) throws CredentialVault.Unreadable {
        AccountRecord now = accounts.find(account.id())
                .orElseThrow(() -> new IllegalStateException("The account was removed."));
        Use use = open(now, lane.resources());
        closeSurplus();
        return use;
    }

    private synchronized Use open(AccountRecord account, Lane lane) throws CredentialVault.Unreadable {
        if (closed) {
            throw new IllegalStateException("The connector is stopping.");
        }
        Key key = new Key(account.id(), lane, grammar.get().version(), account.credentialVersion());
        Open found = open.get(key);
        if (found == null || !found.session.isOpen()) {
            String suffix = "-" + lane.name().toLowerCase(Locale.ROOT);
            found = new Open(single(account, accounts.token(account), suffix, lane == Lane.LIVE, RETRY_SECONDS),
                    account.credentialVersion());
            open.put(key, found);
        }
        found.users++;
        return new Use(found);
    }

    /** A session of the caller's own, for a token that is not stored yet. {@code live}: somebody waits for it. */
    ForgeSession single(AccountRecord account, String token, String suffix, boolean live, int retrySeconds) {
        Grammar now = grammar.get();
        SessionOptions.Forge forge = SessionOptions.Forge.valueOf(account.host().toUpperCase(Locale.ROOT));
        return new ForgeSession(core, account.id() + suffix, new SessionOptions(forge, account.url(), token,
                now.lowerCase(), now.underscore(), PARALLEL_REQUESTS, retrySeconds,
                Certificates.parse(account.ca()).der(), live, 1, ""));
    }

    /**
     * The forge refused the account's token of that version. True: nothing more is to be asked now, and the account is stopped unless
     * that has to be found out yet. False: there is another token.
     */
    boolean refused(int accountId, int version, String why) {
        boolean stopped = switch (renewal.refused(accountId, version)) {
            case REPLACED -> false;
            case NONE -> accounts.stop(accountId, version, why);
            case STOPPED -> true;
            case LATER -> {
                accounts.failed(accountId, "The host refused the token of this account, and it could not be renewed yet. It is tried again within a minute or two.");
                yield true;
            }
        };
        if (stopped) {
            closeAccount(accountId);
        }
        return stopped;
    }

    /** Runs go on with the token that took the place of theirs, on whichever node that happened. */
    void follow() {
        Set<Integer> used = new HashSet<>();
        synchronized (this) {
            open.keySet().forEach(key -> used.add(key.accountId()));
        }
        used.forEach(accountId -> renewal.current(accountId).ifPresent(token -> follow(accountId, token)));
    }

    // Its version stays that of the token it was opened with: a request under way may still be refused because of that one.
    private synchronized void follow(int accountId, Renewal.Current token) {
        open.forEach((key, entry) -> {
            if (key.accountId() == accountId && entry.followed != token.version() && entry.session.isOpen()) {
                entry.followed = token.version();
                entry.session.credential(token.token());
            }
        });
    }

    void closeIdle(long now) {
        close(entry -> entry.getValue().users == 0 && now - entry.getValue().idleSince > IDLE_MILLIS);
    }

    private void closeSurplus() {
        List<ForgeSession> leaving = new ArrayList<>();
        synchronized (this) {
            List<Map.Entry<Key, Open>> idle = open.entrySet().stream().filter(entry -> entry.getValue().users == 0)
                    .sorted(Comparator.comparingLong(entry -> entry.getValue().idleSince)).toList();
            int surplus = Math.min(open.size() - MOST_OPEN, idle.size());
            for (int i = 0; i < surplus; i++) {
                open.remove(idle.get(i).getKey());
                leaving.add(idle.get(i).getValue().session);
            }
        }
        leaving.forEach(ForgeSession::close);
    }

    synchronized int size() {
        return open.size();
    }

    /** Its jobs end with words; the next use opens a session with the token that is stored then. */
    void closeAccount(int accountId) {
        close(entry -> entry.getKey().accountId() == accountId);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        close(entry -> true);
    }

    private void close(java.util.function.Predicate<Map.Entry<Key, Open>> which) {
        List<ForgeSession> leaving = new ArrayList<>();
        synchronized (this) {
            for (Iterator<Map.Entry<Key, Open>> each = open.entrySet().iterator(); each.hasNext(); ) {
                Map.Entry<Key, Open> entry = each.next();
                if (which.test(entry)) {
                    leaving.add(entry.getValue().session);
                    each.remove();
                }
            }
        }
        leaving.forEach(ForgeSession::close); // outside the lock: it waits for the poll thread
    }
}
