package dvcs.store;

import dvcs.api.SmartCommits.AccountSwitches;
import dvcs.api.SmartCommits.AuthorPolicy;
import dvcs.api.SmartCommits.RepositorySwitches;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which repositories execute smart commits. A repository is armed when its first import is complete and nobody works on
 * it: what is stored by then is history and never runs.
 */
public final class Arming {
    private static final String ON = "on";
    static final String OFF = "off";
    private static final String COPY = "This Jira is a copy of the one that the command was for.";
    // Its own switch, else its account's; complete, at rest, and not armed yet.
    private static final String WANTED = " FROM <REPOSITORY> R JOIN <ACCOUNT> A ON A.[ID] = R.[ACCOUNT_ID] WHERE A.[REMOVED] = ? "
            + "AND R.[LINKED] = ? AND R.[GONE_AT] = 0 AND R.[STATE] = 'SYNCED' AND R.[GENERATION] > 0 "
            + "AND R.[GENERATION] = R.[TARGET_GENERATION] AND R.[ARMED_AT] = 0 "
            + "AND (R.[SMART_COMMITS] = 'on' OR R.[SMART_COMMITS] IS NULL AND A.[SMART_COMMITS] = ?)";

    private final Database database;
    private final Clock clock;
    private final BundledConnector bundled;

    public Arming(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.bundled = new BundledConnector(database);
    }

    /** Repositories that are to be armed when nobody works on them. Where the same is in the way as before, nothing is to be done. */
    public List<Wanted> wanted() {
        BundledConnector.Executed executed = bundled.executed();
        return database.read(sql -> sql.query("SELECT R.[ID], R.[WEB_URL], R.[ARM_REFUSAL]" + WANTED + " ORDER BY R.[ID]", row -> {
            String refusal = executed.refusal(Texts.orEmpty(row.getString(2)));
            boolean same = !refusal.isEmpty() && refusal.equals(row.getString(3));
            return same ? Optional.<Wanted>empty() : Optional.of(new Wanted(row.getInt(1), refusal));
        }, false, true, true)).stream().flatMap(Optional::stream).toList();
    }

    /** {@code refusal}: what is in the way, with the remedy; or empty. */
    public record Wanted(int repositoryId, String refusal) {}

    /** Arms the repository if that is wanted and nothing is in the way. True: it is armed now and was not before. */
    public boolean arm(Lease lease, int repositoryId) {
        Optional<String> url = database.read(sql -> sql.one("SELECT R.[WEB_URL]" + WANTED + " AND R.[ID] = ?",
                row -> Texts.orEmpty(row.getString(1)), false, true, true, repositoryId));
        if (url.isEmpty()) {
            return false;
        }
        return arm(lease, new Wanted(repositoryId, bundled.executed().refusal(url.get())));
    }

    /** As one of many that were asked for together. */
    public boolean arm(Lease lease, Wanted repository) {
        int repositoryId = repository.repositoryId();
        String refusal = repository.refusal();
        long now = clock.millis();
        return database.write(sql -> {
            Leases.fence(sql, lease);
            // Asked again, behind the fence: a switch may have been turned meanwhile.
            boolean wanted = sql.count("SELECT COUNT(*)" + WANTED + " AND R.[ID] = ?", false, true, true, repositoryId) == 1;
            if (wanted) {
                withdraw(sql, "[ID] = ?", repositoryId); // a run that was under way at the last disarming may have left something
                sql.update("UPDATE <REPOSITORY> SET [ARMED_AT] = ?, [ARM_REFUSAL] = ? WHERE [ID] = ?",
                        refusal.isEmpty() ? now : 0L, Texts.of(refusal), repositoryId);
            }
            return wanted && refusal.isEmpty();
        });
    }

    /**
     * Whether the bundled connector has come to execute an armed repository: then it is disarmed, with the reason.
     *
     * @throws StoreException that can't be said now, and the repository stays as it is
     */
    public boolean yield(Lease lease, int repositoryId) {
        String url = database.read(sql -> sql.one("SELECT [WEB_URL] FROM <REPOSITORY> WHERE [ID] = ?",
                row -> Texts.orEmpty(row.getString(1)), repositoryId)).orElse("");
        String refusal = bundled.executedOrThrow().refusal(url);
        if (refusal.isEmpty()) {
            return false;
        }
        database.change(sql -> {
            Leases.fence(sql, lease);
            disarm(sql, repositoryId, "Jira's bundled DVCS connector executes smart commits of this repository.");
            sql.update("UPDATE <REPOSITORY> SET [ARM_REFUSAL] = ? WHERE [ID] = ?", Texts.of(refusal), repositoryId);
        });
        return true;
    }

    /** {@code smartCommits}: null: as the account says. */
    public void repositorySwitch(int repositoryId, Boolean smartCommits) {
        database.change(sql -> {
            sql.update("UPDATE <REPOSITORY> SET [SMART_COMMITS] = ? WHERE [ID] = ?",
                    smartCommits == null ? null : smartCommits ? ON : OFF, repositoryId);
            boolean off = smartCommits == null
                    ? sql.count("SELECT COUNT(*) FROM <REPOSITORY> R JOIN <ACCOUNT> A ON A.[ID] = R.[ACCOUNT_ID] "
                            + "WHERE R.[ID] = ? AND A.[SMART_COMMITS] = ?", repositoryId, true) == 0
                    : !smartCommits;
            if (off) {
                disarm(sql, repositoryId, "Smart commits of the repository were switched off.");
            }
        });
    }

    /** Null leaves as it is. */
    public void accountSwitch(int accountId, Boolean smartCommits, AuthorPolicy policy) {
        database.change(sql -> {
            if (policy != null) {
                sql.update("UPDATE <ACCOUNT> SET [AUTHOR_POLICY] = ? WHERE [ID] = ?", policy.name().toLowerCase(Locale.ROOT), accountId);
            }
            if (smartCommits != null) {
                sql.update("UPDATE <ACCOUNT> SET [SMART_COMMITS] = ? WHERE [ID] = ?", smartCommits, accountId);
            }
            if (smartCommits != null && !smartCommits) {
                disarm(sql, "[ACCOUNT_ID] = ? AND ([SMART_COMMITS] IS NULL OR [SMART_COMMITS] <> 'on')", accountId,
                        "Smart commits of the account were switched off.");
            }
        });
    }

    /** Empty: there is no such account, or it was removed. */
    public Optional<AccountSwitches> account(int accountId) {
        return database.read(sql -> sql.one("SELECT [SMART_COMMITS], [AUTHOR_POLICY] FROM <ACCOUNT> WHERE [ID] = ? AND [REMOVED] = ?",
                Arming::switches, accountId, false));
    }

    /** Asks the bundled connector's tables, too. Empty: there is no such repository. */
    public Optional<Standing> standing(int repositoryId) {
        return database.read(sql -> Standing.read(sql, repositoryId))
                .map(standing -> standing.refusal().isEmpty() ? standing.refused(bundled.executed().refusal(standing.webUrl())) : standing);
    }

    /** By account. */
    public Map<Integer, AccountSwitches> accounts() {
        Map<Integer, AccountSwitches> found = new TreeMap<>();
        database.read(sql -> sql.query("SELECT [SMART_COMMITS], [AUTHOR_POLICY], [ID] FROM <ACCOUNT> WHERE [REMOVED] = ?",
                row -> found.put(row.getInt(3), switches(row)), false));
        return found;
    }

    /** By repository; those that do not exist are missing. */
    public Map<Integer, RepositorySwitches> repositories(Collection<Integer> ids) {
        Map<Integer, RepositorySwitches> found = new TreeMap<>();
        database.read(sql -> sql.queryIn("SELECT [ID], [SMART_COMMITS], [ARMED_AT], [ARM_REFUSAL] FROM <REPOSITORY> WHERE [ID] IN (?*)",
                ids, row -> found.put(row.getInt(1), new RepositorySwitches(flag(row.getString(2)), row.getLong(3),
                        Texts.orEmpty(row.getString(4))))));
        return found;
    }

    /** Nothing that waits runs any more, nor what is seen before it is armed again. {@code why}: a sentence for people. */
    static void disarm(Sql sql, int repositoryId, String why) throws SQLException {
        disarm(sql, "[ID] = ?", repositoryId, why);
    }

    static void disarmAccount(Sql sql, int accountId, String why) throws SQLException {
        disarm(sql, "[ACCOUNT_ID] = ?", accountId, why);
    }

    /** A copy of Jira must not do a second time what the original does: an administrator has to switch smart commits on. */
    static void forCopy(Sql sql) throws SQLException {
        sql.update("UPDATE <ACCOUNT> SET [SMART_COMMITS] = ?", false);
        sql.update("UPDATE <REPOSITORY> SET [SMART_COMMITS] = NULL WHERE [SMART_COMMITS] = 'on'");
        disarm(sql, "[ID] > ?", 0, COPY);
        sql.update("UPDATE <COMMAND> SET [STATE] = 'NOT_EXECUTED', [REASON] = ? WHERE [STATE] IN ('WAITING', 'CLAIMED', 'EXECUTING')", COPY);
    }

    private static void disarm(Sql sql, String which, int parameter, String why) throws SQLException {
        sql.update("UPDATE <REPOSITORY> SET [ARMED_AT] = 0, [ARM_REFUSAL] = NULL, [DISARM_REASON] = ? WHERE " + which, why, parameter);
        withdraw(sql, which, parameter); // first: the runner has to have written its rows by then, or writes none
        // What is being executed ends as it ends.
        sql.update("UPDATE <COMMAND> SET [STATE] = 'NOT_EXECUTED', [REASON] = ? WHERE [STATE] IN ('WAITING', 'CLAIMED') AND [REPOSITORY_ID] IN "
                + "(SELECT [ID] FROM <REPOSITORY> WHERE " + which + ")", why, parameter);
    }

    /** The runner writes down why the commands of these commits are not executed. */
    private static void withdraw(Sql sql, String which, int parameter) throws SQLException {
        sql.update("UPDATE <COMMIT> SET [COMMAND_STATE] = ? WHERE [COMMAND_STATE] IN (?, ?) AND [REPOSITORY_ID] IN "
                        + "(SELECT [ID] FROM <REPOSITORY> WHERE " + which + ")",
                CommandMark.WITHDRAWN, CommandMark.DUE, CommandMark.FRESH, parameter);
    }

    private static AccountSwitches switches(ResultSet row) throws SQLException {
        return new AccountSwitches(row.getBoolean(1), policy(row.getString(2)));
    }

    private static AuthorPolicy policy(String column) {
        return AuthorPolicy.STRICT.name().equalsIgnoreCase(column) ? AuthorPolicy.STRICT : AuthorPolicy.COMPATIBLE;
    }

    private static Boolean flag(String column) {
        return column == null ? null : (Boolean) ON.equals(column);
    }
}
