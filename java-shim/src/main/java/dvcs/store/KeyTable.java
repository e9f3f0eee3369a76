package dvcs.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One of the three tables that say which issue keys an owner (commit, branch, merge request) names. */
final class KeyTable {
    static final KeyTable OF_COMMITS = new KeyTable("COMMIT_KEY", "COMMIT_HASH");
    static final KeyTable OF_BRANCHES = new KeyTable("BRANCH_KEY", "BRANCH_HASH");
    static final KeyTable OF_MERGE_REQUESTS = new KeyTable("MR_KEY", "REQUEST_HASH");

    /** Longer than any key that an issue can have, and what the column holds. */
    private static final int LONGEST = 255;

    private final String insert;
    private final String select;
    private final String deleteOwners;

    private KeyTable(String table, String owner) {
        insert = "INSERT INTO <" + table + "> ([REPOSITORY_ID], [" + owner + "], [ISSUE_KEY]) VALUES (?, ?, ?)";
        select = "SELECT [" + owner + "], [ISSUE_KEY] FROM <" + table + "> WHERE [" + owner + "] IN (?*) ORDER BY [ID]";
        deleteOwners = "DELETE FROM <" + table + "> WHERE [" + owner + "] IN (?*)";
    }

    /** An owner's keys, each once. */
    record Keys(String owner, List<String> keys) {}

    private record Line(String owner, String key) {}

    /** What is stored; an owner without keys is left out. */
    List<Keys> of(Sql sql, Collection<String> owners) throws SQLException {
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (Line line : sql.queryIn(select, owners, row -> new Line(row.getString(1), row.getString(2)))) {
            found.computeIfAbsent(line.owner(), owner -> new ArrayList<>()).add(line.key());
        }
        return found.entrySet().stream().map(entry -> new Keys(entry.getKey(), entry.getValue())).toList();
    }

    void insert(Sql sql, int repositoryId, Collection<Keys> owners) throws SQLException {
        List<Line> lines = new ArrayList<>();
        for (Keys keys : owners) {
            for (String key : new LinkedHashSet<>(keys.keys())) {
                if (key.length() <= LONGEST) {
                    lines.add(new Line(keys.owner(), key));
                }
            }
        }
        sql.batch(insert, lines, line -> new Object[] {repositoryId, line.owner(), line.key()});
    }

    /** Keys that are no longer named go away; whoever names what it named before costs no writing. */
    void replace(Sql sql, int repositoryId, Collection<Keys> owners) throws SQLException {
        Map<String, Set<String>> there = new LinkedHashMap<>();
        of(sql, owners.stream().map(Keys::owner).toList()).forEach(keys -> there.put(keys.owner(), new HashSet<>(keys.keys())));
        List<Keys> changed = owners.stream()
                .filter(keys -> !there.getOrDefault(keys.owner(), Set.of()).equals(new HashSet<>(keys.keys()))).toList();
        delete(sql, changed.stream().map(Keys::owner).filter(there::containsKey).toList());
        insert(sql, repositoryId, changed);
    }

    void delete(Sql sql, Collection<String> owners) throws SQLException {
        sql.updateIn(deleteOwners, owners);
    }
}
