package dvcs.web;

import dvcs.api.Development;
import dvcs.api.Development.Branch;
import dvcs.api.Development.Commit;
import dvcs.api.Development.MergeRequest;
import java.util.List;
import java.util.function.BiConsumer;

/** The Development panel: counts, the newest of each kind, and the way to the Commits tab. */
final class PanelHtml {
    private static final int SHOWN = 5;
    private static final int TITLE_LENGTH = 160;

    private final Texts texts;
    private final String issueKey;
    private final Html html = new Html();

    PanelHtml(Texts texts, String issueKey) {
        this.texts = texts;
        this.issueKey = issueKey;
    }

    String draw(Development development) {
        html.open("div", "class", "dvcs-development");
        if (development.commits().isEmpty() && development.branches().isEmpty()
                && development.mergeRequests().isEmpty()) {
            html.element("p", "dvcs-nothing", texts.text("dvcs.panel.nothing", issueKey));
        }
        kind("merge-requests", development.mergeRequests(), this::mergeRequest);
        kind("branches", development.branches(), this::branch);
        kind("commits", development.commits(), this::commit);
        if (!development.commits().isEmpty()) {
            html.open("p", "class", "dvcs-all")
                    .open("a", "href", "?page=dvcs.native.connector:dvcs-commits#issue-tabs", "class", "dvcs-tab-link")
                    .text(texts.text("dvcs.panel.all"))
                    .close("a")
                    .close("p");
        }
        return html.close("div").toString();
    }

    private <T> void kind(String name, List<T> all, BiConsumer<Html, T> draw) {
        if (all.isEmpty()) {
            return;
        }
        String count = texts.text("dvcs.panel." + name + (all.size() == 1 ? ".one" : ".many"), all.size());
        html.open("section", "class", "dvcs-panel-" + name).element("h5", "dvcs-count", count).open("ul", "class", "dvcs-list");
        all.stream().limit(SHOWN).forEach(each -> {
            html.open("li");
            draw.accept(html, each);
            html.close("li");
        });
        html.close("ul");
        if (all.size() > SHOWN) {
            html.element("p", "dvcs-cut", texts.text("dvcs.panel.more", all.size() - SHOWN));
        }
        html.close("section");
    }

    private void commit(Html out, Commit commit) {
        out.link(commit.url(), "dvcs-sha", commit.sha(), CommitsHtml.shortened(commit.sha()));
        out.text(" ").element("span", "dvcs-title", firstLine(commit.message()));
        out.open("span", "class", "dvcs-by").text(commit.authorName() + " · ");
        new Moment(commit.authored(), commit.offsetMinutes()).drawDay(out);
        out.close("span");
    }

    private void branch(Html out, Branch branch) {
        out.link(branch.url(), "dvcs-title", branch.repository(), branch.name());
        out.element("span", "dvcs-by", branch.repository());
    }

    private void mergeRequest(Html out, MergeRequest request) {
        out.element("span", "aui-lozenge " + lozenge(request), state(request));
        out.text(" ").link(request.url(), "dvcs-title", request.title(), "!" + request.iid() + " " + request.title());
        out.element("span", "dvcs-by", request.repository() + " · " + request.author());
    }

    private String state(MergeRequest request) {
        return switch (request.state()) {
            case "opened" -> texts.text(request.draft() ? "dvcs.mr.draft" : "dvcs.mr.opened");
            case "merged" -> texts.text("dvcs.mr.merged");
            case "closed" -> texts.text("dvcs.mr.closed");
            case "locked" -> texts.text("dvcs.mr.locked");
            default -> request.state();
        };
    }

    private static String lozenge(MergeRequest request) {
        return switch (request.state()) {
            case "opened" -> request.draft() ? "aui-lozenge-subtle" : "aui-lozenge-progress";
            case "merged" -> "aui-lozenge-success";
            case "closed" -> "aui-lozenge-error";
            default -> "aui-lozenge-subtle";
        };
    }

    private static String firstLine(String message) {
        String line = message.strip().lines().findFirst().orElse("");
        return line.length() <= TITLE_LENGTH ? line : line.substring(0, TITLE_LENGTH) + "…";
    }
}
