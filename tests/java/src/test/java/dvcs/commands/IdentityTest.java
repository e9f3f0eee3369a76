package dvcs.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dvcs.api.SmartCommits.AuthorPolicy;
import dvcs.commands.JiraActions.Person;
import dvcs.store.AuthorMappings;
import dvcs.store.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IdentityTest {
    private final TestDatabase database = TestDatabase.open("h2");
    private final AuthorMappings mappings = new AuthorMappings(database.database(), TestDatabase.CLOCK);
    private final JiraActions jira = mock(JiraActions.class);
    private final Identity identity = new Identity(jira, mappings);
    private final List<Person> people = new ArrayList<>();

    /** A Jira that finds generously, as one whose directory ignores case in every alphabet. */
    @BeforeEach
    void users() {
        when(jira.byEmail(anyString())).thenAnswer(call -> people.stream()
                .filter(person -> person.email().equalsIgnoreCase(call.getArgument(0))).toList());
        when(jira.byName(anyString())).thenAnswer(call -> first(person -> person.name().equalsIgnoreCase(call.getArgument(0))));
        when(jira.byKey(any())).thenAnswer(call -> first(person -> person.key().equals(call.getArgument(0))));
        person("ann", "Ann Abbot", "ann@example.com", true);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Optional<Person> first(java.util.function.Predicate<Person> test) {
        return people.stream().filter(test).findFirst();
    }

    private void person(String name, String displayName, String email, boolean active) {
        people.add(new Person("u-" + name, name, displayName, email, active));
    }

    private Actor of(String name, String email) {
        return identity.of(new Identity.Author(name, email, false), 1, AuthorPolicy.COMPATIBLE);
    }

    private String user(String name, String email) {
        return of(name, email).user().name();
    }

    private String refusal(String name, String email) {
        Actor actor = of(name, email);
        assertThat(actor.user()).isNull();
        return actor.reason();
    }

    @Test
    void theEmailDecidesWhateverItsCase() {
        assertThat(user("Somebody", "ANN@Example.com")).isEqualTo("ann");
        assertThat(user("Somebody", " ann@example.com ")).isEqualTo("ann");
    }

    @Test
    void noEmailMeansTheName() {
        assertThat(user("ann", "")).isEqualTo("ann");
        assertThat(user("Ann", "other@example.com")).isEqualTo("ann");
        assertThat(refusal("Ann Abbot", "other@example.com")).contains("Ann Abbot <other@example.com>").contains("mapping");
        assertThat(refusal("", "")).contains("No user");
    }

    @Test
    void aLetterThatLooksLikeAnotherIsAnother() {
        person("kim", "Kim", "kim@example.com", true);
        assertThat("\u212Aim@example.com".equalsIgnoreCase("kim@example.com")).isTrue();
        assertThat(refusal("nobody", "\u212Aim@example.com")).contains("No user");
        assertThat(refusal("nobody", "\u0430nn@example.com")).contains("No user");
        assertThat(refusal("\u212Aim", "")).contains("No user");
        mappings.add(0, "kirk@example.com", "u-kim");
        assertThat(refusal("nobody", "\u212Airk@example.com")).contains("No user");
    }

    @Test
    void ofSeveralWithOneAddressTheNameDecides() {
        person("carol", "Carol Clark", "pair@example.com", true);
        person("carl", "Carl Clark", "pair@example.com", true);
        assertThat(user("carl", "pair@example.com")).isEqualTo("carl");
        assertThat(user("Carol Clark", "pair@example.com")).isEqualTo("carol");
        assertThat(refusal("Clark", "pair@example.com")).contains("2 users").contains("which of them");
        person("carl2", "Carl Clark", "pair@example.com", true);
        assertThat(refusal("Carl Clark", "pair@example.com")).contains("3 users");
    }

    @Test
    void whoHasLeftDoesNotAct() {
        person("dave", "Dave", "dave@example.com", false);
        assertThat(refusal("x", "dave@example.com")).contains("not active");
        assertThat(refusal("dave", "")).contains("not active");
        person("dave2", "Dave", "dave@example.com", true);
        assertThat(user("x", "dave@example.com")).isEqualTo("dave2");
    }

    @Test
    void aMappingComesFirstTheAccountsOwnBeforeTheGeneral() {
        person("bot", "Bot", "bot@example.com", true);
        person("ci", "CI", "ci@example.com", true);
        mappings.add(0, "Ann@example.com", "u-bot");
        assertThat(user("x", "ann@example.com")).isEqualTo("bot");
        mappings.add(1, "The Builder", "u-ci");
        assertThat(user("the builder", "ann@example.com")).isEqualTo("ci");
        mappings.add(1, "ann@example.com", "u-ann");
        assertThat(user("the builder", "ann@example.com")).isEqualTo("ann");
        mappings.add(0, "gone@example.com", "u-nobody");
        assertThat(refusal("x", "gone@example.com")).contains("does not exist any more");
    }

    @Test
    void strictBelievesTheForgeOnly() {
        Identity.Author author = new Identity.Author("ann", "ann@example.com", false);
        assertThat(identity.of(author, 1, AuthorPolicy.STRICT).reason()).contains("strict").contains("the forge is asked");
        assertThat(identity.of(new Identity.Author("ann", "ann@example.com", true), 1, AuthorPolicy.STRICT).user().name()).isEqualTo("ann");
        mappings.add(1, "ann@example.com", "u-ann");
        assertThat(identity.of(author, 1, AuthorPolicy.STRICT).user()).as("whom the mapping is for the commit says itself").isNull();
    }

    /** The forge vouches for the address; whose name that is the author made up. */
    @Test
    void strictFindsNobodyByName() {
        Identity.Author bobsAddress = new Identity.Author("ann", "bob@example.com", true);
        assertThat(identity.of(bobsAddress, 1, AuthorPolicy.STRICT).reason()).contains("No user has the e-mail address");
        assertThat(identity.of(bobsAddress, 1, AuthorPolicy.COMPATIBLE).user().name()).isEqualTo("ann");
        mappings.add(0, "ann", "u-ann");
        assertThat(identity.of(bobsAddress, 1, AuthorPolicy.STRICT).user()).as("nor by a mapping of the name").isNull();
        person("bob", "Bob", "bob@example.com", true);
        person("bob2", "Bob the Second", "bob@example.com", true);
        assertThat(identity.of(new Identity.Author("bob2", "bob@example.com", true), 1, AuthorPolicy.STRICT).reason()).contains("2 users").contains("nothing says");
    }

    @Test
    void aNameThatIsSomebodysAddressIsNotThatAddress() {
        mappings.add(0, "boss@example.com", "u-ann");
        assertThat(user("x", "boss@example.com")).isEqualTo("ann");
        assertThat(refusal("boss@example.com", "mallory@example.com")).contains("No user");
        mappings.add(0, "Builder", "u-ann");
        assertThat(user("builder", "ci@example.com")).isEqualTo("ann");
        assertThat(refusal("x", "Builder")).contains("No user");
    }
}
