package dvcs.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Says in few queries whether what issues show has changed: a version of each that is another one whenever a commit, its changes,
 * a command, a branch, a merge request or a review came, changed or left. Sums over indexed rows; no message and no name is read.
 */
public final class DevelopmentVersions {
    private static final int LENGTH = 16;
    private static final String SHOWN = " JOIN <REPOSITORY> R ON R.[ID] = X.[REPOSITORY_ID] WHERE R.[LINKED] = ? AND ";
    private static final String OF_THESE = "K.[ISSUE_KEY] IN (?*) GROUP BY K.[ISSUE_KEY]";
    /** Each starts with the key; changes of a commit are known when their number is. */
    private static final List<String> MARKS = List.of(
            "SELECT K.[ISSUE_KEY], COUNT(*), MAX(X.[ID]), MIN(X.[ID]), SUM(X.[COMMAND_STATE]), SUM(X.[FILES_CHANGED]), COUNT(X.[FILES_CHANGED]) "
                    + "FROM <COMMIT_KEY> K JOIN <COMMIT> X ON X.[UNIQUE_HASH] = K.[COMMIT_HASH]" + SHOWN + "X.[GONE_AT] <= 0 AND " + OF_THESE,
            "SELECT K.[ISSUE_KEY], COUNT(*), SUM(X.[CHANGED_AT]) "
                    + "FROM <COMMIT_KEY> K JOIN <COMMAND> X ON X.[COMMIT_HASH] = K.[COMMIT_HASH]" + SHOWN + OF_THESE,
            "SELECT K.[ISSUE_KEY], COUNT(*), MAX(X.[ID]), MIN(X.[ID]) "
                    + "FROM <BRANCH_KEY> K JOIN <BRANCH> X ON X.[UNIQUE_HASH] = K.[BRANCH_HASH]" + SHOWN + "X.[GONE_AT] <= 0 AND " + OF_THESE,
            "SELECT K.[ISSUE_KEY], COUNT(*), MAX(X.[ID]), MIN(X.[ID]), SUM(X.[UPDATED_AT]), SUM(CASE WHEN X.[APPROVED] = ? THEN 1 ELSE 0 END) "
                    + "FROM <MR_KEY> K JOIN <MERGE_REQUEST> X ON X.[UNIQUE_HASH] = K.[REQUEST_HASH]" + SHOWN + OF_THESE,
            // Reviewers are written anew whenever anything about them changes.
            "SELECT K.[ISSUE_KEY], COUNT(*), MAX(X.[ID]) "
                    + "FROM <MR_KEY> K JOIN <REVIEWER> X ON X.[REQUEST_HASH] = K.[REQUEST_HASH]" + SHOWN + OF_THESE);

    private final Database database;

    public DevelopmentVersions(Database database) {
        this.database = database;
    }

    private record Mark(String key, String text) {}

    /** Of issues, each by all keys that it ever had. The same on every node. */
    public Map<Set<String>, String> read(Collection<Set<String>> issues) {
        Set<String> keys = issues.stream().flatMap(Set::stream).collect(Collectors.toCollection(HashSet::new));
        Map<String, String> marks = database.read(sql -> marks(sql, keys));
        Map<Set<String>, String> versions = new HashMap<>();
        for (Set<String> issue : issues) {
            String text = new TreeSet<>(issue).stream().map(key -> key + marks.getOrDefault(key, "")).collect(Collectors.joining("\n"));
            versions.put(issue, Texts.hash("development", text).substring(0, LENGTH));
        }
        return versions;
    }

    private static Map<String, String> marks(Sql sql, Set<String> keys) throws SQLException {
        Map<String, String> found = new TreeMap<>();
        for (String select : MARKS) {
            Object[] yes = Collections.nCopies(select.split("= \\?", -1).length - 1, true).toArray();
            sql.queryIn(select, keys, DevelopmentVersions::mark, yes).forEach(mark ->
                    found.merge(mark.key(), "/" + MARKS.indexOf(select) + mark.text(), String::concat));
        }
        return found;
    }

    private static Mark mark(ResultSet row) throws SQLException {
        StringBuilder text = new StringBuilder();
        for (int i = 2; i <= row.getMetaData().getColumnCount(); i++) {
            text.append(' ').append(row.getString(i));
        }
        return new Mark(row.getString(1), text.toString());
    }
}
