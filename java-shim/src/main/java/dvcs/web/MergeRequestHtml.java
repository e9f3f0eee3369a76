package dvcs.web;

import dvcs.api.Development.MergeRequest;
import dvcs.api.Development.Reviewer;
import java.util.List;
import java.util.stream.Collectors;

/** A merge request in the panel: state, title, branches, and how its review stands. */
final class MergeRequestHtml {
    private static final int MOST_REVIEWERS = 5;

    private final Texts texts;

    MergeRequestHtml(Texts texts) {
        this.texts = texts;
    }

    void draw(Html html, MergeRequest request) {
        html.element("span", "aui-lozenge " + lozenge(request), state(request)).text(" ");
        if (request.draft() && request.state().equals("opened")) {
            html.element("span", "aui-lozenge aui-lozenge-subtle", texts.text("dvcs.mr.draft")).text(" ");
        }
        if (request.approved()) {
            html.element("span", "aui-lozenge aui-lozenge-success aui-lozenge-subtle dvcs-approved", texts.text("dvcs.mr.approved")).text(" ");
        }
        html.link(request.url(), "dvcs-title", request.title(), "!" + request.iid() + " " + request.title());
        html.element("span", "dvcs-by", request.repository() + " · " + request.author());
        if (!request.sourceBranch().isEmpty() && !request.targetBranch().isEmpty()) {
            html.element("span", "dvcs-by", texts.text("dvcs.mr.branches", request.sourceBranch(), request.targetBranch()));
        }
        reviewers(html, request.reviewers());
    }

    private void reviewers(Html html, List<Reviewer> reviewers) {
        if (reviewers.isEmpty()) {
            return;
        }
        String named = reviewers.stream().limit(MOST_REVIEWERS).map(this::reviewer).collect(Collectors.joining(", "));
        if (reviewers.size() > MOST_REVIEWERS) {
            named += ", " + texts.text("dvcs.panel.more", reviewers.size() - MOST_REVIEWERS);
        }
        html.element("span", "dvcs-by dvcs-reviewers", texts.text("dvcs.mr.reviewers", named));
    }

    private String reviewer(Reviewer reviewer) {
        String name = reviewer.name().isEmpty() ? reviewer.user() : reviewer.name();
        String state = switch (reviewer.state()) {
            case "approved" -> texts.text("dvcs.mr.review.approved");
            case "changes_requested" -> texts.text("dvcs.mr.review.changes");
            case "reviewed" -> texts.text("dvcs.mr.review.reviewed");
            case "unreviewed" -> texts.text("dvcs.mr.review.unreviewed");
            default -> "";
        };
        return state.isEmpty() ? name : name + " (" + state + ")";
    }

    private String state(MergeRequest request) {
        return switch (request.state()) {
            case "opened" -> texts.text("dvcs.mr.opened");
            case "merged" -> texts.text("dvcs.mr.merged");
            case "closed" -> texts.text("dvcs.mr.closed");
            case "locked" -> texts.text("dvcs.mr.locked");
            default -> request.state();
        };
    }

    private static String lozenge(MergeRequest request) {
        return switch (request.state()) {
            case "opened" -> "aui-lozenge-progress";
            case "merged" -> "aui-lozenge-success";
            case "closed" -> "aui-lozenge-error";
            default -> "aui-lozenge-subtle";
        };
    }
}
