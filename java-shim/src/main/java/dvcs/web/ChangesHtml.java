package dvcs.web;

import dvcs.api.Development.ChangedFile;
import dvcs.api.Development.Changes;

/** What a commit changed: sums, and the first files by name. Nothing until it was loaded. */
final class ChangesHtml {
    private static final int MOST_FILES = 10;

    private final Texts texts;

    ChangesHtml(Texts texts) {
        this.texts = texts;
    }

    void draw(Html html, Changes changes) {
        if (!changes.loaded()) {
            return;
        }
        html.open("div", "class", "dvcs-changes").open("p", "class", "dvcs-sum");
        html.text(texts.text(changes.complete() ? "dvcs.tab.files" : "dvcs.tab.files.least", changes.filesChanged()));
        lines(html, changes.addedLines(), changes.removedLines());
        html.close("p");
        if (!changes.files().isEmpty()) {
            html.open("ul", "class", "dvcs-list dvcs-files");
            changes.files().stream().limit(MOST_FILES).forEach(file -> file(html, file));
            html.close("ul");
        }
        long left = changes.filesChanged() - Math.min(MOST_FILES, changes.files().size());
        if (left > 0 && !changes.files().isEmpty()) {
            html.element("p", "dvcs-cut", texts.text("dvcs.panel.more", left));
        }
        html.close("div");
    }

    private void file(Html html, ChangedFile file) {
        html.open("li");
        String kind = kind(file.change());
        if (!kind.isEmpty()) {
            html.element("span", "dvcs-change dvcs-change-" + file.change(), kind).text(" ");
        }
        String title = file.oldPath().isEmpty() ? file.path() : texts.text("dvcs.tab.file.from", file.oldPath());
        html.link(file.url(), "dvcs-file", title, file.path());
        lines(html, file.addedLines(), file.removedLines());
        html.close("li");
    }

    /** A modified file is the rule and needs no word. */
    private String kind(String change) {
        return switch (change) {
            case "added" -> texts.text("dvcs.tab.file.added");
            case "deleted" -> texts.text("dvcs.tab.file.deleted");
            case "renamed" -> texts.text("dvcs.tab.file.renamed");
            default -> "";
        };
    }

    /** For the eye in signs, for a screen reader in words. */
    private void lines(Html html, long added, long removed) {
        if (added == 0 && removed == 0) {
            return;
        }
        html.text(" ").element("span", "assistive", texts.text("dvcs.tab.lines", added, removed));
        sign(html, "dvcs-added", "+", added);
        sign(html, "dvcs-removed", "−", removed);
    }

    private void sign(Html html, String style, String sign, long lines) {
        if (lines > 0) {
            html.open("span", "class", style, "aria-hidden", "true").text(sign + texts.text("dvcs.panel.count", lines)).close("span");
        }
    }
}
