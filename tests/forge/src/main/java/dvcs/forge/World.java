package dvcs.forge;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Everything the forge has: name spaces, users, projects, tokens. Thread-safe. */
final class World {
    private final Map<Long, Namespace> namespaces = new LinkedHashMap<>();
    private final Map<Long, Project> projects = new LinkedHashMap<>();
    private final Map<Long, User> users = new LinkedHashMap<>();
    private final Map<String, Token> tokens = new LinkedHashMap<>();
    private final Map<String, Long> movedPaths = new LinkedHashMap<>();
    private final Signatures signatures = new Signatures();
    private final AtomicLong ids = new AtomicLong(100);
    private final Clock clock;

    World(Clock clock) {
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    Signatures signatures() {
        return signatures;
    }

    long nextId() {
        return ids.incrementAndGet();
    }

    synchronized User user(String username, String name) {
        return users.values().stream().filter(u -> u.username().equals(username)).findFirst().orElseGet(() -> {
            User user = new User(nextId(), username, name);
            users.put(user.id(), user);
            return user;
        });
    }

    synchronized Optional<User> user(String username) {
        return users.values().stream().filter(u -> u.username().equals(username)).findFirst();
    }

    synchronized Optional<User> user(long id) {
        return Optional.ofNullable(users.get(id));
    }

    void token(Token token) {
        synchronized (this) {
            tokens.put(token.value(), token);
        }
    }

    synchronized Optional<Token> token(String value) {
        return Optional.ofNullable(tokens.get(value));
    }

    /** The name space of that full path, made with its parents when it is not there. */
    synchronized Namespace group(String fullPath) {
        return namespace("group", fullPath);
    }

    synchronized Namespace home(User user) {
        return namespace("user", user.username());
    }

    private Namespace namespace(String kind, String fullPath) {
        Optional<Namespace> known = namespaces.values().stream().filter(n -> n.fullPath().equals(fullPath)).findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        int slash = fullPath.lastIndexOf('/');
        long parent = slash < 0 ? 0 : namespace(kind, fullPath.substring(0, slash)).id();
        String path = fullPath.substring(slash + 1);
        Namespace made = new Namespace(nextId(), kind, path, path, fullPath, parent);
        namespaces.put(made.id(), made);
        return made;
    }

    Project add(Namespace namespace, String path, Path gitDir, String defaultBranch, Instant created, Instant active) {
        return add(namespace, path, new RepoIndex(gitDir), defaultBranch, created, active);
    }

    /** Projects may share an index, and with it their repository. */
    synchronized Project add(Namespace namespace, String path, RepoIndex index, String defaultBranch, Instant created, Instant active) {
        Project project = new Project(nextId(), namespace, path, path, index, defaultBranch, created, active);
        projects.put(project.id, project);
        return project;
    }

    synchronized Collection<Namespace> namespaces() {
        return List.copyOf(namespaces.values());
    }

    synchronized Collection<Project> projects() {
        return List.copyOf(projects.values());
    }

    synchronized void remove(Project project) {
        projects.remove(project.id);
    }

    Optional<Namespace> findNamespace(String idOrPath) {
        return namespaces().stream()
                .filter(n -> idOrPath.equals(Long.toString(n.id())) || n.fullPath().equalsIgnoreCase(idOrPath))
                .findFirst();
    }

    Optional<Project> findProject(String idOrPath) {
        if (idOrPath.matches("[0-9]{1,18}")) {
            synchronized (this) {
                return Optional.ofNullable(projects.get(Long.parseLong(idOrPath)));
            }
        }
        return projects().stream()
                .filter(p -> p.fullPath().equalsIgnoreCase(idOrPath))
                .findFirst();
    }

    /** The number stays, the old path leads to the new one until another project takes it. */
    synchronized void rename(Project project, String path) {
        movedPaths.put(project.fullPath().toLowerCase(java.util.Locale.ROOT), project.id);
        project.path = path;
        movedPaths.remove(project.fullPath().toLowerCase(java.util.Locale.ROOT));
    }

    synchronized Optional<Project> findMoved(String path) {
        return Optional.ofNullable(movedPaths.get(path.toLowerCase(java.util.Locale.ROOT))).map(projects::get);
    }
}
