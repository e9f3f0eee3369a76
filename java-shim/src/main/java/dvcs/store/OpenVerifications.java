package dvcs.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** For which commits the forge is to be asked whether it vouches for their authors, and storing its answers. */
public final class OpenVerifications {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
    private static final int DOUBLINGS = 8; // to about an hour

    private static final String STRICT = "SELECT [ID] FROM <ACCOUNT> WHERE [AUTHOR_POLICY] = 'strict' AND [REMOVED] = ?";
    private static final String OPEN = "SELECT C.[REPOSITORY_ID], C.[UNIQUE_HASH], C.[SHA], C.[AUTHOR_EMAIL], C.[COMMITTER_EMAIL], "
            + "COALESCE(C.[VERIFY_TRIES], 0) FROM <COMMIT> C JOIN <REPOSITORY> R ON R.[ID] = C.[REPOSITORY_ID] "
            + "WHERE R.[ACCOUNT_ID] = ? AND C.[VERIFIED] = 0 AND COALESCE(C.[VERIFY_DUE], 0) <= ? AND ";
    private static final String FIRST = " ORDER BY C.[AUTHORED_AT], C.[ID]";
    // Each finds a few rows by an index.
    private static final List<String> WAITING = List.of("C.[COMMAND_STATE] = " + CommandMark.DUE,
            "C.[UNIQUE_HASH] IN (SELECT [COMMIT_HASH] FROM <COMMAND> WHERE [STATE] IN ('WAITING', 'CLAIMED'))");

    private final Database database;
    private final Clock clock;

    public OpenVerifications(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A commit about whose author the forge is to be asked. */
    public record Wanted(int repositoryId, String hash, String sha, String authorEmail, String committerEmail, int tries) {}

    /** Accounts that want the forge's word. */
    public List<Integer> accounts() {
        return database.read(sql -> sql.query(STRICT, row -> row.getInt(1), false));
    }

    /** Commits that were authored first, among those whose commands wait for it and whose time has come. */
    public List<Wanted> wanted(int accountId, int limit) {
        long now = clock.millis();
        List<Wanted> found = new ArrayList<>();
        for (String waiting : WAITING) {
            List<Wanted> some = database.read(sql -> sql.page(OPEN + waiting + FIRST, OpenVerifications::read, 0, limit, accountId, now));
            some.stream().filter(one -> !found.contains(one)).limit(limit - (long) found.size()).forEach(found::add);
        }
        return found;
    }

    private static Wanted read(ResultSet row) throws SQLException {
        return new Wanted(row.getInt(1), row.getString(2), row.getString(3), Texts.orEmpty(row.getString(4)),
                Texts.orEmpty(row.getString(5)), row.getInt(6));
    }

    /** Before they are asked for: whatever becomes of the question, the next one comes later, and each time later still. */
    public void asking(Lease lease, List<Wanted> items) {
        long now = clock.millis();
        database.change(sql -> {
            Leases.fence(sql, lease);
            sql.batch("UPDATE <COMMIT> SET [VERIFY_DUE] = ?, [VERIFY_TRIES] = ? WHERE [UNIQUE_HASH] = ? AND [VERIFIED] = 0", items,
                    item -> new Object[] {now + pause(item.tries()), item.tries() + 1, item.hash()});
        });
    }

    static long pause(int tries) {
        return FIRST_PAUSE.toMillis() << Math.min(Math.max(tries, 0), DOUBLINGS);
    }

    /** @throws LeaseLostException nothing was stored */
    public void store(Lease lease, int repositoryId, List<VerificationRow> answers) {
        database.change(sql -> {
            Leases.fence(sql, lease);
            sql.batch("UPDATE <COMMIT> SET [VERIFIED] = ?, [VERIFIED_REASON] = ? WHERE [UNIQUE_HASH] = ?", answers,
                    answer -> new Object[] {answer.verified() ? 1 : 2, answer.verified() ? null : Texts.of(answer.reason()),
                        CommitTable.hash(repositoryId, answer.sha())});
        });
    }
}
