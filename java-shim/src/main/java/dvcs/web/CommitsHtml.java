package dvcs.web;

import dvcs.api.Development.Commit;
import java.util.List;

/** The Commits tab: one block a repository. */
final class CommitsHtml {
    /** What one block shows; an issue that thousands of commits name must not make a page of megabytes. */
    private static final int MOST_A_BLOCK = 500;
    private static final int MOST_COMMANDS = 10;

    private final Texts texts;
    private final CommandsHtml commands;
    private final ChangesHtml changes;

    CommitsHtml(Texts texts) {
        this.texts = texts;
        this.commands = new CommandsHtml(texts, MOST_COMMANDS);
        this.changes = new ChangesHtml(texts);
    }

    String nothing(String issueKey) {
        return new Html().open("div", "class", "dvcs-tab")
                .element("p", "dvcs-nothing", texts.text("dvcs.tab.nothing", issueKey))
                .close("div").toString();
    }

    /** Below the last block of an issue that more commits name than anybody reads. */
    String more(int read) {
        return new Html().open("div", "class", "dvcs-tab").element("p", "dvcs-cut", texts.text("dvcs.tab.more", read)).close("div").toString();
    }

    /** Those of one repository, newest first, at least one. {@code more}: it may have others. */
    String draw(List<Commit> commits, boolean more) {
        Commit first = commits.get(0);
        Html html = new Html();
        html.open("div", "class", "dvcs-tab dvcs-commits", "data-key", first.repositoryUrl() + " " + first.repository()).open("h3", "class", "dvcs-repository");
        html.link(first.repositoryUrl(), "", first.repository(), first.repository());
        html.text(" ").element("span", "dvcs-count", texts.text(more ? "dvcs.tab.count.more" : "dvcs.tab.count", commits.size())).close("h3");
        html.open("ol", "class", "dvcs-list");
        commits.stream().limit(MOST_A_BLOCK).forEach(commit -> draw(html, commit));
        html.close("ol");
        if (commits.size() > MOST_A_BLOCK) {
            html.element("p", "dvcs-cut", texts.text("dvcs.tab.first", MOST_A_BLOCK, commits.size()));
        }
        return html.close("div").toString();
    }

    private void draw(Html html, Commit commit) {
        html.open("li", "class", "dvcs-commit", "data-key", commit.sha()).open("div", "class", "dvcs-about");
        html.open("span", "class", "dvcs-author", "title", commit.authorEmail()).text(commit.authorName()).close("span");
        html.text(" ");
        new Moment(commit.authored(), commit.offsetMinutes()).draw(html);
        html.text(" ").link(commit.url(), "dvcs-sha", commit.sha(), shortened(commit.sha()));
        if (commit.parents() > 1) {
            html.text(" ").element("span", "aui-lozenge aui-lozenge-subtle dvcs-merge", texts.text("dvcs.commit.merge"));
        }
        html.close("div").open("div", "class", "dvcs-message").text(commit.message().replace("\r\n", "\n").stripTrailing()).close("div");
        if (commit.messageCut()) {
            html.element("p", "dvcs-cut", texts.text("dvcs.commit.cut"));
        }
        commands.draw(html, commit.commands());
        changes.draw(html, commit.changes());
        html.close("li");
    }

    static String shortened(String sha) {
        return sha.length() <= 8 ? sha : sha.substring(0, 8);
    }
}
