package dvcs.web;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.api.AuditTrail.Action;
import dvcs.api.AuditTrail.Change;
import dvcs.api.AuditTrail.Entry;
import dvcs.api.AuditTrail.Field;
import dvcs.api.AuditTrail.Subject;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AuditingTest {
    private final Fixture fixture = new Fixture().as("admin");

    private Entry only() {
        assertThat(fixture.audited).hasSize(1);
        return fixture.audited.get(0);
    }

    private Exchange send(String method, String path, String body) throws Exception {
        Exchange exchange = fixture.call(method, path).noCheck();
        return fixture.send(body.isEmpty() ? exchange : exchange.body(body));
    }

    /** A new address has to say which of the two it is. */
    @Test
    void everyAddressThatChangesSomethingIsKnown() {
        Set<String> changing = fixture.web.router().routes().stream().filter(route -> !route.method().equals("GET"))
                .map(route -> route.method() + " " + route.pattern()).collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>(Auditing.CHANGES.keySet());
        known.addAll(Auditing.NO_CHANGES);
        assertThat(known).isEqualTo(changing);
        assertThat(Auditing.CHANGES.keySet()).doesNotContainAnyElementsOf(Auditing.NO_CHANGES);
    }

    @Test
    void anAccountThatIsAddedIsWrittenDownWithoutItsToken() throws Exception {
        send("POST", "accounts", "{\"host\":\"gitlab\",\"name\":\"a\",\"url\":\"https://h\",\"token\":\"glpat-secret\"}");
        assertThat(only().action()).isEqualTo(Action.ACCOUNT_ADDED);
        assertThat(only().subject()).isEqualTo(Subject.ACCOUNT);
        assertThat(only().name()).isEqualTo("https://git.example.com/a");
        assertThat(only().id()).isEqualTo("2");
        assertThat(only().changes()).contains(new Change(Field.AUTO_LINK, "", "true"), new Change(Field.TOKEN, "", "***"));
        assertThat(fixture.audited.toString()).doesNotContain("glpat-secret");
    }

    @Test
    void whatIsRemovedIsNamedAsItWas() throws Exception {
        send("DELETE", "accounts/1", "");
        assertThat(only().action()).isEqualTo(Action.ACCOUNT_REMOVED);
        assertThat(only().name()).isEqualTo("https://git.example.com/acme");
        assertThat(only().changes()).contains(new Change(Field.URL, "https://git.example.com/acme", ""));
    }

    @Test
    void aChangeSaysWhatWasBeforeAndWhatIsNow() throws Exception {
        send("PUT", "accounts/1/rules", "{\"include\":\"a/**\",\"exclude\":\"\"}");
        assertThat(only()).isEqualTo(new Entry(Action.RULES_CHANGED, Subject.ACCOUNT, "https://git.example.com/acme", "1",
                java.util.List.of(new Change(Field.INCLUDE, "", "a/**"))));
    }

    @Test
    void decisionsAreWrittenDown() throws Exception {
        send("POST", "repositories/5/deletions", "{\"accept\":true}");
        assertThat(only().name()).isEqualTo("acme/shop");
        assertThat(only().changes()).containsExactly(new Change(Field.ACCEPTED, "", "true"));
        fixture.audited.clear();
        send("POST", "status/resume", "{\"moved\":false}");
        assertThat(only().changes()).containsExactly(new Change(Field.MOVED, "", "false"));
        fixture.audited.clear();
        send("POST", "commands/1/retry", "");
        assertThat(only().name()).startsWith("#").contains("KEY-");
    }

    @Test
    void whatWasRefusedOrOnlyAskedIsNotWrittenDown() throws Exception {
        send("POST", "accounts", "{\"host\":\"gitlab\",\"url\":\"https://h\",\"token\":\"wrong\"}");
        send("DELETE", "accounts/9", "");
        send("POST", "accounts/1/refresh", "");
        send("POST", "accounts/1/webhooks", "");
        send("POST", "accounts/1/rules/preview", "{\"include\":\"a/**\",\"exclude\":\"\"}");
        fixture.as("alice");
        send("DELETE", "accounts/1", "");
        assertThat(fixture.audited).isEmpty();
    }
}
