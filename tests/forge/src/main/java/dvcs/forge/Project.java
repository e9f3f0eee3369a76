package dvcs.forge;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A project and its bare repository. Identity is {@code id}; the path may change. Thread-safe. */
final class Project {
    /** GitLab moves last_activity_at at most once in this time (gitlab.md, 1.1). */
    static final Duration ACTIVITY_LEASE = Duration.ofHours(1);

    final long id;
    final Path gitDir;
    final RepoIndex index;
    final Instant createdAt;
    final String defaultBranch;
    final List<MergeRequest> mergeRequests = new CopyOnWriteArrayList<>();
    volatile Namespace namespace;
    volatile String name;
    volatile String path;
    volatile boolean archived;
    volatile boolean isPrivate;
    private volatile Instant lastActivity;

    Project(long id, Namespace namespace, String name, String path, RepoIndex index, String defaultBranch, Instant createdAt, Instant lastActivity) {
        this.id = id;
        this.namespace = namespace;
        this.name = name;
        this.path = path;
        this.gitDir = index.gitDir;
        this.index = index;
        this.defaultBranch = defaultBranch;
        this.createdAt = createdAt;
        this.lastActivity = lastActivity;
    }

    String fullPath() {
        return namespace.fullPath() + "/" + path;
    }

    Instant lastActivity() {
        return lastActivity;
    }

    /** Something was pushed. */
    void touched(Instant now) {
        if (now.isAfter(lastActivity.plus(ACTIVITY_LEASE))) {
            lastActivity = now;
        }
    }

    /** Activity, and open merge requests follow their source branch. Those that did, as they were before. */
    synchronized List<MergeRequest> pushed(Instant now) {
        touched(now);
        var heads = index.branches();
        List<MergeRequest> moved = new ArrayList<>();
        mergeRequests.replaceAll(request -> {
            String head = heads.get(request.sourceBranch());
            if (!request.state().equals("opened") || head == null || head.equals(request.sha())) {
                return request;
            }
            Git.text(gitDir, "update-ref", "refs/merge-requests/" + request.iid() + "/head", head);
            moved.add(request);
            return request.pushed(head, now);
        });
        return moved;
    }

    boolean empty() {
        return index.branches().isEmpty();
    }
}
