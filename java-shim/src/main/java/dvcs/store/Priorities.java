package dvcs.store;

import java.util.List;

/** Repositories that an administrator moved to the top: marks that every node reads, and that are gone when their run is over. */
public final class Priorities {
    private final Database database;

    public Priorities(Database database) {
        this.database = database;
    }

    /** {@code at}: by the database's clock; of two the later one comes first. */
    public record Wish(int repositoryId, long at) {}

    public Wish moveToTop(int repositoryId) {
        return database.write(sql -> {
            long now = sql.one("SELECT CURRENT_TIMESTAMP FROM <REPOSITORY> WHERE [ID] = ?", row -> row.getTimestamp(1).getTime(), repositoryId).orElse(0L);
            long last = sql.count("SELECT MAX([PRIORITY_AT]) FROM <REPOSITORY> WHERE [PRIORITY_AT] > 0");
            Wish wish = new Wish(repositoryId, Math.max(now, last + 1));
            sql.update("UPDATE <REPOSITORY> SET [PRIORITY_AT] = ? WHERE [ID] = ?", wish.at(), repositoryId);
            return wish;
        });
    }

    /** The one that is to be first comes last. */
    public List<Wish> all() {
        return database.read(sql -> sql.query("SELECT [ID], [PRIORITY_AT] FROM <REPOSITORY> WHERE [PRIORITY_AT] > 0 ORDER BY [PRIORITY_AT]",
                row -> new Wish(row.getInt(1), row.getLong(2))));
    }

    /** It had its turn; a wish that came since then stays. */
    public void fulfilled(Wish wish) {
        database.change(sql -> sql.update("UPDATE <REPOSITORY> SET [PRIORITY_AT] = 0 WHERE [ID] = ? AND [PRIORITY_AT] = ?", wish.repositoryId(), wish.at()));
    }
}
