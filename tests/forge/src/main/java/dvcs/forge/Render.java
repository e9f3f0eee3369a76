package dvcs.forge;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** GitLab's JSON entities (gitlab.md, sections 1.2, 2.1, 2.3, 3.1; checked against GitLab's schemas in the tests). */
final class Render {
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");

    private final String url;

    Render(String externalUrl) {
        this.url = externalUrl;
    }

    static String date(long seconds, int offsetMinutes) {
        return OffsetDateTime.ofInstant(Instant.ofEpochSecond(seconds), ZoneOffset.ofTotalSeconds(offsetMinutes * 60))
                .format(MILLIS);
    }

    static String date(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).format(MILLIS);
    }

    Map<String, Object> user(User user) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", user.id());
        json.put("username", user.username());
        json.put("public_email", "");
        json.put("name", user.name());
        json.put("state", "active");
        json.put("locked", false);
        json.put("avatar_url", url + "/uploads/-/system/user/avatar/" + user.id() + "/avatar.png");
        json.put("web_url", url + "/" + user.username());
        return json;
    }

    Map<String, Object> namespace(Namespace namespace) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", namespace.id());
        json.put("name", namespace.name());
        json.put("path", namespace.path());
        json.put("kind", namespace.kind());
        json.put("full_path", namespace.fullPath());
        json.put("parent_id", namespace.parentId() == 0 ? null : namespace.parentId());
        json.put("avatar_url", null);
        json.put("web_url", url + (namespace.isGroup() ? "/groups/" : "/") + namespace.fullPath());
        return json;
    }

    Map<String, Object> group(Namespace group) {
        Map<String, Object> json = namespace(group);
        json.remove("kind");
        json.put("description", "");
        json.put("visibility", "private");
        json.put("full_name", group.fullPath().replace("/", " / "));
        json.put("created_at", "2021-01-01T00:00:00.000Z");
        json.put("archived", false);
        return json;
    }

    Map<String, Object> project(Project project, boolean simple) {
        Map<String, Object> json = new LinkedHashMap<>();
        String web = url + "/" + project.fullPath();
        json.put("id", project.id);
        json.put("description", null);
        json.put("name", project.name);
        json.put("name_with_namespace", project.namespace.fullPath().replace("/", " / ") + " / " + project.name);
        json.put("path", project.path);
        json.put("path_with_namespace", project.fullPath());
        json.put("created_at", date(project.createdAt));
        json.put("default_branch", project.defaultBranch);
        json.put("tag_list", List.of());
        json.put("topics", List.of());
        json.put("ssh_url_to_repo", "git@forge.example.com:" + project.fullPath() + ".git");
        json.put("http_url_to_repo", web + ".git");
        json.put("web_url", web);
        json.put("readme_url", null);
        json.put("forks_count", 0);
        json.put("avatar_url", null);
        json.put("star_count", 0);
        json.put("last_activity_at", date(project.lastActivity()));
        json.put("visibility", project.isPrivate ? "private" : "public");
        json.put("namespace", namespace(project.namespace));
        if (!simple) {
            json.put("archived", project.archived);
            json.put("empty_repo", project.empty());
            json.put("repository_object_format", "sha1");
            json.put("repository_access_level", "enabled");
            json.put("merge_requests_access_level", "enabled");
            json.put("merge_requests_enabled", true);
            json.put("issues_enabled", true);
            json.put("marked_for_deletion_on", null);
            json.put("updated_at", date(project.lastActivity()));
        }
        return json;
    }

    Map<String, Object> commit(Project project, GitCommit commit) {
        Map<String, Object> json = new LinkedHashMap<>();
        String committed = date(commit.committed(), commit.committedOffset());
        json.put("id", commit.sha());
        json.put("short_id", commit.sha().substring(0, 8));
        json.put("created_at", committed);
        json.put("parent_ids", commit.parents());
        json.put("title", commit.title());
        json.put("message", commit.message());
        json.put("author_name", commit.authorName());
        json.put("author_email", commit.authorEmail());
        json.put("authored_date", date(commit.authored(), commit.authoredOffset()));
        json.put("committer_name", commit.committerName());
        json.put("committer_email", commit.committerEmail());
        json.put("committed_date", committed);
        json.put("trailers", Map.of());
        json.put("extended_trailers", Map.of());
        json.put("web_url", url + "/" + project.fullPath() + "/-/commit/" + commit.sha());
        return json;
    }

    Map<String, Object> branch(Project project, String name, GitCommit head, boolean merged) {
        Map<String, Object> json = new LinkedHashMap<>();
        boolean isDefault = name.equals(project.defaultBranch);
        json.put("name", name);
        json.put("commit", commit(project, head));
        json.put("merged", merged);
        json.put("protected", isDefault);
        json.put("developers_can_push", false);
        json.put("developers_can_merge", false);
        json.put("can_push", true);
        json.put("default", isDefault);
        json.put("web_url", url + "/" + project.fullPath() + "/-/tree/" + Urls.encodePath(name));
        return json;
    }

    Map<String, Object> reviewer(MergeRequest.Review review) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("user", user(review.user()));
        json.put("state", review.state());
        json.put("created_at", date(review.createdAt()));
        return json;
    }

    /** As a server without approval rules has it: everything is approved, whoever did it. */
    Map<String, Object> approvals(MergeRequest request) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("approved", true);
        json.put("user_has_approved", false);
        json.put("user_can_approve", request.state().equals("opened"));
        json.put("approved_by", request.reviews().stream().filter(MergeRequest.Review::approves)
                .map(review -> Map.of("user", user(review.user()), "approved_at", date(review.createdAt()))).toList());
        return json;
    }

    Map<String, Object> mergeRequest(Project project, MergeRequest request) {
        Map<String, Object> json = new LinkedHashMap<>();
        boolean merged = request.state().equals("merged");
        json.put("id", request.id());
        json.put("iid", request.iid());
        json.put("project_id", project.id);
        json.put("title", (request.draft() ? "Draft: " : "") + request.title());
        json.put("description", request.description());
        json.put("state", request.state());
        json.put("created_at", date(request.createdAt()));
        json.put("updated_at", date(request.updatedAt()));
        json.put("merged_by", merged ? user(request.author()) : null);
        json.put("merge_user", merged ? user(request.author()) : null);
        json.put("merged_at", merged ? date(request.updatedAt()) : null);
        json.put("closed_by", null);
        json.put("closed_at", request.state().equals("closed") ? date(request.updatedAt()) : null);
        json.put("target_branch", request.targetBranch());
        json.put("source_branch", request.sourceBranch());
        json.put("user_notes_count", 0);
        json.put("upvotes", 0);
        json.put("downvotes", 0);
        json.put("author", user(request.author()));
        json.put("assignees", List.of());
        json.put("assignee", null);
        json.put("reviewers", request.reviews().stream().map(review -> user(review.user())).toList());
        json.put("source_project_id", project.id);
        json.put("target_project_id", project.id);
        json.put("labels", List.of());
        json.put("draft", request.draft());
        json.put("imported", false);
        json.put("imported_from", "none");
        json.put("work_in_progress", request.draft());
        json.put("milestone", null);
        json.put("merge_when_pipeline_succeeds", false);
        json.put("merge_status", "can_be_merged");
        json.put("detailed_merge_status", merged ? "not_open" : "mergeable");
        json.put("sha", request.sha());
        json.put("merge_commit_sha", request.mergeCommitSha());
        json.put("squash_commit_sha", null);
        json.put("discussion_locked", null);
        json.put("should_remove_source_branch", null);
        json.put("force_remove_source_branch", null);
        json.put("reference", "!" + request.iid());
        json.put("references", Map.of("short", "!" + request.iid(), "relative", "!" + request.iid(),
                "full", project.fullPath() + "!" + request.iid()));
        json.put("web_url", url + "/" + project.fullPath() + "/-/merge_requests/" + request.iid());
        json.put("time_stats", Map.of("time_estimate", 0, "total_time_spent", 0));
        json.put("squash", false);
        json.put("squash_on_merge", false);
        json.put("task_completion_status", Map.of("count", 0, "completed_count", 0));
        json.put("has_conflicts", false);
        json.put("blocking_discussions_resolved", true);
        return json;
    }
}
