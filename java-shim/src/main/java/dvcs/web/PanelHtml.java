package dvcs.web;

import dvcs.api.Development;
import dvcs.api.Development.Branch;
import dvcs.api.Development.Commit;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The Development panel: counts, the newest of each kind, and the way to the Commits tab. */
final class PanelHtml {
    private static final int SHOWN = 5;
    private static final int MOST_COMMANDS = 5;
    private static final int TITLE_LENGTH = 160;

    private final Texts texts;
    private final CommandsHtml commands;
    private final String issueKey;
    private final String api;
    private final String version;
    private final Html html = new Html();

    /** {@code version}: of what is drawn; the page asks at {@code api} whether there is another one. */
    PanelHtml(Texts texts, String issueKey, String api, String version) {
        this.texts = texts;
        this.commands = new CommandsHtml(texts, MOST_COMMANDS);
        this.issueKey = issueKey;
        this.api = api;
        this.version = version;
    }

    String draw(Development development) {
        html.open("div", "class", "dvcs-development", "data-api", api, "data-issue", issueKey, "data-version", version);
        if (development.commits().isEmpty() && development.branches().isEmpty()
                && development.mergeRequests().isEmpty()) {
            html.element("p", "dvcs-nothing", texts.text("dvcs.panel.nothing", issueKey));
        }
        kind("merge-requests", development.mergeRequests(), development.moreMergeRequests(),
                each -> each.repository() + "!" + each.iid(), new MergeRequestHtml(texts)::draw);
        kind("branches", development.branches(), development.moreBranches(), each -> each.repository() + ":" + each.name(), this::branch);
        kind("commits", development.commits(), development.moreCommits(), each -> each.repository() + "@" + each.sha(), this::commit);
        if (!development.commits().isEmpty()) {
            html.open("p", "class", "dvcs-all")
                    .open("a", "href", "?page=dvcs.native.connector:dvcs-commits#issue-tabs", "class", "dvcs-tab-link")
                    .text(texts.text("dvcs.panel.all"))
                    .close("a")
                    .close("p");
        }
        return html.close("div").toString();
    }

    /** {@code more}: there are others than these, and nobody counted them. {@code key}: which is which, when the page is brought up to date. */
    private <T> void kind(String name, List<T> all, boolean more, Function<T, String> key, BiConsumer<Html, T> draw) {
        if (all.isEmpty()) {
            return;
        }
        String count = texts.text("dvcs.panel." + name + (all.size() == 1 && !more ? ".one" : ".many"), number(all.size(), more));
        html.open("section", "class", "dvcs-panel-" + name).element("h5", "dvcs-count", count).open("ul", "class", "dvcs-list");
        all.stream().limit(SHOWN).forEach(each -> {
            html.open("li", "data-key", key.apply(each));
            draw.accept(html, each);
            html.close("li");
        });
        html.close("ul");
        if (all.size() > SHOWN) {
            html.element("p", "dvcs-cut", texts.text("dvcs.panel.more", number(all.size() - SHOWN, more)));
        }
        html.close("section");
    }

    private String number(int count, boolean more) {
        return texts.text(more ? "dvcs.panel.count.more" : "dvcs.panel.count", count);
    }

    private void commit(Html out, Commit commit) {
        out.link(commit.url(), "dvcs-sha", commit.sha(), CommitsHtml.shortened(commit.sha()));
        out.text(" ").element("span", "dvcs-title", firstLine(commit.message()));
        out.open("span", "class", "dvcs-by").text(commit.authorName() + " · ");
        new Moment(commit.authored(), commit.offsetMinutes()).drawDay(out);
        out.close("span");
        commands.draw(out, commit.commands());
    }

    private void branch(Html out, Branch branch) {
        out.link(branch.url(), "dvcs-title", branch.repository(), branch.name());
        out.element("span", "dvcs-by", branch.repository());
    }

    private static String firstLine(String message) {
        String line = message.strip().lines().findFirst().orElse("");
        return line.length() <= TITLE_LENGTH ? line : line.substring(0, TITLE_LENGTH) + "…";
    }
}
