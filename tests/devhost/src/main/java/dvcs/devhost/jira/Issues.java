package dvcs.devhost.jira;

import com.atlassian.jira.issue.Issue;
import com.atlassian.jira.issue.IssueManager;
import com.atlassian.jira.issue.MutableIssue;
import dvcs.devhost.db.Database;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Issues KEY-1 to KEY-n of each project exist without a row; a row is written when one changes. A former key finds its
 * issue, as Jira's getIssueObject does for moved issues [D]; getAllIssueKeys gives the present and all former keys
 * [S].
 */
public final class Issues implements IssueManager {
    private static final Pattern KEY = Pattern.compile("([A-Z][A-Z0-9_]+)-([1-9][0-9]{0,5})");

    private final Database db;
    private final Projects projects;
    private final Users users;

    public Issues(Database db, Projects projects, Users users) {
        this.db = db;
        this.projects = projects;
        this.users = users;
    }

    public Optional<HostIssue> byKey(String key) {
        Matcher parts = KEY.matcher(key);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int number = Integer.parseInt(parts.group(2));
        Optional<HostIssue> present =
                projects.byKey(parts.group(1)).filter(p -> number <= p.issues()).map(p -> read(p, number));
        return present.isPresent()
                ? present
                : db.one(
                                "SELECT \"ISSUE\" FROM " + db.table("HOST_FORMER_KEY") + " WHERE \"KEY\" = ?",
                                r -> r.getLong(1),
                                key)
                        .flatMap(this::byId);
    }

    public Optional<HostIssue> byId(long id) {
        int number = (int) (id % HostProject.IDS_PER_PROJECT);
        return projects.byId(id / HostProject.IDS_PER_PROJECT)
                .filter(p -> number >= 1 && number <= p.issues())
                .map(p -> read(p, number));
    }

    private HostIssue read(HostProject project, int number) {
        HostUser reporter = users.all().get(number % users.all().size());
        HostIssue untouched = new HostIssue(project, number, WorkflowStatus.OPEN, 0, reporter);
        return db.one(
                        "SELECT \"STATUS\", \"UPDATED\" FROM " + db.table("HOST_ISSUE") + " WHERE \"ID\" = ?",
                        r -> new HostIssue(
                                project, number, WorkflowStatus.valueOf(r.getString(1)), r.getLong(2), reporter),
                        project.issueId(number))
                .orElse(untouched);
    }

    void move(HostIssue issue, WorkflowStatus status) {
        write(issue, status);
    }

    void touch(Issue issue) {
        byId(issue.getId()).ifPresent(present -> write(present, present.state()));
    }

    private void write(HostIssue issue, WorkflowStatus status) {
        String table = db.table("HOST_ISSUE");
        long now = System.currentTimeMillis();
        if (db.update(
                        "UPDATE " + table + " SET \"STATUS\" = ?, \"UPDATED\" = ? WHERE \"ID\" = ?",
                        status.name(),
                        now,
                        issue.getId())
                == 0) {
            db.update(
                    "INSERT INTO " + table + " (\"STATUS\", \"UPDATED\", \"ID\") VALUES (?, ?, ?)",
                    status.name(),
                    now,
                    issue.getId());
        }
    }

    @Override
    public MutableIssue getIssueObject(Long id) {
        return byId(id).orElse(null);
    }

    @Override
    public MutableIssue getIssueObject(String key) {
        return byKey(key).orElse(null);
    }

    @Override
    public Issue getIssueByKeyIgnoreCase(String key) {
        return byKey(key.toUpperCase(Locale.ROOT)).orElse(null);
    }

    @Override
    public Set<String> getAllIssueKeys(Long id) {
        Set<String> keys = new LinkedHashSet<>();
        byId(id).ifPresent(issue -> keys.add(issue.getKey()));
        keys.addAll(db.query(
                "SELECT \"KEY\" FROM " + db.table("HOST_FORMER_KEY") + " WHERE \"ISSUE\" = ?",
                r -> r.getString(1),
                id));
        return keys;
    }
}
