package dvcs.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTest {
    private static final String NEW = "{\"host\":\"gitlab\",\"name\":\"tools\",\"url\":\"https://h\",\"token\":\"%s\",\"autoLink\":false}";

    private Fixture fixture;

    @BeforeEach
    void administrator() {
        fixture = new Fixture().as("admin");
    }

    private Exchange post(String path, String body) throws Exception {
        Exchange exchange = fixture.call("POST", path).noCheck();
        return fixture.send(body.isEmpty() ? exchange : exchange.body(body));
    }

    @Test
    void addsAnAccountAndNeverRepeatsItsToken() throws Exception {
        Exchange exchange = post("accounts", NEW.formatted("glpat-secret"));
        assertThat(exchange.status()).isEqualTo(201);
        assertThat(exchange.answered("Location")).isEqualTo("accounts/2");
        assertThat(exchange.json().get("name").asText()).isEqualTo("tools");
        assertThat(exchange.content()).doesNotContain("secret").doesNotContain("token");
        assertThat(fixture.connector.asked).containsExactly("add NewAccount[gitlab, tools, https://h]");
    }

    @Test
    void aRefusedTokenIsASentenceBesideItsField() throws Exception {
        Exchange exchange = post("accounts", NEW.formatted("wrong"));
        assertThat(exchange.status()).isEqualTo(502);
        assertThat(exchange.json().get("field").asText()).isEqualTo("token");
        assertThat(fixture.connector.accounts).containsOnlyKeys(1);
    }

    @Test
    void listsAccountsAndPagesOfRepositories() throws Exception {
        assertThat(fixture.send(fixture.call("GET", "accounts")).json().at("/items/0/progress/commitsSeen").asInt()).isEqualTo(30);
        fixture.send(fixture.call("GET", "accounts/1/repositories"));
        fixture.send(fixture.call("GET", "accounts/1/repositories").query("search", " shop ").query("start", "50").query("limit", "200")
                .query("show", "failed"));
        assertThat(fixture.connector.asked).containsExactly("repositories 1 ALL '' 0 25", "repositories 1 FAILED 'shop' 50 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "broken", "all,gone"})
    void refusesAStateThatIsNone(String show) throws Exception {
        Exchange exchange = fixture.send(fixture.call("GET", "accounts/1/repositories").query("show", show));
        assertThat(exchange.status()).isEqualTo(400);
        assertThat(exchange.json().get("field").asText()).isEqualTo("show");
        assertThat(exchange.json().get("error").asText()).contains("all, new, synced, failed, held, gone, unlinked");
        assertThat(fixture.connector.asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"start, -1", "start, x", "limit, 0", "limit, 201", "limit, 1e2", "start, 99999999999", "start, 2147483647"})
    void refusesPagesThatAreNone(String name, String value) throws Exception {
        Exchange exchange = fixture.send(fixture.call("GET", "accounts/1/repositories").query(name, value));
        assertThat(exchange.status()).isEqualTo(400);
        assertThat(exchange.json().get("field").asText()).isEqualTo(name);
    }

    @Test
    void startsWorkInTheBackground() throws Exception {
        assertThat(post("accounts/1/refresh", "").status()).isEqualTo(202);
        assertThat(post("repositories/5/sync", "").status()).isEqualTo(202);
        fixture.send(fixture.call("POST", "repositories/5/sync").noCheck().query("full", "true"));
        assertThat(fixture.connector.asked).containsExactly("refresh 1", "sync 5 false", "sync 5 true");
        assertThat(fixture.send(fixture.call("POST", "repositories/5/sync").noCheck().query("full", "yes")).status()).isEqualTo(400);
    }

    @Test
    void cancelsAndShowsHowItStandsThen() throws Exception {
        Exchange account = post("accounts/1/cancel", "");
        assertThat(account.status()).isEqualTo(202);
        assertThat(account.json().get("id").asInt()).isEqualTo(1);
        Exchange repository = post("repositories/5/cancel", "");
        assertThat(repository.status()).isEqualTo(202);
        assertThat(repository.json().get("id").asInt()).isEqualTo(5);
        assertThat(fixture.connector.asked).containsExactly("cancel 1", "cancelSync 5");
    }

    @Test
    void settlesWhatIsHeldBackOnlyWithAPlainAnswer() throws Exception {
        assertThat(post("accounts/1/deletions", "{\"accept\":true}").status()).isEqualTo(202);
        assertThat(post("accounts/1/deletions", "{\"accept\":false}").status()).isEqualTo(202);
        assertThat(post("repositories/5/deletions", "{\"accept\":true}").status()).isEqualTo(202);
        assertThat(post("repositories/5/deletions", "{\"accept\":false}").status()).isEqualTo(202);
        assertThat(fixture.connector.asked).containsExactly("acceptDeletions 1", "rejectDeletions 1",
                "acceptBranchDeletions 5", "rejectBranchDeletions 5");
        fixture.connector.asked.clear();
        for (String path : List.of("accounts/1/deletions", "repositories/5/deletions")) {
            for (String body : List.of("", "{}", "{\"accept\":null}", "{\"accept\":\"true\"}", "{\"acept\":true}")) {
                assertThat(post(path, body).status()).as("%s %s", path, body).isEqualTo(400);
            }
        }
        assertThat(fixture.connector.asked).as("nothing is removed by mistake").isEmpty();
    }

    @Test
    void theDoctorStartsAndIsFollowed() throws Exception {
        Exchange before = fixture.send(fixture.call("GET", "accounts/1/doctor"));
        assertThat(before.status()).isEqualTo(200);
        assertThat(before.json().get("findings")).isEmpty();
        Exchange started = post("accounts/1/doctor", "");
        assertThat(started.status()).isEqualTo(202);
        assertThat(started.json().get("running").asBoolean()).isTrue();
        assertThat(fixture.connector.asked).containsExactly("diagnose 1");
        assertThat(fixture.send(fixture.call("GET", "accounts/1/doctor")).json().at("/findings/0")).isEqualTo(
                new com.fasterxml.jackson.databind.ObjectMapper().readTree("""
                        {"step": "TCP", "outcome": "FAILED", "found": "It is refused.", "remedy": "Open the port."}"""));
        assertThat(fixture.send(fixture.call("POST", "accounts/1/doctor")).status()).as("without the header").isEqualTo(403);
        assertThat(fixture.send(fixture.call("GET", "accounts/7/doctor")).status()).isEqualTo(404);
    }

    @Test
    void changesAndRemoves() throws Exception {
        fixture.send(fixture.call("PUT", "accounts/1").noCheck().body("{\"autoLink\":false}"));
        fixture.send(fixture.call("PUT", "repositories/5").noCheck().body("{\"linked\":false}"));
        post("status/resume", "{\"moved\":false}");
        Exchange removed = fixture.send(fixture.call("DELETE", "accounts/1").noCheck());
        assertThat(removed.status()).isEqualTo(204);
        assertThat(removed.content()).isEmpty();
        assertThat(fixture.connector.asked).containsExactly(
                "update 1 AccountChange[autoLink=false]", "link 5 false", "resume false", "remove 1");
    }

    @ParameterizedTest
    @CsvSource({"GET, accounts/9", "PUT, accounts/9", "DELETE, accounts/9", "POST, accounts/9/refresh",
        "POST, accounts/9/cancel", "POST, accounts/9/deletions", "GET, accounts/9/repositories", "GET, repositories/9",
        "PUT, repositories/9", "POST, repositories/9/sync", "POST, repositories/9/cancel", "POST, repositories/9/deletions"})
    void whatIsNotThereIs404(String method, String path) throws Exception {
        Exchange exchange = fixture.send(fixture.call(method, path).noCheck());
        assertThat(exchange.status()).isEqualTo(404);
        assertThat(exchange.json().get("error").asText()).contains("removed");
        assertThat(fixture.connector.asked).isEmpty();
    }

    @Test
    void anIssueIsAskedByAllKeysItEverHad() throws Exception {
        fixture.as("alice").send(fixture.call("GET", "issues/KEY-1/development"));
        assertThat(fixture.connector.asked).containsExactly("development [KEY-1, OLD-1]");
    }

    @Test
    void bodiesAreCappedAndMustBeJson() throws Exception {
        byte[] large = new byte[Body.MAX_BYTES + 1];
        Exchange exchange = fixture.call("POST", "accounts").noCheck().header("Content-Type", "application/json").bytes(large);
        assertThat(fixture.send(exchange).status()).isEqualTo(413);
        Exchange form = fixture.call("POST", "accounts").noCheck().body("host=gitlab").header("Content-Type", "application/x-www-form-urlencoded");
        assertThat(fixture.send(form).status()).isEqualTo(415);
        assertThat(post("accounts", "{").status()).isEqualTo(400);
        assertThat(fixture.connector.asked).isEmpty();
    }
}
