package dvcs.web;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.SmartCommits;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmartCommitsApiTest {
    private Fixture fixture;

    @BeforeEach
    void administrator() {
        fixture = new Fixture().as("admin");
    }

    private Exchange send(String method, String path, String body) throws Exception {
        Exchange exchange = fixture.call(method, path).noCheck();
        return fixture.send(body.isEmpty() ? exchange : exchange.body(body));
    }

    private void refused(Exchange exchange, String field, String words) throws Exception {
        assertThat(exchange.status()).isEqualTo(400);
        assertThat(exchange.json().get("field").asText()).isEqualTo(field);
        assertThat(exchange.json().get("error").asText()).contains(words).endsWith(".");
        assertThat(fixture.connector.asked).isEmpty();
    }

    private static List<String> names(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
    }

    private static Iterable<String> fields(Exchange exchange, String pointer) throws Exception {
        Iterator<String> names = exchange.json().at(pointer).fieldNames();
        return () -> names;
    }

    @Test
    void listsCommandsByWhatIsAsked() throws Exception {
        Exchange all = fixture.send(fixture.call("GET", "commands"));
        assertThat(all.json().get("total").asInt()).isEqualTo(10);
        assertThat(fields(all, "/items/0")).containsExactlyElementsOf(names(SmartCommits.Command.class));
        fixture.send(fixture.call("GET", "commands").query("state", "NOT_EXECUTED").query("account", "1").query("repository", "5")
                .query("issue", " key-1 ").query("start", "50").query("limit", "200"));
        assertThat(fixture.connector.asked).containsExactly(
                "commands CommandFilter[state=null, accountId=0, repositoryId=0, issueKey=] 0 25",
                "commands CommandFilter[state=NOT_EXECUTED, accountId=1, repositoryId=5, issueKey=key-1] 50 200");
    }

    @ParameterizedTest
    @CsvSource({
        "state, done, one of WAITING", "state, BROKEN, one of WAITING", "account, x, a number", "account, -1, a number",
        "repository, 99999999999, a number", "start, -1, a number", "limit, 201, a number"
    })
    void refusesWhatNoCommandCanBe(String name, String value, String words) throws Exception {
        refused(fixture.send(fixture.call("GET", "commands").query(name, value)), name, words);
    }

    @Test
    void retriesAndDismisses() throws Exception {
        Exchange retried = send("POST", "commands/1/retry", "");
        assertThat(retried.status()).isEqualTo(202);
        assertThat(retried.json().get("state").asText()).isEqualTo("WAITING");
        Exchange dismissed = send("POST", "commands/1/dismiss", "");
        assertThat(dismissed.status()).isEqualTo(200);
        assertThat(dismissed.json().get("state").asText()).isEqualTo("DISMISSED");
        assertThat(fixture.connector.asked).containsExactly("retry 1", "dismiss 1");
    }

    @ParameterizedTest
    @CsvSource({"commands/2/retry, 409, is done", "commands/2/dismiss, 409, is done", "commands/3/retry, 404, no command", "commands/3/dismiss, 404, no command"})
    void saysWhyNot(String path, int status, String words) throws Exception {
        Exchange exchange = send("POST", path, "");
        assertThat(exchange.status()).isEqualTo(status);
        assertThat(exchange.json().get("error").asText()).contains(words);
        assertThat(fixture.connector.asked).isEmpty();
    }

    @Test
    void aDryRunNeedsAMessageAndAnAuthorOnly() throws Exception {
        Exchange exchange = send("POST", "commands/dry-run", "{\"message\":\"KEY-1 #comment x\\n\\tmore\",\"authorEmail\":\" ann@example.com \"}");
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.json().get("items")).hasSize(2);
        assertThat(fields(exchange, "/items/0")).containsExactlyElementsOf(names(SmartCommits.Preview.class));
        send("POST", "commands/dry-run", "{\"message\":\"m\",\"authorName\":\"Ann\",\"accountId\":1,\"repositoryId\":5,\"merge\":true,\"authored\":1700000000000}");
        assertThat(fixture.connector.asked).containsExactly(
                "DryRun[message=KEY-1 #comment x\n\tmore, authorName=, authorEmail=ann@example.com, accountId=0, repositoryId=0, merge=false, authored=0]",
                "DryRun[message=m, authorName=Ann, authorEmail=, accountId=1, repositoryId=5, merge=true, authored=1700000000000]");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "`\"authorName\":\"a\"`, message, message of a commit",
        "`\"message\":\" \\n\",\"authorName\":\"a\"`, message, message of a commit",
        "`\"message\":1,\"authorName\":\"a\"`, message, must be a text",
        "`\"message\":\"\\u0007\",\"authorName\":\"a\"`, message, a character",
        "`\"message\":\"m\"`, authorEmail, e-mail address or name",
        "`\"message\":\"m\",\"authorName\":\"\",\"authorEmail\":\" \"`, authorEmail, e-mail address or name",
        "`\"message\":\"m\",\"authorName\":\"a\\nb\"`, authorName, a character",
        "`\"message\":\"m\",\"authorName\":\"a\",\"accountId\":\"1\"`, accountId, whole number",
        "`\"message\":\"m\",\"authorName\":\"a\",\"accountId\":2147483648`, accountId, whole number",
        "`\"message\":\"m\",\"authorName\":\"a\",\"repositoryId\":-1`, repositoryId, whole number",
        "`\"message\":\"m\",\"authorName\":\"a\",\"repositoryId\":1.5`, repositoryId, whole number",
        "`\"message\":\"m\",\"authorName\":\"a\",\"merge\":\"yes\"`, merge, true or false",
        "`\"message\":\"m\",\"authorName\":\"a\",\"authored\":999999999999999999`, authored, whole number",
        "`\"message\":\"m\",\"authorName\":\"a\",\"author\":\"a\"`, author, not known"
    })
    void aWrongDryRunNamesTheField(String fields, String field, String words) throws Exception {
        refused(send("POST", "commands/dry-run", "{" + fields + "}"), field, words);
    }

    @Test
    void aMessageOfAMegabyteIsRefused() throws Exception {
        refused(send("POST", "commands/dry-run", "{\"message\":\"" + "x".repeat(50_000) + "\",\"authorName\":\"a\"}"), "message", "longer than");
        assertThat(send("POST", "commands/dry-run", "{\"message\":\"" + "x".repeat(1 << 20) + "\"}").status()).isEqualTo(413);
    }

    @Test
    void mapsAuthorsAndForgetsThem() throws Exception {
        assertThat(fixture.send(fixture.call("GET", "author-mappings")).json().at("/items/0/author").asText()).isEqualTo("zoe@example.com");
        assertThat(send("POST", "author-mappings", "{\"author\":\" zoe@example.com \",\"user\":\"ann\"}").status()).isEqualTo(201);
        assertThat(send("POST", "author-mappings", "{\"accountId\":1,\"author\":\"Zoe\",\"user\":\"ann\"}").status()).isEqualTo(201);
        assertThat(send("DELETE", "author-mappings/1", "").status()).isEqualTo(204);
        assertThat(send("DELETE", "author-mappings/2", "").status()).isEqualTo(404);
        assertThat(fixture.connector.asked).containsExactly("map 0 zoe@example.com ann", "map 1 Zoe ann", "unmap 1");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
        "`\"user\":\"ann\"`, author, e-mail address or name", "`\"author\":\"\",\"user\":\"ann\"`, author, e-mail address or name",
        "`\"author\":\"a\"`, user, name of the user", "`\"author\":\"a\",\"user\":\"nobody\"`, user, no user",
        "`\"author\":\"a\",\"user\":\"ann\",\"accountId\":true`, accountId, whole number", "`\"autor\":\"a\"`, autor, not known"
    })
    void aWrongMappingNamesTheField(String fields, String field, String words) throws Exception {
        refused(send("POST", "author-mappings", "{" + fields + "}"), field, words);
    }

    @Test
    void accountsHaveSwitchAndPolicy() throws Exception {
        Exchange account = fixture.send(fixture.call("GET", "accounts/1"));
        assertThat(account.json().get("smartCommits").asBoolean()).isTrue();
        assertThat(account.json().get("authorPolicy").asText()).isEqualTo("COMPATIBLE");
        send("PUT", "accounts/1", "{\"smartCommits\":false}");
        send("PUT", "accounts/1", "{\"authorPolicy\":\"STRICT\"}");
        assertThat(fixture.connector.asked).containsExactly("update 1 AccountChange[autoLink=null, smartCommits=false]",
                "update 1 AccountChange[autoLink=null, authorPolicy=STRICT]");
        fixture.connector.asked.clear();
        refused(send("PUT", "accounts/1", "{\"authorPolicy\":\"lax\"}"), "authorPolicy", "one of COMPATIBLE, STRICT");
        refused(send("PUT", "accounts/1", "{\"smartCommits\":\"on\"}"), "smartCommits", "true or false");
    }

    @Test
    void repositoriesHaveASwitchOfTheirOwn() throws Exception {
        Exchange repository = fixture.send(fixture.call("GET", "repositories/5"));
        assertThat(repository.json().get("smartCommits").asText()).isEqualTo("INHERITED");
        assertThat(repository.json().get("armedAt").asLong()).isZero();
        assertThat(repository.json().get("armRefusal").asText()).isEmpty();
        for (String own : List.of("INHERITED", "ON", "OFF")) {
            assertThat(send("PUT", "repositories/5", "{\"smartCommits\":\"" + own + "\"}").status()).isEqualTo(200);
        }
        send("PUT", "repositories/5", "{\"linked\":false}");
        assertThat(send("PUT", "repositories/5", "{\"linked\":true,\"smartCommits\":\"ON\"}").json().get("id").asInt()).isEqualTo(5);
        assertThat(fixture.connector.asked).containsExactly("switch 5 null", "switch 5 true", "switch 5 false", "link 5 false", "switch 5 true", "link 5 true");
        fixture.connector.asked.clear();
        refused(send("PUT", "repositories/5", "{}"), "linked", "or both");
        refused(send("PUT", "repositories/5", "{\"smartCommits\":true}"), "smartCommits", "must be a text");
        refused(send("PUT", "repositories/5", "{\"linked\":true,\"smartCommits\":\"on\"}"), "smartCommits", "INHERITED, ON, OFF");
        assertThat(send("PUT", "repositories/9", "{\"smartCommits\":\"ON\"}").status()).isEqualTo(404);
        assertThat(fixture.connector.asked).isEmpty();
    }
}
