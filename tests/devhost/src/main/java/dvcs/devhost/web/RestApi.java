package dvcs.devhost.web;

import com.atlassian.jira.bc.issue.IssueService.IssueResult;
import com.atlassian.jira.bc.issue.comment.CommentService.CommentParameters;
import com.atlassian.jira.issue.comments.Comment;
import com.atlassian.jira.issue.worklog.Worklog;
import com.atlassian.jira.user.ApplicationUser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.opensymphony.workflow.loader.ActionDescriptor;
import dvcs.devhost.jira.HostIssue;
import dvcs.devhost.jira.JiraData;
import dvcs.devhost.jira.Workflow;
import dvcs.devhost.jira.WorkflowStatus;
import dvcs.devhost.jira.Worklogs;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * {@code /rest/api/2/issue/KEY}, {@code …/transitions}, {@code …/comment}, in the shape of Jira's published REST
 * documentation [D]; fields are a subset.
 */
final class RestApi {
    static final String ROOT = "/rest/api/2/issue/";
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Jira's own: {@code 2021-09-20T11:50:22.000+0000}. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ").withZone(ZoneOffset.UTC);

    private final JiraData jira;
    private final Xsrf xsrf;

    RestApi(JiraData jira, Xsrf xsrf) {
        this.jira = jira;
        this.xsrf = xsrf;
    }

    void serve(HttpServletRequest request, HttpServletResponse response, ApplicationUser user, String baseUrl)
            throws IOException {
        String[] parts = request.getPathInfo().substring(ROOT.length()).split("/");
        IssueResult result = jira.workflow().getIssue(user, parts[0]);
        if (!result.isValid()) {
            errors(
                    response,
                    user == null ? 401 : 404,
                    List.copyOf(result.getErrorCollection().getErrorMessages()),
                    Map.of());
            return;
        }
        HostIssue issue = (HostIssue) result.getIssue();
        String what = request.getMethod() + (parts.length > 1 ? " " + parts[1] : "");
        // Jira refuses changes that a browser's form could send: a JSON body from a session is enough there, the host
        // asks for the token or header [K].
        if (request.getMethod().equals("POST") && !Authentication.isBasic(request) && !xsrf.accepts(request)) {
            errors(response, 403, List.of("XSRF check failed"), Map.of());
            return;
        }
        switch (what) {
            case "GET" -> send(response, 200, issue(issue, baseUrl));
            case "GET comment" -> send(response, 200, comments(issue));
            case "GET worklog" -> send(response, 200, worklogs(issue));
            case "GET transitions" -> send(response, 200, transitions(issue, user));
            case "POST transitions" -> transition(request, response, user, issue);
            case "POST comment" -> comment(request, response, user, issue);
            default -> errors(response, 404, List.of("The development host does not answer " + what), Map.of());
        }
    }

    private Map<String, Object> issue(HostIssue issue, String baseUrl) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("summary", issue.getSummary());
        fields.put("status", status(issue.state()));
        fields.put(
                "project",
                Map.of(
                        "id",
                        String.valueOf(issue.project().id()),
                        "key",
                        issue.project().key(),
                        "name",
                        issue.project().name()));
        fields.put("reporter", user(issue.getReporter()));
        fields.put("created", TIME.format(issue.getCreated().toInstant()));
        fields.put("updated", TIME.format(issue.getUpdated().toInstant()));
        fields.put("comment", comments(issue));
        fields.put("worklog", worklogs(issue));
        fields.put("timetracking", Map.of(
                        "originalEstimateSeconds", Worklogs.ORIGINAL_ESTIMATE,
                        "remainingEstimateSeconds", jira.worklogs().remaining(issue),
                        "timeSpentSeconds", jira.worklogs().spent(issue)));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", String.valueOf(issue.getId()));
        json.put("self", baseUrl + ROOT + issue.getId());
        json.put("key", issue.getKey());
        json.put("fields", fields);
        return json;
    }

    private Map<String, Object> comments(HostIssue issue) {
        List<Map<String, Object>> comments = jira.comments().getComments(issue).stream()
                .map(RestApi::comment)
                .toList();
        return page("comments", comments);
    }

    private Map<String, Object> worklogs(HostIssue issue) {
        return page(
                "worklogs",
                jira.worklogs().getByIssue(issue).stream().map(this::worklog).toList());
    }

    private static Map<String, Object> page(String name, List<Map<String, Object>> items) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put(name, items);
        page.put("maxResults", items.size());
        page.put("total", items.size());
        page.put("startAt", 0);
        return page;
    }

    private static Map<String, Object> comment(Comment comment) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", String.valueOf(comment.getId()));
        json.put("author", user(comment.getAuthorApplicationUser()));
        json.put("body", comment.getBody());
        json.put("created", time(comment.getCreated()));
        return json;
    }

    private Map<String, Object> worklog(Worklog log) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", String.valueOf(log.getId()));
        json.put("author", user(jira.worklogs().author(log)));
        json.put("comment", log.getComment());
        json.put("started", time(log.getStartDate()));
        json.put("timeSpentSeconds", log.getTimeSpent());
        return json;
    }

    private static Map<String, Object> user(ApplicationUser user) {
        return user == null
                ? null
                : Map.of(
                        "name",
                        user.getName(),
                        "key",
                        user.getKey(),
                        "emailAddress",
                        user.getEmailAddress(),
                        "displayName",
                        user.getDisplayName());
    }

    private static String time(Date date) {
        return TIME.format(date.toInstant());
    }

    private static Map<String, Object> status(WorkflowStatus status) {
        return Map.of(
                "id", status.getId(), "name", status.getName(), "statusCategory", Map.of("key", status.category()));
    }

    private Map<String, Object> transitions(HostIssue issue, ApplicationUser user) {
        List<Map<String, Object>> actions = jira.workflow().getAvailableActions(issue, user).stream()
                .map(RestApi::action)
                .toList();
        return Map.of("expand", "transitions", "transitions", actions);
    }

    private static Map<String, Object> action(ActionDescriptor action) {
        return Map.of(
                "id",
                String.valueOf(action.getId()),
                "name",
                action.getName(),
                "to",
                status(Workflow.target(action.getId())));
    }

    private void transition(
            HttpServletRequest request, HttpServletResponse response, ApplicationUser user, HostIssue issue)
            throws IOException {
        String id = body(request).path("transition").path("id").asText();
        var validated = jira.workflow()
                .validateTransition(user, issue.getId(), id.matches("[0-9]{1,9}") ? Integer.parseInt(id) : -1, null);
        if (!validated.isValid()) {
            errors(response, 400, List.copyOf(validated.getErrorCollection().getErrorMessages()), Map.of());
            return;
        }
        jira.workflow().transition(user, validated);
        response.setStatus(204);
    }

    private void comment(
            HttpServletRequest request, HttpServletResponse response, ApplicationUser user, HostIssue issue)
            throws IOException {
        var validated = jira.comments()
                .validateCommentCreate(
                        user,
                        CommentParameters.builder()
                                .issue(issue)
                                .author(user)
                                .body(body(request).path("body").asText(null))
                                .build());
        if (!validated.isValid()) {
            errors(
                    response,
                    400,
                    List.copyOf(validated.getErrorCollection().getErrorMessages()),
                    validated.getErrorCollection().getErrors());
            return;
        }
        send(response, 201, comment(jira.comments().create(user, validated, true)));
    }

    static JsonNode body(HttpServletRequest request) throws IOException {
        try {
            return JSON.readTree(request.getInputStream());
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    private static void errors(
            HttpServletResponse response, int status, List<String> messages, Map<String, String> errors)
            throws IOException {
        send(response, status, Map.of("errorMessages", messages, "errors", errors));
    }

    static void send(HttpServletResponse response, int status, Object json) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json;charset=UTF-8");
        response.getOutputStream().write(JSON.writeValueAsBytes(json));
    }
}
