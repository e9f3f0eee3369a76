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
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Development panel and the Commits tab of an issue, as finished HTML for the user who is logged in. */
public final class IssuePage {
    private static final Logger log = LoggerFactory.getLogger(IssuePage.class);

    /** One repository's commits on the tab. {@code newest}: when the newest was authored. */
    public record Section(String html, Date newest) {}

    /** @param words for a screen reader */
    record Drawn(String version, String panel, List<String> tab, String words) {}

    private final Connector connector;
    private final IssueAccess issues;
    private final Texts texts;
    private final Supplier<String> contextPath;

    /** {@code contextPath}: what Jira’s addresses begin with. */
    IssuePage(Connector connector, IssueAccess issues, Texts texts, Supplier<String> contextPath) {
        this.connector = connector;
        this.issues = issues;
        this.texts = texts;
        this.contextPath = contextPath;
    }

    public boolean shows(String issueKey) {
        return issues.outcome(issueKey) == Outcome.SEEN;
    }

    /** Empty for who may not see it. A failure is a sentence: it must not take the issue page down. */
    public String panel(String issueKey) {
        Sight sight = issues.look(issueKey);
        if (sight.outcome() != Outcome.SEEN) {
            return "";
        }
        try {
            String version = connector.developmentVersion(sight.keys()); // first: what comes meanwhile is another version
            return panelHtml(issueKey, version).draw(connector.development(sight.keys()));
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
            return sections(connector.development(sight.keys()), issueKey);
        } catch (RuntimeException e) {
            return List.of(new Section(unreadable(issueKey, e), new Date(0)));
        }
    }

    /** What an open page shows from now on. */
    Drawn draw(Sight sight, String issueKey, boolean tab) {
        String version = connector.developmentVersion(sight.keys());
        Development development = connector.development(sight.keys());
        List<String> sections = tab ? sections(development, issueKey).stream().map(Section::html).toList() : List.of();
        return new Drawn(version, panelHtml(issueKey, version).draw(development), sections,
                texts.text("dvcs.panel.updated", issueKey, development.commits().size(), development.branches().size(), development.mergeRequests().size()));
    }

    private PanelHtml panelHtml(String issueKey, String version) {
        return new PanelHtml(texts, issueKey, contextPath.get() + "/plugins/servlet/dvcs/api/1/", version);
    }

    private List<Section> sections(Development development, String issueKey) {
        List<Development.Commit> commits = development.commits();
        boolean more = development.moreCommits();
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
