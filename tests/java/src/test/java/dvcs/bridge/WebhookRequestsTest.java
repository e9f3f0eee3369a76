package dvcs.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.flatbuffers.FlatBufferBuilder;
import dvcs.wire.Batch;
import dvcs.wire.EnsureHooks;
import dvcs.wire.HookChange;
import dvcs.wire.HookKind;
import dvcs.wire.HookStanding;
import dvcs.wire.HookState;
import dvcs.wire.JobKind;
import dvcs.wire.Moment;
import dvcs.wire.Outcome;
import dvcs.wire.RemoveHooks;
import dvcs.wire.Request;
import dvcs.wire.SubmitJob;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WebhookRequestsTest {
    private static final List<WebhookPlace> PLACES =
            List.of(new WebhookPlace(1L << 40, "acme/ü", false, true), new WebhookPlace(2, "acme/old", true, false));

    private static EnsureWebhooks ensure() {
        return new EnsureWebhooks("acme/space", PLACES, "https://jira.example/hook/1", List.of("https://old.example/hook/1"),
                "whsec_t0psecret", Set.of(WebhookKind.PUSH, WebhookKind.REPOSITORY),
                List.of(new KnownWebhook(0, 5), new KnownWebhook(2, 1L << 33)), false, true);
    }

    private static SubmitJob submitted(byte[] request) {
        return Request.getRootAsRequest(ByteBuffer.wrap(request)).submit();
    }

    @Test
    void whatShallStandIsHandedOver() {
        SubmitJob job = submitted(WebhookRequests.ensure(7, ensure()));
        assertThat(job.id()).isEqualTo(7);
        assertThat(job.kindType()).isEqualTo(JobKind.EnsureHooks);
        EnsureHooks hooks = (EnsureHooks) job.kind(new EnsureHooks());
        assertThat(hooks.group()).isEqualTo("acme/space");
        assertThat(hooks.repositoriesLength()).isEqualTo(2);
        assertThat(hooks.repositories(0).id()).isEqualTo(1L << 40);
        assertThat(hooks.repositories(0).path()).isEqualTo("acme/ü");
        assertThat(hooks.repositories(0).empty()).isTrue();
        assertThat(hooks.repositories(1).archived()).isTrue();
        assertThat(hooks.url()).isEqualTo("https://jira.example/hook/1");
        assertThat(hooks.formerUrls(0)).isEqualTo("https://old.example/hook/1");
        assertThat(hooks.secret()).isEqualTo("whsec_t0psecret");
        assertThat(Set.of(hooks.kinds(0), hooks.kinds(1))).isEqualTo(Set.of(HookKind.Push, HookKind.Repository));
        assertThat(hooks.knownLength()).isEqualTo(2);
        assertThat(hooks.known(0).repositoryId()).isZero();
        assertThat(hooks.known(1).hookId()).isEqualTo(1L << 33);
        assertThat(hooks.verifyCertificate()).isFalse();
        assertThat(hooks.lookOnly()).isTrue();
    }

    @Test
    void whatShallGoIsHandedOver() {
        SubmitJob job = submitted(WebhookRequests.remove(8,
                new RemoveWebhooks("", PLACES, List.of("https://a/", "https://b/"), List.of(new KnownWebhook(2, 9)))));
        assertThat(job.kindType()).isEqualTo(JobKind.RemoveHooks);
        RemoveHooks hooks = (RemoveHooks) job.kind(new RemoveHooks());
        assertThat(hooks.group()).isEmpty();
        assertThat(hooks.repositoriesLength()).isEqualTo(2);
        assertThat(hooks.urlsLength()).isEqualTo(2);
        assertThat(hooks.urls(1)).isEqualTo("https://b/");
        assertThat(hooks.known(0).hookId()).isEqualTo(9);
    }

    @Test
    void fiveThousandRepositoriesFit() {
        List<WebhookPlace> many = java.util.stream.IntStream.rangeClosed(1, 5_000)
                .mapToObj(i -> new WebhookPlace(i, "acme/some/where/repository-" + i, false, false)).toList();
        byte[] request = WebhookRequests.remove(1, new RemoveWebhooks("", many, List.of("https://a/"), List.of()));
        RemoveHooks hooks = (RemoveHooks) submitted(request).kind(new RemoveHooks());
        assertThat(hooks.repositories(4_999).path()).isEqualTo("acme/some/where/repository-5000");
    }

    @Test
    void theSecretIsNotPrinted() {
        assertThat(ensure().toString()).doesNotContain("t0psecret").contains("acme/space");
    }

    @Test
    void rowsOfABatchAreRead() {
        FlatBufferBuilder to = new FlatBufferBuilder(256);
        int status = to.createString("500");
        int found = to.createString("It is paused.");
        int remedy = to.createString("Look there.");
        HookStanding.startHookStanding(to);
        HookStanding.addRepositoryId(to, 42);
        HookStanding.addHookId(to, 7);
        HookStanding.addOutcome(to, Outcome.Warning);
        HookStanding.addState(to, HookState.Paused);
        HookStanding.addChange(to, HookChange.Updated);
        HookStanding.addPausedUntil(to, Moment.createMoment(to, 99, 0));
        HookStanding.addSigns(to, true);
        HookStanding.addLastStatus(to, status);
        HookStanding.addFound(to, found);
        HookStanding.addRemedy(to, remedy);
        int first = HookStanding.endHookStanding(to);
        HookStanding.startHookStanding(to);
        int second = HookStanding.endHookStanding(to);
        int hooks = Batch.createHooksVector(to, new int[] {first, second});
        Batch.startBatch(to);
        Batch.addHooks(to, hooks);
        to.finish(Batch.endBatch(to));
        List<WebhookStanding> rows = WebhookStanding.of(Batch.getRootAsBatch(ByteBuffer.wrap(to.sizedByteArray())));
        assertThat(rows).containsExactly(
                new WebhookStanding(42, 7, WebhookStanding.Result.WARNING, WebhookStanding.State.PAUSED,
                        WebhookStanding.Change.UPDATED, 99, true, "500", "It is paused.", "Look there."),
                new WebhookStanding(0, 0, WebhookStanding.Result.OK, WebhookStanding.State.UNKNOWN, WebhookStanding.Change.NONE,
                        0, false, "", "", ""));
    }
}
