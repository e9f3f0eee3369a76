package dvcs.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What administrators cancelled: marks that every node of the cluster reads, whichever was asked. Only the database's clock counts. */
public final class Cancellations {
    private final Database database;

    public Cancellations(Database database) {
        this.database = database;
    }

    /** The work of an account or of a repository that was asked for before {@code at}. */
    public record Mark(boolean ofAccount, int id, long at) {}

    /** The marks since a time, and the database's own time. */
    public record Seen(List<Mark> marks, long now) {}

    public Mark account(int id) {
        return mark(true, id);
    }

    public Mark repository(int id) {
        return mark(false, id);
    }

    /** {@code now} is 0 while there is no account, and so nothing to cancel. */
    public Seen since(long time) {
        return database.read(sql -> {
            long now = sql.page("SELECT CURRENT_TIMESTAMP FROM <ACCOUNT>", row -> row.getTimestamp(1).getTime(), 0, 1).stream()
                    .findFirst().orElse(0L);
            List<Mark> marks = new ArrayList<>();
            for (boolean ofAccount : new boolean[] {true, false}) {
                marks.addAll(sql.query("SELECT [ID], [CANCELLED_AT] FROM " + table(ofAccount) + " WHERE [CANCELLED_AT] > ?",
                        row -> new Mark(ofAccount, row.getInt(1), row.getLong(2)), time));
            }
            return new Seen(List.copyOf(marks), now);
        });
    }

    private Mark mark(boolean ofAccount, int id) {
        return database.write(sql -> {
            Mark mark = new Mark(ofAccount, id, now(sql, table(ofAccount), id));
            sql.update("UPDATE " + table(ofAccount) + " SET [CANCELLED_AT] = ? WHERE [ID] = ?", mark.at(), id);
            sql.update("UPDATE <REPOSITORY> SET [PRIORITY_AT] = 0 WHERE " + (ofAccount ? "[ACCOUNT_ID]" : "[ID]") + " = ? AND [PRIORITY_AT] > 0", id);
            return mark;
        });
    }

    private static long now(Sql sql, String table, int id) throws SQLException {
        return sql.one("SELECT CURRENT_TIMESTAMP FROM " + table + " WHERE [ID] = ?", row -> row.getTimestamp(1).getTime(), id).orElse(0L);
    }

    private static String table(boolean ofAccount) {
        return ofAccount ? "<ACCOUNT>" : "<REPOSITORY>";
    }
}
