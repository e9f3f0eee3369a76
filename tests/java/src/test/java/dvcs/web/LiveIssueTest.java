package dvcs.web;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.Development;
import dvcs.api.Development.Branch;
import dvcs.api.Development.Commit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an open issue page asks each second, and how it gets what is new. */
class LiveIssueTest {
    private static final String VERSION = "issues/KEY-1/development/version";
    private static final String HTML = "issues/KEY-1/development/html";

    private final Fixture fixture = new Fixture().as("alice");

    @Test
    void anUnchangedVersionIsAnsweredWithoutABody() throws Exception {
        Exchange first = fixture.send(fixture.call("GET", VERSION));
        assertThat(first.json().get("version").asText()).isEqualTo("v1");
        assertThat(first.answered("ETag")).isEqualTo("\"v1\"");
        Exchange same = fixture.send(fixture.call("GET", VERSION).header("If-None-Match", "\"v1\""));
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.content()).isEmpty();
        fixture.connector.version = "v2";
        Exchange other = fixture.send(fixture.call("GET", VERSION).header("If-None-Match", "\"v1\""));
        assertThat(other.status()).isEqualTo(200);
        assertThat(other.json().get("version").asText()).isEqualTo("v2");
    }

    @Test
    void allKeysCountAndNothingElseIsRead() throws Exception {
        fixture.send(fixture.call("GET", VERSION));
        fixture.send(fixture.call("GET", VERSION));
        assertThat(fixture.connector.asked).containsExactly("version [KEY-1, OLD-1]", "version [KEY-1, OLD-1]");
    }

    @Test
    void whoLosesTheIssueLearnsNothingMore() throws Exception {
        fixture.send(fixture.call("GET", VERSION));
        for (String path : List.of(VERSION, HTML)) {
            assertThat(fixture.as("bob").send(fixture.call("GET", path).header("If-None-Match", "\"v1\"")).status()).isEqualTo(403);
            assertThat(fixture.as(null).send(fixture.call("GET", path).header("If-None-Match", "\"v1\"")).status()).isEqualTo(401);
        }
        assertThat(fixture.connector.asked).hasSize(1);
    }

    @Test
    void thePanelComesWithTheVersionThatWasThereBeforeItWasRead() throws Exception {
        fixture.connector.development = new Development(List.of(commit("<b>KEY-1</b>")), List.of(new Branch("b", "r", "https://h/b", "ab")), List.of());
        var answer = fixture.send(fixture.call("GET", HTML)).json();
        assertThat(answer.get("version").asText()).isEqualTo("v1");
        assertThat(answer.get("panel").asText()).contains("data-api=\"/jira/plugins/servlet/dvcs/api/1/\"", "data-issue=\"KEY-1\"", "data-version=\"v1\"", "&lt;b&gt;KEY-1").doesNotContain("<b>");
        assertThat(answer.get("tab")).isEmpty();
        assertThat(fixture.connector.asked).containsExactly("version [KEY-1, OLD-1]", "development [KEY-1, OLD-1]");
    }

    @Test
    void theTabComesBlockByBlock() throws Exception {
        fixture.connector.development = new Development(List.of(commit("KEY-1")), List.of(), List.of());
        var answer = fixture.send(fixture.call("GET", HTML).query("tab", "true")).json();
        assertThat(answer.get("tab")).hasSize(1);
        assertThat(answer.get("tab").get(0).asText()).startsWith("<div class=\"dvcs-tab dvcs-commits\" data-key=\"").contains("data-key=\"0123");
        assertThat(fixture.send(fixture.call("GET", HTML).query("tab", "perhaps")).status()).isEqualTo(400);
    }

    @Test
    void anEmptyTabCanBecomeAFullOne() throws Exception {
        var answer = fixture.send(fixture.call("GET", HTML).query("tab", "true")).json();
        assertThat(answer.get("tab").get(0).asText()).startsWith("<div class=\"dvcs-tab\">");
    }

    private static Commit commit(String message) {
        return new Commit("0123456789abcdef", "r", "https://h/r", "https://h/r/c", "Ann", "ann@example.com", 1632131422000L, 0, 1, message, false);
    }
}
