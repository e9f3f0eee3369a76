package dvcs.store;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the view of the queue asks about repositories. */
public final class QueueReader {
    private final Database database;

    public QueueReader(Database database) {
        this.database = database;
    }

    /** Repositories whose path has the text. */
    public Set<Integer> matching(String text) {
        return new HashSet<>(database.read(sql -> sql.query("SELECT [ID] FROM <REPOSITORY> WHERE LOWER([PATH]) LIKE ? ESCAPE '!'",
                row -> row.getInt(1), RepositorySearch.pattern(text))));
    }

    /** Those whose last run failed, in the order of their paths. {@code accountId} 0: of every account. */
    public List<Integer> failed(int accountId, String text) {
        return database.read(sql -> sql.query("SELECT R.[ID] FROM <REPOSITORY> R JOIN <ACCOUNT> A ON A.[ID] = R.[ACCOUNT_ID] WHERE A.[REMOVED] = ? "
                        + "AND R.[LINKED] = ? AND R.[GONE_AT] = 0 AND R.[STATE] = 'FAILED' AND (R.[ACCOUNT_ID] = ? OR 0 = ?) "
                        + "AND LOWER(R.[PATH]) LIKE ? ESCAPE '!' ORDER BY R.[PATH], R.[ID]",
                row -> row.getInt(1), false, true, accountId, accountId, RepositorySearch.pattern(text)));
    }
}
