package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dvcs.api.AccountChange;
import dvcs.api.ConnectorException;
import dvcs.api.Repository;
import dvcs.api.RepositoryRules;
import dvcs.api.RepositoryRules.Effect;
import dvcs.api.RepositoryRules.Rules;
import dvcs.store.TestDatabase;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
class PluginRulesTest extends ServiceFixture {
    private RepositoryRules rules;

    /** acme/app, acme/docs and acme/attic/old, all linked. */
    private void linked(TestDatabase database) {
        use(database);
        rules = new PluginRules(tables, health);
        forge.has(1, "acme/app");
        forge.has(2, "acme/docs");
        forge.has(3, "acme/attic/old");
        connector.add(ACME);
        awaitIdle();
    }

    private int id() {
        return account().id();
    }

    private List<Boolean> linked(long... forgeIds) {
        return LongStream.of(forgeIds).mapToObj(each -> repository(each).linked()).toList();
    }

    private void refresh() {
        connector.refresh(id());
        awaitIdle();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aPreviewSaysWhatWouldHappenAndNothingDoes(TestDatabase database) {
        linked(database);
        String before = database.snapshot("ACCOUNT", "REPOSITORY");
        Effect effect = rules.preview(id(), new Rules("", "acme/attic/"));
        assertThat(effect.listed()).isEqualTo(3);
        assertThat(effect.linked()).isEqualTo(2);
        assertThat(effect.unlinked().first()).containsExactly("acme/attic/old");
        assertThat(effect.newlyLinked().count()).isZero();
        assertThat(database.snapshot("ACCOUNT", "REPOSITORY")).isEqualTo(before);
        assertThat(rules.rules(id())).isEqualTo(Rules.NONE);
        assertThatThrownBy(() -> rules.preview(99, Rules.NONE)).isInstanceOfSatisfying(ConnectorException.class, e -> assertThat(e.status()).isEqualTo(404));
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatIsExcludedIsUnlinkedAndWhatIsLetAgainComesBack(TestDatabase database) {
        linked(database);
        Effect saved = rules.save(id(), new Rules("acme/*", "**/docs"));
        assertThat(saved.linked()).isEqualTo(1);
        assertThat(saved.unlinked().first()).containsExactly("acme/attic/old", "acme/docs");
        assertThat(linked(1, 2, 3)).containsExactly(true, false, false);
        assertThat(commits()).containsExactly("acme/app");
        refresh();
        assertThat(linked(1, 2, 3)).as("a refresh links nothing").containsExactly(true, false, false);
        forge.has(4, "acme/attic/new");
        forge.has(5, "acme/new");
        refresh();
        assertThat(linked(4, 5)).as("nor does auto link, but what they let").containsExactly(false, true);
        assertThat(repository(4).state()).isEqualTo(Repository.State.UNLINKED);
        assertThatThrownBy(() -> connector.link(repository(4).id(), true)).hasMessageContaining("acme/attic/new")
                .hasMessageContaining("no rule of the account includes it").isInstanceOfSatisfying(ConnectorException.class, e -> assertThat(e.status()).isEqualTo(409));
        Effect effect = rules.save(id(), new Rules("", "**/docs"));
        assertThat(effect.newlyLinked().first()).containsExactly("acme/attic/new", "acme/attic/old");
        awaitIdle();
        assertThat(linked(1, 2, 3, 4, 5)).containsExactly(true, false, true, true, true);
        assertThat(commits()).containsExactly("acme/app", "acme/attic/new", "acme/attic/old", "acme/new");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatAnAdministratorUnlinkedStaysSo(TestDatabase database) {
        linked(database);
        connector.link(repository(1).id(), false);
        rules.save(id(), new Rules("", "acme/**"));
        connector.update(id(), new AccountChange(null, false));
        forge.has(4, "acme/new");
        refresh();
        Effect effect = rules.save(id(), Rules.NONE);
        assertThat(effect.newlyLinked().first()).as("and without auto link nothing new is linked").containsExactly("acme/attic/old", "acme/docs");
        assertThat(linked(1, 2, 3, 4)).containsExactly(false, true, true, false);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void aRunOfWhatIsExcludedEnds(TestDatabase database) {
        linked(database);
        forge.answers(1, (job, asked) -> List.of());
        connector.sync(repository(1).id(), false);
        await("it runs", () -> service.queue().running() == 1);
        rules.save(id(), new Rules("", "acme/app"));
        awaitIdle();
        assertThat(linked(1)).containsExactly(false);
        assertThat(repository(1).error()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void whatMovesIntoAnExcludedGroupGoesWithIt(TestDatabase database) {
        linked(database);
        rules.save(id(), new Rules("", "acme/attic/"));
        forge.has(1, "acme/attic/app");
        forge.has(3, "acme/old");
        refresh();
        assertThat(linked(1, 2, 3)).containsExactly(false, true, true);
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void ofManyTheFirstTwentyAreNamed(TestDatabase database) {
        use(database);
        rules = new PluginRules(tables, health);
        LongStream.rangeClosed(1, 30).forEach(each -> forge.has(each, String.format("acme/r%02d", each)));
        connector.add(ACME);
        awaitIdle();
        Effect effect = rules.preview(id(), new Rules("", "acme/r*"));
        assertThat(effect.unlinked().count()).isEqualTo(30);
        assertThat(effect.unlinked().first()).hasSize(20).startsWith("acme/r01").endsWith("acme/r20");
        assertThat(effect.linked()).isZero();
    }
}
