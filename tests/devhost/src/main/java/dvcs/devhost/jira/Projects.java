package dvcs.devhost.jira;

import com.atlassian.jira.project.Project;
import com.atlassian.jira.project.ProjectManager;
import dvcs.devhost.db.Database;
import dvcs.devhost.platform.ProjectSeed;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Projects, kept in the database so that ids survive a restart. KEY (200 issues) and SECRET (50) always exist. */
public final class Projects implements ProjectManager {
    private final Database db;
    private final String table;

    public Projects(Database db, List<ProjectSeed> seeds) {
        this.db = db;
        this.table = db.table("HOST_PROJECT");
        add(new ProjectSeed("KEY", "Key Project", 200));
        add(new ProjectSeed(Permissions.SECRET, "Secret Project", 50));
        seeds.forEach(this::add);
    }

    /** Adds the project, or raises its number of issues: nothing that existed goes away. */
    private void add(ProjectSeed seed) {
        Optional<HostProject> existing = byKey(seed.key());
        if (existing.isEmpty()) {
            long id = db.one("SELECT COALESCE(MAX(\"ID\"), 9999) + 1 FROM " + table, r -> r.getLong(1))
                    .orElseThrow();
            db.update(
                    "INSERT INTO " + table + " (\"ID\", \"KEY\", \"NAME\", \"ISSUES\") VALUES (?, ?, ?, ?)",
                    id,
                    seed.key(),
                    seed.name(),
                    seed.issues());
        } else if (existing.get().issues() < seed.issues()) {
            db.update("UPDATE " + table + " SET \"ISSUES\" = ? WHERE \"KEY\" = ?", seed.issues(), seed.key());
        }
        HostProject project = byKey(seed.key()).orElseThrow();
        seed.moved().forEach((former, number) -> {
            String keys = db.table("HOST_FORMER_KEY");
            db.update("DELETE FROM " + keys + " WHERE \"KEY\" = ?", former);
            db.update("INSERT INTO " + keys + " (\"KEY\", \"ISSUE\") VALUES (?, ?)", former, project.issueId(number));
        });
    }

    public List<HostProject> all() {
        return db.query(
                "SELECT * FROM " + table + " ORDER BY \"KEY\"",
                r -> new HostProject(r.getLong("ID"), r.getString("KEY"), r.getString("NAME"), r.getInt("ISSUES")));
    }

    public Optional<HostProject> byKey(String key) {
        return all().stream().filter(p -> p.key().equals(key)).findFirst();
    }

    public Optional<HostProject> byId(long id) {
        return all().stream().filter(p -> p.id() == id).findFirst();
    }

    @Override
    public Project getProjectObj(Long id) {
        return byId(id).orElse(null);
    }

    @Override
    public Project getProjectObjByKey(String key) {
        return byKey(key).orElse(null);
    }

    @Override
    public List<Project> getProjects() {
        return List.copyOf(all());
    }

    @Override
    public Set<String> getAllProjectKeys(Long id) {
        return byId(id).map(p -> Set.of(p.key())).orElse(Set.of());
    }
}
