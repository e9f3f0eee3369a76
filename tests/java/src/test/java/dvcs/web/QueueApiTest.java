package dvcs.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueueApiTest {
    private final Fixture fixture = new Fixture().as("admin");

    private String refused(String name, String value) throws Exception {
        Exchange exchange = fixture.send(fixture.call("GET", "queue").query(name, value));
        assertThat(exchange.status()).as(name + "=" + value).isEqualTo(400);
        assertThat(exchange.json().get("field").asText()).isEqualTo(name);
        return exchange.json().get("error").asText();
    }

    @Test
    void itIsAskedForAsWanted() throws Exception {
        Exchange exchange = fixture.send(fixture.call("GET", "queue").query("state", "WAITING").query("account", "3").query("search", " shop ")
                .query("start", "25").query("limit", "200"));
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(fixture.connector.asked).containsExactly("queue Filter[state=WAITING, accountId=3, search=shop] 25 200");
        assertThat(exchange.json().get("waiting").asInt()).isEqualTo(1);
        fixture.send(fixture.call("GET", "queue"));
        assertThat(fixture.connector.asked).last().isEqualTo("queue Filter[state=null, accountId=0, search=] 0 25");
    }

    @Test
    void whatIsNoQuestionIsRefusedInWords() throws Exception {
        assertThat(refused("state", "waiting")).contains("RUNNING, WAITING, FAILED");
        assertThat(refused("limit", "0")).contains("1 to 200");
        assertThat(refused("start", "-1")).contains("0 to 1000000");
        assertThat(refused("account", "x")).contains("a number");
        assertThat(refused("search", "x".repeat(256))).contains("255");
        assertThat(fixture.connector.asked).isEmpty();
    }

    @Test
    void whatDoesNotWaitIsNotMoved() throws Exception {
        assertThat(fixture.send(fixture.call("POST", "repositories/5/top").noCheck()).status()).isEqualTo(204);
        Exchange running = fixture.send(fixture.call("POST", "repositories/6/top").noCheck());
        assertThat(running.status()).isEqualTo(409);
        assertThat(running.json().get("error").asText()).contains("does not wait any more");
        assertThat(fixture.connector.asked).containsExactly("top 5");
    }
}
