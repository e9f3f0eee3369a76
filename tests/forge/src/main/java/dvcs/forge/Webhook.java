package dvcs.forge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A webhook as GitLab keeps it (gitlab.md, 4.1), with its failures and its newest deliveries. Thread-safe. */
final class Webhook {
    /** Failures in a row from which it is stopped for a while, and those after which it stays so (gitlab.md, 4.2). */
    private static final int PATIENCE = 4;
    private static final int LAST = 40;
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int KEPT = 20;
    static final List<String> EVENTS = List.of("push_events", "tag_push_events", "merge_requests_events", "issues_events",
            "confidential_issues_events", "note_events", "job_events", "pipeline_events", "wiki_page_events", "releases_events",
            "deployment_events", "feature_flag_events", "project_events", "subgroup_events");

    final long id;
    final Instant createdAt;
    private String url = "";
    private String name = "";
    private String description = "";
    private String token = "";
    private String signingToken = "";
    private String branchFilter = "";
    private String branchStrategy = "wildcard";
    private boolean verifyCertificate = true;
    private final Map<String, Boolean> events = new LinkedHashMap<>();
    private final Deque<Delivery> deliveries = new ArrayDeque<>();
    private int failures;
    private Instant disabledUntil;

    /** One attempt. {@code status} as GitLab notes it: "200", or "internal error". */
    record Delivery(long id, String trigger, String key, String body, Map<String, String> headers, String status, String answer, double seconds) {
        boolean succeeded() {
            return status.matches("[23]..");
        }
    }

    Webhook(long id, Instant createdAt) {
        this.id = id;
        this.createdAt = createdAt;
        EVENTS.forEach(event -> events.put(event, event.equals("push_events")));
    }

    /** What is absent stays; another address without a token loses the token. */
    synchronized void change(Parameters given, boolean signs) {
        String address = given.text("url", url);
        if (!address.equals(url) && !given.has("token")) {
            token = "";
        }
        url = address;
        name = given.text("name", name);
        description = given.text("description", description);
        token = given.text("token", token);
        if (signs) {
            signingToken = given.text("signing_token", signingToken);
        }
        branchFilter = given.text("push_events_branch_filter", branchFilter);
        branchStrategy = given.text("branch_filter_strategy", branchStrategy);
        verifyCertificate = given.flag("enable_ssl_verification", verifyCertificate);
        EVENTS.forEach(event -> events.put(event, given.flag(event, events.get(event))));
    }

    synchronized boolean hears(String event, String branch) {
        return events.get(event) && (branch.isEmpty() || branchFilter.isEmpty() || branchFilter.equals(branch));
    }

    synchronized String url() {
        return url;
    }

    synchronized String token() {
        return token;
    }

    synchronized String signingToken() {
        return signingToken;
    }

    synchronized boolean verifiesCertificate() {
        return verifyCertificate;
    }

    synchronized boolean executable(Instant now) {
        return failures < LAST && (disabledUntil == null || !now.isBefore(disabledUntil));
    }

    private synchronized String alert(Instant now) {
        if (failures >= LAST) {
            return "disabled";
        }
        return executable(now) ? "executable" : "temporarily_disabled";
    }

    /** @param disables whether failures count (a switch of the server's) */
    synchronized void note(Delivery delivery, Instant now, boolean disables) {
        deliveries.addFirst(delivery);
        if (deliveries.size() > KEPT) {
            deliveries.removeLast();
        }
        if (delivery.succeeded()) {
            failures = 0;
            disabledUntil = null;
        } else if (disables) {
            failures++;
            if (failures >= PATIENCE) {
                Duration pause = Duration.ofMinutes(1L << Math.min(failures - PATIENCE, 20));
                disabledUntil = now.plus(pause.compareTo(LONGEST) > 0 ? LONGEST : pause);
            }
        }
    }

    synchronized List<Delivery> deliveries() {
        return List.copyOf(deliveries);
    }

    /** {@code signs}: whether the version knows signing tokens, and then says which secrets there are. */
    synchronized Map<String, Object> render(Instant now, long projectId, boolean signs) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("url", url);
        json.put("name", name.isEmpty() ? null : name);
        json.put("description", description.isEmpty() ? null : description);
        json.put("created_at", Render.date(createdAt));
        json.putAll(events);
        json.put("repository_update_events", false);
        json.put("enable_ssl_verification", verifyCertificate);
        json.put("alert_status", alert(now));
        json.put("disabled_until", executable(now) || disabledUntil == null ? null : Render.date(disabledUntil));
        json.put("url_variables", List.of());
        json.put("push_events_branch_filter", branchFilter.isEmpty() ? null : branchFilter);
        json.put("branch_filter_strategy", branchStrategy);
        json.put("custom_webhook_template", null);
        json.put("custom_headers", List.of());
        if (projectId != 0) {
            json.put("project_id", projectId);
        }
        if (signs) {
            json.put("token_present", !token.isEmpty());
            json.put("signing_token_present", !signingToken.isEmpty());
        }
        return json;
    }
}
