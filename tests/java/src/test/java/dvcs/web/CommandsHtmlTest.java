package dvcs.web;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.CommandState;
import dvcs.api.Development;
import dvcs.api.Development.Changes;
import dvcs.api.Development.Commit;
import dvcs.api.Development.SmartCommand;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A commit's smart commit on the panel and on the Commits tab. */
class CommandsHtmlTest {
    private Fixture fixture;
    private IssuePage page;

    @BeforeEach
    void alice() {
        fixture = new Fixture().as("alice");
        page = new IssuePage(fixture.connector, fixture::look, English.TEXTS, () -> "");
    }

    private static SmartCommand command(CommandState state, String reason) {
        return new SmartCommand("KEY-1", "time", "12d 5h", state, reason);
    }

    private void shows(SmartCommand... commands) {
        fixture.connector.development = new Development(List.of(new Commit("0123456789abcdef", "r", "https://h/r", "https://h/c", "Ann",
                "ann@example.com", 1632131422000L, 0, 1, "KEY-1 #time 12d 5h", false, Changes.NOT_LOADED, List.of(commands))), List.of(), List.of());
    }

    private String tab() {
        return page.commits("KEY-1").get(0).html();
    }

    private List<String> both() {
        return List.of(page.panel("KEY-1"), tab());
    }

    @ParameterizedTest
    @CsvSource({
        "DONE, ✓, Done, dvcs-command-done", "FAILED, ✗, Failed, dvcs-command-failed", "REFUSED, ✗, Refused, dvcs-command-failed",
        "NOT_EXECUTED, ✗, Not executed, dvcs-command-failed dvcs-command-quiet", "DISMISSED, ✗, Dismissed, dvcs-command-failed dvcs-command-quiet",
        "REPEATED, ✗, Repeated, dvcs-command-repeated", "UNKNOWN, ?, Unknown, dvcs-command-unknown", "WAITING, …, Waiting, dvcs-command-waiting",
        "CLAIMED, …, Taken, dvcs-command-waiting", "EXECUTING, …, Executing, dvcs-command-waiting"})
    void saysTheStateInASignAndInWords(CommandState state, String sign, String word, String style) {
        shows(command(state, "That is why."));
        assertThat(both()).allSatisfy(html -> assertThat(html).contains("<ul class=\"dvcs-list dvcs-commands\" aria-label=\"Smart commit\">"
                + "<li class=\"dvcs-command " + style + "\"><span class=\"dvcs-command-sign\" aria-hidden=\"true\">" + sign + "</span> "
                + "<span class=\"dvcs-command-state\">" + word + "</span> <code class=\"dvcs-command-text\">#time 12d 5h</code> "
                + "<span class=\"dvcs-command-reason\">That is why.</span></li></ul>"));
    }

    @ParameterizedTest
    @EnumSource(CommandState.class)
    void whatIsAboutNoCommandInParticularHasItsReason(CommandState state) {
        shows(new SmartCommand("", "", "", state, "Nothing is executed."));
        assertThat(both()).allSatisfy(html -> assertThat(html).contains(">Nothing is executed.<").doesNotContain("<code"));
    }

    @Test
    void aDoneOneNeedsNoReasonAndACommitWithoutOneNoList() {
        shows(new SmartCommand("KEY-1", "close", "", CommandState.DONE, ""));
        assertThat(both()).allSatisfy(html -> assertThat(html).contains(">#close</code></li>").doesNotContain("dvcs-command-reason"));
        shows();
        assertThat(both()).allSatisfy(html -> assertThat(html).doesNotContain("dvcs-command"));
    }

    @Test
    void ofManyTheFirstAreShownAndTheRestCounted() {
        shows(IntStream.range(0, 12).mapToObj(i -> new SmartCommand("KEY-1", "comment", "no. " + i + ".", CommandState.DONE, ""))
                .toArray(SmartCommand[]::new));
        assertThat(page.panel("KEY-1")).contains(">#comment no. 4.<", ">and 7 more<").doesNotContain("no. 5.");
        assertThat(tab()).contains(">#comment no. 9.<", ">and 2 more<").doesNotContain("no. 10.");
    }

    @Test
    void aLongOneIsCutBetweenCharacters() {
        shows(new SmartCommand("KEY-1", "comment", Stream.generate(() -> "😀").limit(100).reduce("", String::concat), CommandState.DONE, ""));
        assertThat(both()).allSatisfy(html -> assertThat(html).contains("#comment 😀", "😀…</code>"));
        assertThat(tab().codePoints().filter(c -> c == 0x1f600).count()).isEqualTo(75);
    }

    @Test
    void whatTheMessageSaysIsText() {
        String evil = "</code><img src=x onerror=alert(1)>\"'\u0000";
        shows(new SmartCommand(evil, evil, evil, CommandState.FAILED, evil));
        assertThat(both()).allSatisfy(html -> assertThat(html).contains("#&lt;/code&gt;&lt;img", "&quot;&#39;\ufffd").doesNotContain("<img"));
    }
}
