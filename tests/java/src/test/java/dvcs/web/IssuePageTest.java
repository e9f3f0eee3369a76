package dvcs.web;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.CommandState;
import dvcs.api.Development;
import dvcs.api.Development.Branch;
import dvcs.api.Development.ChangedFile;
import dvcs.api.Development.Changes;
import dvcs.api.Development.Commit;
import dvcs.api.Development.MergeRequest;
import dvcs.api.Development.Reviewer;
import dvcs.api.Development.SmartCommand;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IssuePageTest {
    private static final String EVIL = "</script><script>alert(1)</script>\"><img src=x onerror=alert(1)>";
    private static final long TIME = 1632131422000L; // 2021-09-20T09:50:22Z

    private Fixture fixture;
    private IssuePage page;

    @BeforeEach
    void alice() {
        fixture = new Fixture().as("alice");
        page = new IssuePage(fixture.connector, fixture::look, English.TEXTS, () -> "/jira");
    }

    private static Commit commit(String repository, String message, int parents, long authored) {
        return new Commit("0123456789abcdef0123456789abcdef01234567", repository, "https://h/" + repository,
                "https://h/" + repository + "/-/commit/0123", "Ann", "ann@example.com", authored, 120, parents, message, false);
    }

    private void development(List<Commit> commits, List<Branch> branches, List<MergeRequest> requests) {
        fixture.connector.development = new Development(commits, branches, requests);
    }

    private String tab() {
        return String.join("", page.commits("KEY-1").stream().map(IssuePage.Section::html).toList());
    }

    @Test
    void showsAuthorDateMessageAndLink() {
        development(List.of(commit("acme/shop", "KEY-1 first\n\nbody line\n", 1, TIME)), List.of(), List.of());
        assertThat(tab())
                .contains("Ann", "datetime=\"2021-09-20T11:50:22+02:00\"", ">2021-09-20 11:50 +02:00<")
                .contains("href=\"https://h/acme/shop/-/commit/0123\"", ">01234567<", ">KEY-1 first\n\nbody line<")
                .contains("acme/shop", "1 commit")
                .doesNotContain("dvcs-merge");
    }

    @Test
    void lineEndsOfWindowsAreLineEnds() {
        development(List.of(commit("r", "KEY-1 first\r\n\r\nRefs: KEY-2\r\n", 1, TIME)), List.of(), List.of());
        assertThat(tab()).contains(">KEY-1 first\n\nRefs: KEY-2<");
    }

    @Test
    void marksMergesAndCutMessages() {
        Commit cut = new Commit("ab", "r", "", "", "A", "", TIME, 0, 2, "m", true);
        development(List.of(cut), List.of(), List.of());
        assertThat(tab()).contains("dvcs-merge", "was cut here");
    }

    @Test
    void groupsByRepositoryInTheOrderOfTheNewest() {
        development(List.of(commit("b/new", "KEY-1 z", 1, TIME + 2), commit("a/old", "KEY-1 y", 1, TIME + 1),
                commit("b/new", "KEY-1 x", 1, TIME)), List.of(), List.of());
        List<IssuePage.Section> sections = page.commits("KEY-1");
        assertThat(sections).hasSize(2);
        assertThat(sections.get(0).html()).contains("b/new", "KEY-1 z", "KEY-1 x", "2 commits").doesNotContain("a/old");
        assertThat(sections.get(0).newest()).hasTime(TIME + 2);
        assertThat(sections.get(1).html()).contains("a/old", "1 commit");
    }

    @Test
    void whatAForgeSendsIsText() {
        Changes changes = new Changes(true, 1, 1, 1, true, List.of(new ChangedFile(EVIL, EVIL, EVIL, 1, 1, "javascript:alert(3)")));
        Commit evil = new Commit(EVIL, EVIL, "javascript:alert(1)", "javascript:alert(2)", EVIL, EVIL, TIME, 0, 1, EVIL, false, changes,
                List.of(new SmartCommand(EVIL, EVIL, EVIL, CommandState.FAILED, EVIL)));
        Branch branch = new Branch(EVIL, EVIL, "data:text/html,x", EVIL);
        MergeRequest request = new MergeRequest(1, EVIL, "vbscript:x", EVIL, EVIL, false, EVIL, EVIL, EVIL, TIME, true,
                List.of(new Reviewer(EVIL, EVIL, EVIL)));
        development(List.of(evil), List.of(branch), List.of(request));
        for (String html : List.of(tab(), page.panel("KEY-1"))) {
            assertThat(html).doesNotContain("<script", "<img", "href=\"javascript:", "href=\"data:", "href=\"vbscript:", "onerror=alert(1)>");
            assertThat(html).contains("&lt;script&gt;");
        }
    }

    @Test
    void countsAllAndListsTheNewest() {
        development(
                IntStream.range(0, 12).mapToObj(i -> commit("r", "KEY-1 no " + i, 1, TIME)).toList(),
                List.of(new Branch("feature/KEY-1#1", "r", "https://h/r/-/tree/x", "ab")),
                List.of(new MergeRequest(7, "r", "https://h/7", "KEY-1 title", "merged", false, "a", "b", "Ann", TIME),
                        new MergeRequest(8, "r", "https://h/8", "KEY-1 draft", "opened", true, "a", "b", "Ann", TIME)));
        String html = page.panel("KEY-1");
        assertThat(html).contains("12 commits", "1 branch", "2 merge requests", "and 7 more", "KEY-1 no 4").doesNotContain("KEY-1 no 5");
        assertThat(html).contains("feature/KEY-1#1", ">Merged<", ">Open<", ">Draft<", "!7 KEY-1 title", "page=dvcs.native.connector:dvcs-commits");
    }

    @Test
    void aVeryLongTabSaysWhatItLeavesOut() {
        development(IntStream.range(0, 501).mapToObj(i -> commit("r", "KEY-1", 1, TIME)).toList(), List.of(), List.of());
        assertThat(tab()).contains("The newest 500 of 501 commits are shown.").containsOnlyOnce("dvcs-repository");
    }

    private static Commit changed(Changes changes) {
        return new Commit("0123456789abcdef", "r", "https://h/r", "https://h/r/c", "Ann", "ann@example.com", TIME, 0, 1, "KEY-1", false, changes);
    }

    @Test
    void namesTheFilesThatACommitChanged() {
        development(List.of(changed(new Changes(true, 2, 1200, 4, true, List.of(
                new ChangedFile("src/New.java", "", "added", 1200, 0, "https://h/r/new"),
                new ChangedFile("b/moved.txt", "a/old.txt", "renamed", 0, 4, ""))))), List.of(), List.of());
        assertThat(tab()).contains("2 files changed", ">1,200 lines added, 4 removed<", ">+1,200<", ">−4<")
                .contains(">Added<", "href=\"https://h/r/new\"", ">src/New.java<", ">Renamed<", "Renamed from a/old.txt", ">b/moved.txt<")
                .doesNotContain("more<");
    }

    @Test
    void ofManyFilesTheFirstAreNamedAndTheRestCounted() {
        List<ChangedFile> some = IntStream.range(0, 30)
                .mapToObj(i -> new ChangedFile("file-" + i, "", "modified", 1, 1, "")).toList();
        development(List.of(changed(new Changes(true, 22, 22, 22, true, some.subList(0, 22)))), List.of(), List.of());
        assertThat(tab()).contains("22 files changed", ">file-9<", ">and 12 more<").doesNotContain(">file-10<", "dvcs-change-");
        development(List.of(changed(new Changes(true, 3000, 1, 1, false, some))), List.of(), List.of());
        assertThat(tab()).contains("At least 3,000 files changed", ">and 2,990 more<");
        development(List.of(changed(new Changes(true, 1, 0, 0, true, some.subList(0, 1).stream()
                .map(file -> new ChangedFile("logo.png", "", "modified", 0, 0, "")).toList()))), List.of(), List.of());
        assertThat(tab()).contains("1 file changed", ">logo.png<").doesNotContain("dvcs-added", "dvcs-removed", "lines added");
    }

    @Test
    void sayNothingOfChangesThatAreNotLoaded() {
        development(List.of(commit("r", "KEY-1", 1, TIME)), List.of(), List.of());
        assertThat(tab()).doesNotContain("dvcs-changes", "changed");
        development(List.of(changed(new Changes(true, 0, 0, 0, true, List.of()))), List.of(), List.of());
        assertThat(tab()).contains("No file changed").doesNotContain("dvcs-files");
    }

    @Test
    void showsHowTheReviewStands() {
        List<Reviewer> reviewers = List.of(new Reviewer("ann", "Ann", "approved"), new Reviewer("bob", "", "changes_requested"),
                new Reviewer("cid", "Cid", "unreviewed"), new Reviewer("dan", "Dan", "reviewed"), new Reviewer("eve", "Eve", "unknown"),
                new Reviewer("fay", "Fay", "approved"), new Reviewer("gil", "Gil", "approved"));
        development(List.of(), List.of(), List.of(new MergeRequest(7, "r", "https://h/7", "KEY-1", "opened", true, "topic", "main", "Ann",
                TIME, true, reviewers)));
        assertThat(page.panel("KEY-1")).contains(">Open<", ">Draft<", ">Approved<", "topic → main",
                "Reviewers: Ann (approved), bob (changes requested), Cid (not reviewed yet), Dan (reviewed), Eve, and 2 more<");
        development(List.of(), List.of(), List.of(new MergeRequest(7, "r", "https://h/7", "KEY-1", "merged", true, "", "", "Ann", TIME)));
        assertThat(page.panel("KEY-1")).contains(">Merged<").doesNotContain("Draft", "Approved", "Reviewers", "→");
    }

    @Test
    void whatNobodyCountedIsNoExactNumber() {
        List<Commit> commits = IntStream.range(0, 6).mapToObj(i -> commit(i < 5 ? "a" : "b", "KEY-1", 1, TIME)).toList();
        fixture.connector.development = new Development(commits, List.of(new Branch("b", "r", "https://h/b", "ab")), List.of(), true, true, false);
        assertThat(page.panel("KEY-1")).contains(">6+ commits<", ">and 1+ more<", ">1+ branches<");
        assertThat(tab()).contains(">5+ commits<", ">1+ commits<").containsOnlyOnce("The newest 6 commits of this issue are read.");
        assertThat(page.commits("KEY-1")).hasSize(2);
    }

    @Test
    void odditiesDoNotTakeThePageDown() {
        development(List.of(new Commit("", "", "", "", "", "", Long.MAX_VALUE / 1000, 100_000, 0, "\n\n", false)), List.of(), List.of());
        assertThat(tab()).contains("dvcs-commit");
        assertThat(page.panel("KEY-1")).contains("1 commit");
    }

    @Test
    void aFailureIsASentence() {
        fixture.connector.development = null;

        assertThat(page.panel("KEY-1")).contains("cannot be read");
        assertThat(tab()).contains("cannot be read");
    }


    @Test
    void saysWhenThereIsNothing() {
        assertThat(page.panel("KEY-1")).contains("names KEY-1 yet").doesNotContain("dvcs-all");
        assertThat(tab()).contains("No commit names KEY-1 yet");
    }

    @Test
    void whoMayNotSeeItSeesNothingAndNothingIsRead() {
        for (String user : new String[] {"bob", null}) {
            fixture.as(user);
            assertThat(page.shows("KEY-1")).isFalse();
            assertThat(page.panel("KEY-1")).isEmpty();
            assertThat(page.commits("KEY-1")).isEmpty();
        }
        assertThat(fixture.connector.asked).isEmpty();
        assertThat(fixture.as("alice").connector.asked).isEmpty();
        assertThat(page.shows("KEY-1")).isTrue();
    }
}
