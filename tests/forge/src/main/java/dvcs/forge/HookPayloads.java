package dvcs.forge;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bodies of deliveries (gitlab.md, 4.3), field by field those of GitLab's own examples. */
final class HookPayloads {
    private static final int LOOKED_AT = 100;
    private static final int SENT = 20;
    static final String NONE = "0".repeat(40);

    private final String url;

    HookPayloads(String externalUrl) {
        this.url = externalUrl;
    }

    /** A branch or tag that moved; {@code before} or {@code after} is all zeros when it is new or gone. */
    record Moved(String ref, String before, String after) {
        boolean isTag() {
            return ref.startsWith("refs/tags/");
        }

        String shortName() {
            return ref.substring(ref.indexOf('/', "refs/".length()) + 1);
        }

        String action() {
            return before.equals(NONE) ? "created" : after.equals(NONE) ? "removed" : "pushed";
        }
    }

    Map<String, Object> push(Project project, Moved moved, User user) {
        List<GitCommit> commits = moved.isTag() ? List.of() : commits(project, moved);
        Map<String, Object> json = new LinkedHashMap<>();
        String kind = moved.isTag() ? "tag_push" : "push";
        json.put("object_kind", kind);
        json.put("event_name", kind);
        json.put("before", moved.before());
        json.put("after", moved.after());
        json.put("ref", moved.ref());
        json.put("ref_protected", moved.shortName().equals(project.defaultBranch));
        json.put("checkout_sha", moved.after().equals(NONE) ? null : project.index.resolve(moved.ref()));
        json.put("message", null);
        json.put("user_id", user.id());
        json.put("user_name", user.name());
        json.put("user_username", user.username());
        json.put("user_email", null);
        json.put("user_avatar", null);
        json.put("project_id", project.id);
        json.put("project", project(project));
        json.put("commits", oldestFirst(commits.subList(0, Math.min(SENT, commits.size()))).stream()
                .map(commit -> commit(project, commit)).toList());
        json.put("total_commits_count", commits.size());
        json.put("push_options", Map.of());
        json.put("repository", repository(project));
        return json;
    }

    /** {@code oldHead}: null unless code has come. */
    Map<String, Object> mergeRequest(Project project, MergeRequest request, String action, String oldHead, User user) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("id", request.id());
        attributes.put("iid", request.iid());
        attributes.put("target_branch", request.targetBranch());
        attributes.put("source_branch", request.sourceBranch());
        attributes.put("source_project_id", project.id);
        attributes.put("target_project_id", project.id);
        attributes.put("author_id", request.author().id());
        attributes.put("title", request.title());
        attributes.put("description", request.description());
        attributes.put("created_at", Render.date(request.createdAt()));
        attributes.put("updated_at", Render.date(request.updatedAt()));
        attributes.put("state", request.state());
        attributes.put("draft", request.draft());
        attributes.put("merge_commit_sha", request.mergeCommitSha());
        attributes.put("url", url + "/" + project.fullPath() + "/-/merge_requests/" + request.iid());
        attributes.put("last_commit", Map.of("id", request.sha()));
        attributes.put("action", action);
        if (oldHead != null) {
            attributes.put("oldrev", oldHead);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("object_kind", "merge_request");
        json.put("event_type", "merge_request");
        json.put("user", Map.of("id", user.id(), "name", user.name(), "username", user.username(), "email", "[REDACTED]"));
        json.put("project", project(project));
        json.put("repository", repository(project));
        json.put("object_attributes", attributes);
        json.put("labels", List.of());
        json.put("changes", Map.of());
        return json;
    }

    // Newest first. A new branch brings what the default branch does not have.
    private static List<GitCommit> commits(Project project, Moved moved) {
        if (moved.after().equals(NONE)) {
            return List.of();
        }
        String from = moved.before().equals(NONE) ? project.index.resolve(project.defaultBranch) : moved.before();
        boolean whole = from == null || from.equals(moved.after()) && moved.shortName().equals(project.defaultBranch);
        List<String> shas = whole ? project.index.list("--max-count=" + LOOKED_AT, moved.after())
                : project.index.list(moved.after(), "^" + from);
        return project.index.commits(shas);
    }

    private static List<GitCommit> oldestFirst(List<GitCommit> commits) {
        List<GitCommit> reversed = new java.util.ArrayList<>(commits);
        Collections.reverse(reversed);
        return reversed;
    }

    private Map<String, Object> commit(Project project, GitCommit commit) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", commit.sha());
        json.put("message", commit.message());
        json.put("title", commit.title());
        json.put("timestamp", Render.date(commit.authored(), commit.authoredOffset()));
        json.put("url", url + "/" + project.fullPath() + "/-/commit/" + commit.sha());
        json.put("author", Map.of("name", commit.authorName(), "email", commit.authorEmail()));
        json.put("added", List.of());
        json.put("modified", List.of());
        json.put("removed", List.of());
        return json;
    }

    private Map<String, Object> project(Project project) {
        Map<String, Object> json = repository(project);
        String web = url + "/" + project.fullPath();
        json.put("id", project.id);
        json.put("web_url", web);
        json.put("avatar_url", null);
        json.put("namespace", project.namespace.name());
        json.put("path_with_namespace", project.fullPath());
        json.put("default_branch", project.defaultBranch);
        json.put("ci_config_path", null);
        json.put("ssh_url", json.get("git_ssh_url"));
        json.put("http_url", web + ".git");
        return json;
    }

    private Map<String, Object> repository(Project project) {
        Map<String, Object> json = new LinkedHashMap<>();
        String ssh = "git@forge.example.com:" + project.fullPath() + ".git";
        json.put("name", project.name);
        json.put("url", ssh);
        json.put("description", null);
        json.put("homepage", url + "/" + project.fullPath());
        json.put("git_http_url", url + "/" + project.fullPath() + ".git");
        json.put("git_ssh_url", ssh);
        json.put("visibility_level", project.isPrivate ? 0 : 20);
        return json;
    }
}
