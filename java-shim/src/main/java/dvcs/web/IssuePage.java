package dvcs.web;

import dvcs.api.Connector;
import dvcs.api.Development;
import dvcs.web.IssueAccess.Outcome;
import dvcs.web.IssueAccess.Sight;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Development panel and the Commits tab of an issue, as finished HTML for the user who is logged in. */
public final class IssuePage {
    private static final Logger log = LoggerFactory.getLogger(IssuePage.class);

    /** One repository's commits on the tab. {@code newest}: when the newest was authored. */
    public record Section(String html, Date newest) {}

    private final Connector connector;
    private final IssueAccess issues;
    private final Texts texts;

    IssuePage(Connector connector, IssueAccess issues, Texts texts) {
        this.connector = connector;
        this.issues = issues;
        this.texts = texts;
    }

    public boolean shows(String issueKey) {
        return issues.look(issueKey).outcome() == Outcome.SEEN;
    }

    /** Empty for who may not see it. A failure is a sentence: it must not take the issue page down. */
    public String panel(String issueKey) {
        Sight sight = issues.look(issueKey);
        if (sight.outcome() != Outcome.SEEN) {
            return "";
        }
        try {
            return new PanelHtml(texts, issueKey).draw(connector.development(sight.keys()));
        } catch (RuntimeException e) {
            return unreadable(issueKey, e);
        }
    }

    /** Newest repository first; one section that says so when there is nothing. Empty for who may not see it. */
    public List<Section> commits(String issueKey) {
        Sight sight = issues.look(issueKey);
        if (sight.outcome() != Outcome.SEEN) {
            return List.of();
        }
        try {
            Development development = connector.development(sight.keys());
            return sections(development.commits(), development.moreCommits(), issueKey);
        } catch (RuntimeException e) {
            return List.of(new Section(unreadable(issueKey, e), new Date(0)));
        }
    }

    private List<Section> sections(List<Development.Commit> commits, boolean more, String issueKey) {
        CommitsHtml html = new CommitsHtml(texts);
        if (commits.isEmpty()) {
            return List.of(new Section(html.nothing(issueKey), new Date(0)));
        }
        Map<String, List<Development.Commit>> byRepository = new LinkedHashMap<>();
        commits.forEach(commit -> byRepository
                .computeIfAbsent(commit.repository(), none -> new ArrayList<>())
                .add(commit));
        List<Section> sections = new ArrayList<>();
        byRepository.values().forEach(each -> sections.add(new Section(html.draw(each, more), new Date(each.get(0).authored()))));
        if (more) {
            Section last = sections.remove(sections.size() - 1);
            sections.add(new Section(last.html() + html.more(commits.size()), last.newest()));
        }
        return sections;
    }

    private String unreadable(String issueKey, RuntimeException cause) {
        log.warn("The development of {} cannot be read", issueKey, cause);
        return new Html().element("p", "dvcs-unreadable", texts.text("dvcs.issue.unreadable")).toString();
    }
}
