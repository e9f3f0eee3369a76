package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dvcs.api.ConnectorException;
import dvcs.api.Diagnosis;
import dvcs.bridge.Batches;
import dvcs.store.TestDatabase;
import dvcs.wire.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** "Check connection": a job of its own beside those of the account. */
class DoctorTest extends ServiceFixture {
    private final TestDatabase database = TestDatabase.open("h2");
    private final List<Long> jobs = new ArrayList<>();
    private int id;

    @BeforeEach
    void anAccount() {
        use(database);
        id = connector.add(ACME).id();
        awaitIdle();
        forge.doctor(job -> {
            jobs.add(job);
            return List.of(finding("TCP", Outcome.Ok, job));
        });
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private byte[] finding(String step, byte outcome, long job) {
        return new Batches().finding(step, outcome, "It was seen.", outcome == Outcome.Ok ? "" : "Do something.").build(forge.next(), job, 0);
    }

    private void put(byte[] batch) {
        natives.put(forge.doctorsSession(), batch);
    }

    private Diagnosis ended() {
        await("the diagnosis has ended", () -> !connector.diagnosis(id).running());
        return connector.diagnosis(id);
    }

    @Test
    void findingsAreSeenWhileTheyCome() {
        assertThat(connector.diagnosis(id)).isEqualTo(Diagnosis.NONE);
        assertThat(connector.diagnose(id).running()).isTrue();
        await("the first step", () -> connector.diagnosis(id).findings().size() == 1);
        assertThat(connector.diagnosis(id).running()).isTrue();
        put(finding("proxy", Outcome.Warning, jobs.get(0)));
        await("the second step", () -> connector.diagnosis(id).findings().size() == 2);
        put(new Batches().finding("token", Outcome.Skipped, "Not tried.", "").finished(true).build(forge.next(), jobs.get(0), 0));
        Diagnosis diagnosis = ended();
        assertThat(diagnosis.problem()).isEmpty();
        assertThat(diagnosis.startedAt()).isPositive();
        assertThat(diagnosis.findings()).containsExactly(
                new Diagnosis.Finding("TCP", Diagnosis.Outcome.OK, "It was seen.", ""),
                new Diagnosis.Finding("proxy", Diagnosis.Outcome.WARNING, "It was seen.", "Do something."),
                new Diagnosis.Finding("token", Diagnosis.Outcome.SKIPPED, "Not tried.", ""));
        await("its session is closed", () -> !natives.isOpen(forge.doctorsSession()));
        assertThat(forge.requests()).contains("diagnose acme");
    }

    @Test
    void oneAtATimeForEachAccountAndThenAnew() {
        Diagnosis first = connector.diagnose(id);
        connector.diagnose(id);
        assertThat(jobs).hasSize(1);
        put(new Batches().finished(true).build(forge.next(), jobs.get(0), 0));
        assertThat(ended().startedAt()).isEqualTo(first.startedAt());
        assertThat(connector.diagnose(id).findings()).hasSizeLessThanOrEqualTo(1);
        assertThat(jobs).hasSize(2);
    }

    @Test
    void aRefusedTokenIsAFindingAndStopsNothing() {
        connector.diagnose(id);
        put(new Batches().finding("token", Outcome.Failed, "It has expired.", "Create one.")
                .failed(ScriptedForge.UNAUTHORIZED, "It has expired.").build(forge.next(), jobs.get(0), 0));
        assertThat(ended().problem()).isEmpty();
        assertThat(connector.account(id).orElseThrow().error()).isEmpty();
    }

    @Test
    void aDiagnosisThatCannotEndSaysWhy() {
        connector.diagnose(id);
        put(new Batches().failed(1, "A fault in the connector ended this job.").build(forge.next(), jobs.get(0), 0));
        assertThat(ended().problem()).isEqualTo("A fault in the connector ended this job.");
        assertThat(ended().findings()).hasSize(1);
    }

    @Test
    void aClosingCoreEndsIt() {
        connector.diagnose(id);
        core.close();
        assertThat(ended().problem()).contains("closed");
    }

    @Test
    void aRemovedAccountHasNoDoctor() {
        connector.remove(id);
        assertThatThrownBy(() -> connector.diagnose(id)).isInstanceOf(ConnectorException.class).hasMessageContaining("no account");
        assertThatThrownBy(() -> connector.diagnosis(id)).isInstanceOf(ConnectorException.class).hasMessageContaining("no account");
    }
}
