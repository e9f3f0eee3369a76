package dvcs.store;

import java.util.ArrayList;
import java.util.List;

/**
 * Deletes rows of the ledger that nothing can need any more. A row keeps its command from running again: by the author's date
 * where the same commit comes again or is rebased, by author and words where it is squashed. So there is a moment before
 * which no commit may be authored that is executed; it only moves on, and is stored with the deletion. Of rows that were
 * authored before it those go that did not run, and those that ran and in whose commit's place another one has come: of the
 * others a squash may still come. As long as a commit is there, or one that is it rebased, in whichever repository, its
 * commands are, since forks of it may come, and any of them may be squashed. What a person has to look at stays.
 */
public final class CommandRetention {
    private static final String NEXT = "SELECT X.[ID] FROM <COMMAND> X WHERE X.[ID] > ? AND X.[AUTHORED_AT] < ? AND X.[CHANGED_AT] < ? "
            + "AND NOT EXISTS (SELECT 1 FROM <COMMAND> Z JOIN <COMMIT> C ON C.[UNIQUE_HASH] = Z.[COMMIT_HASH] "
            + "WHERE Z.[EQUAL_HASH] = X.[EQUAL_HASH] AND Z.[AUTHORED_AT] = X.[AUTHORED_AT]) "
            + "AND (X.[STATE] IN ('REFUSED', 'NOT_EXECUTED') OR X.[STATE] = 'FAILED' AND X.[CHANGED_AT] < ? "
            + "OR X.[STATE] IN ('DONE', 'REPEATED', 'DISMISSED') "
            + "AND EXISTS (SELECT 1 FROM <COMMAND> Y WHERE Y.[EQUAL_HASH] = X.[EQUAL_HASH] AND (Y.[REPEATS] = X.[UNIQUE_HASH] "
            + "OR Y.[REPEATS] = CONCAT('+', X.[UNIQUE_HASH])))) ORDER BY X.[ID]";

    private final Database database;

    public CommandRetention(Database database) {
        this.database = database;
    }

    /**
     * Under the lease of the commands, so that nobody decides by what is being deleted.
     *
     * @param limit epoch milliseconds; what failed is kept twice as long
     * @param slices of at most 500 rows; what is left is deleted the next time
     * @return how many rows were deleted
     */
    public int run(Lease lease, long limit, long failedLimit, int slices) {
        Slices work = new Slices(database, lease);
        long since = work.one(sql -> Settings.advance(sql, Settings.COMMANDS_SINCE, limit));
        int[] last = {0};
        int deleted = 0;
        int size = Departures.SLICE;
        for (int i = 0; i < slices && size == Departures.SLICE; i++) {
            List<Integer> ids = work.one(sql -> {
                // A person may put one back into the line at any time.
                List<Integer> found = new ArrayList<>(sql.page(NEXT, row -> row.getInt(1), 0, Departures.SLICE, last[0], since, limit, failedLimit));
                sql.updateIn("DELETE FROM <COMMAND> WHERE [STATE] NOT IN ('WAITING', 'CLAIMED', 'EXECUTING', 'UNKNOWN') AND [ID] IN (?*)", found);
                return found;
            });
            size = ids.size();
            deleted += size;
            last[0] = ids.isEmpty() ? last[0] : ids.get(size - 1);
        }
        return deleted;
    }
}
