package dvcs.store;

import dvcs.api.RepositoryRules.Effect;
import dvcs.api.RepositoryRules.Names;
import dvcs.api.RepositoryRules.Rules;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of accounts, and what follows from them. What rules unlinked is marked: it is linked again when they let it, and what an
 * administrator unlinked by hand is not.
 */
public final class RuleTable {
    private static final String REPOSITORIES = "SELECT [ID], [PATH], [LINKED], [RULED_OUT], [GENERATION] FROM <REPOSITORY> "
            + "WHERE [ACCOUNT_ID] = ? AND [GONE_AT] = 0 ORDER BY [PATH], [ID]";
    private static final String WHY = "The rules of the account exclude the repository.";

    private final Database database;

    public RuleTable(Database database) {
        this.database = database;
    }

    private record Row(int id, String path, boolean linked, boolean ruledOut, boolean imported) {}

    /** What is to be done; numbers of repositories. */
    public record Plan(Effect effect, List<Integer> link, List<Integer> unlink) {}

    public Rules rules(int accountId) {
        return database.read(sql -> sql.one("SELECT [INCLUDE_RULES], [EXCLUDE_RULES] FROM <ACCOUNT> WHERE [ID] = ?",
                row -> new Rules(Texts.orEmpty(row.getString(1)), Texts.orEmpty(row.getString(2))), accountId)).orElse(Rules.NONE);
    }

    public void store(int accountId, Rules rules) {
        database.change(sql -> sql.update("UPDATE <ACCOUNT> SET [INCLUDE_RULES] = ?, [EXCLUDE_RULES] = ? WHERE [ID] = ?",
                Texts.of(rules.include()), Texts.of(rules.exclude()), accountId));
    }

    public Plan plan(int accountId, PathRules rules) {
        return database.read(sql -> {
            boolean autoLink = sql.one("SELECT [AUTO_LINK] FROM <ACCOUNT> WHERE [ID] = ?", row -> row.getBoolean(1), accountId).orElse(false);
            List<Row> rows = sql.query(REPOSITORIES, row -> new Row(row.getInt(1), Texts.orEmpty(row.getString(2)), row.getBoolean(3),
                    row.getBoolean(4), row.getInt(5) > 0), accountId);
            return plan(rows, rules, autoLink);
        });
    }

    private static Plan plan(List<Row> rows, PathRules rules, boolean autoLink) {
        List<Row> link = new ArrayList<>();
        List<Row> unlink = new ArrayList<>();
        int linked = 0;
        for (Row row : rows) {
            boolean allowed = rules.allows(row.path());
            boolean wanted = row.linked() || row.ruledOut() && (autoLink || row.imported());
            linked += allowed && wanted ? 1 : 0;
            if (row.linked() && !allowed) {
                unlink.add(row);
            } else if (!row.linked() && allowed && wanted) {
                link.add(row);
            }
        }
        return new Plan(new Effect(rows.size(), linked, names(link), names(unlink)), ids(link), ids(unlink));
    }

    /** A piece in each transaction: should it be interrupted, the next listing does the rest. What was switched by hand meanwhile stays. */
    public void apply(Plan plan) {
        pieces(plan.unlink(), (sql, piece) -> {
            // Each node sees the mark, and ends what runs.
            long now = sql.page("SELECT CURRENT_TIMESTAMP FROM <REPOSITORY>", row -> row.getTimestamp(1).getTime(), 0, 1).stream().findFirst().orElse(0L);
            sql.batch("UPDATE <REPOSITORY> SET [LINKED] = ?, [RULED_OUT] = ?, [CANCELLED_AT] = ?, [PRIORITY_AT] = 0 WHERE [ID] = ? AND [LINKED] = ?", piece,
                    id -> new Object[] {false, true, now, id, true});
            for (int id : sql.queryIn("SELECT [ID] FROM <REPOSITORY> WHERE [ARMED_AT] > 0 AND [LINKED] = ? AND [ID] IN (?*)", piece, row -> row.getInt(1), false)) {
                Arming.disarm(sql, id, WHY);
            }
        });
        pieces(plan.link(), (sql, piece) -> sql.batch("UPDATE <REPOSITORY> SET [LINKED] = ?, [RULED_OUT] = ? "
                + "WHERE [ID] = ? AND [LINKED] = ? AND [RULED_OUT] = ?", piece, id -> new Object[] {true, false, id, false, true}));
    }

    private interface Step {
        void run(Sql sql, List<Integer> piece) throws SQLException;
    }

    private void pieces(List<Integer> ids, Step step) {
        for (int at = 0; at < ids.size(); at += Departures.SLICE) {
            List<Integer> piece = ids.subList(at, Math.min(at + Departures.SLICE, ids.size()));
            database.change(sql -> step.run(sql, piece));
        }
    }

    private static Names names(List<Row> rows) {
        return Names.of(rows.stream().map(Row::path).toList());
    }

    private static List<Integer> ids(List<Row> rows) {
        return rows.stream().map(Row::id).toList();
    }
}
