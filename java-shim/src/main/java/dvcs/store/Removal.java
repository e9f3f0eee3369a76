package dvcs.store;

import java.util.List;

/** Deletes rows for good. One transaction for each repository, so that a large account does not lock Jira's database. */
public final class Removal {
    private static final List<String> CHILDREN =
            List.of("COMMIT_KEY", "BRANCH_KEY", "MR_KEY", "COMMIT", "BRANCH", "MERGE_REQUEST");

    private final Database database;

    public Removal(Database database) {
        this.database = database;
    }

    public List<Integer> repositories(int accountId) {
        return database.read(sql ->
                sql.query("SELECT [ID] FROM <REPOSITORY> WHERE [ACCOUNT_ID] = ?", row -> row.getInt(1), accountId));
    }

    /** Deleting the lease first fences off whoever still writes. */
    public void repository(int id) {
        database.change(sql -> {
            sql.update("DELETE FROM <LEASE> WHERE [RESOURCE] = ?", Lease.ofRepository(id));
            for (String table : CHILDREN) {
                sql.update("DELETE FROM <" + table + "> WHERE [REPOSITORY_ID] = ?", id);
            }
            sql.update("DELETE FROM <REPOSITORY> WHERE [ID] = ?", id);
        });
    }

    /** Repositories that went before {@code limit} (epoch milliseconds): their grace is over. */
    public List<Integer> goneBefore(long limit) {
        return database.read(sql -> sql.query("SELECT [ID] FROM <REPOSITORY> WHERE [GONE_AT] > 0 AND [GONE_AT] < ?",
                row -> row.getInt(1), limit));
    }

    /** Branches that went before {@code limit} (epoch milliseconds): their grace is over. */
    public void buriedBefore(long limit) {
        database.change(sql -> {
            sql.update("DELETE FROM <BRANCH_KEY> WHERE [BRANCH_HASH] IN (SELECT [UNIQUE_HASH] FROM <BRANCH> "
                    + "WHERE [GONE_AT] > 0 AND [GONE_AT] < ?)", limit);
            sql.update("DELETE FROM <BRANCH> WHERE [GONE_AT] > 0 AND [GONE_AT] < ?", limit);
        });
    }
}
