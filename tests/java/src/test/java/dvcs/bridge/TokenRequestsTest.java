package dvcs.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.flatbuffers.FlatBufferBuilder;
import dvcs.wire.Batch;
import dvcs.wire.JobKind;
import dvcs.wire.LookAtToken;
import dvcs.wire.Moment;
import dvcs.wire.Request;
import dvcs.wire.SubmitJob;
import dvcs.wire.TokenGrant;
import dvcs.wire.TokenResult;
import dvcs.wire.TokenState;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TokenRequestsTest {
    private static final String CALLBACK = "https://jira.example.com/plugins/servlet/dvcs/oauth/callback";

    private static SubmitJob submitted(byte[] request) {
        return Request.getRootAsRequest(ByteBuffer.wrap(request.clone())).submit();
    }

    /** What was submitted, while it could still be read. */
    private static SubmitJob captured(Consumer<Consumer<byte[]>> send) {
        AtomicReference<SubmitJob> job = new AtomicReference<>();
        AtomicReference<byte[]> handed = new AtomicReference<>();
        send.accept(bytes -> {
            handed.set(bytes);
            job.set(submitted(bytes));
        });
        assertThat(handed.get()).as("wiped").containsOnly(0);
        return job.get();
    }

    @Test
    void aCodeIsHandedOver() {
        SubmitJob job = captured(to -> TokenRequests.obtain(7, ObtainToken.byCode("app", "secret-ü", CALLBACK, "code", "verifier"), to));
        assertThat(job.id()).isEqualTo(7);
        assertThat(job.kindType()).isEqualTo(JobKind.ObtainToken);
        dvcs.wire.ObtainToken wire = (dvcs.wire.ObtainToken) job.kind(new dvcs.wire.ObtainToken());
        assertThat(wire.grant()).isEqualTo(TokenGrant.AuthorizationCode);
        assertThat(List.of(wire.clientId(), wire.clientSecret(), wire.redirectUri(), wire.code(), wire.codeVerifier(), wire.refreshToken()))
                .containsExactly("app", "secret-ü", CALLBACK, "code", "verifier", "");
    }

    @Test
    void aRefreshIsHandedOver() {
        SubmitJob job = captured(to -> TokenRequests.obtain(8, ObtainToken.byRefresh("app", "secret", CALLBACK, "refresh"), to));
        dvcs.wire.ObtainToken wire = (dvcs.wire.ObtainToken) job.kind(new dvcs.wire.ObtainToken());
        assertThat(wire.grant()).isEqualTo(TokenGrant.RefreshToken);
        assertThat(wire.refreshToken()).isEqualTo("refresh");
        assertThat(wire.code()).isEmpty();
    }

    @Test
    void aRevocationAndALookAreHandedOver() {
        SubmitJob revoke = captured(to -> TokenRequests.revoke(9, new RevokeToken("app", "secret", "token"), to));
        assertThat(revoke.kindType()).isEqualTo(JobKind.RevokeToken);
        assertThat(((dvcs.wire.RevokeToken) revoke.kind(new dvcs.wire.RevokeToken())).token()).isEqualTo("token");
        SubmitJob look = captured(to -> TokenRequests.look(10, TokenKind.ACCESS_TOKEN, "glpat", to));
        LookAtToken wire = (LookAtToken) look.kind(new LookAtToken());
        assertThat(wire.kind()).isEqualTo(dvcs.wire.TokenKind.AccessToken);
        assertThat(wire.token()).isEqualTo("glpat");
    }

    @Test
    void aLongSecretIsWipedToo() {
        captured(to -> TokenRequests.look(1, TokenKind.OAUTH, "x".repeat(200_000), to));
    }

    @Test
    void wipesAlsoWhatCouldNotBeSubmitted() {
        AtomicReference<byte[]> handed = new AtomicReference<>();
        assertThatThrownBy(() -> TokenRequests.look(1, TokenKind.OAUTH, "t", bytes -> {
            handed.set(bytes);
            throw new IllegalStateException("closed");
        })).hasMessage("closed");
        assertThat(handed.get()).containsOnly(0);
    }

    @Test
    void eitherACodeOrARefreshToken() {
        assertThatThrownBy(() -> new ObtainToken("a", "s", CALLBACK, "c", "", "r")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ObtainToken("a", "s", CALLBACK, "", "", "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void printNoSecret() {
        TokenAnswer answer = new TokenAnswer(TokenAnswer.Result.DONE, "t0p", "t0p", 1, 1, "t0p", "", "");
        for (Object each : List.of(ObtainToken.byCode("t0p", "t0p", CALLBACK, "t0p", "t0p"), new RevokeToken("t0p", "t0p", "t0p"), answer)) {
            assertThat(each.toString()).doesNotContain("t0p");
        }
    }

    @Test
    void rowsAreRead() {
        FlatBufferBuilder to = new FlatBufferBuilder(64);
        int[] answers = {dvcs.wire.TokenAnswer.createTokenAnswer(to, TokenResult.Refused, to.createString("a"), to.createString("r"), 7200,
                1_700_000_000L, to.createString("api"), to.createString("invalid_grant"), to.createString("No."))};
        int answerVector = Batch.createTokenAnswersVector(to, answers);
        int scopes = dvcs.wire.TokenStanding.createScopesVector(to, new int[] {to.createString("api"), to.createString("read_user")});
        int name = to.createString("jira");
        dvcs.wire.TokenStanding.startTokenStanding(to);
        dvcs.wire.TokenStanding.addState(to, TokenState.Valid);
        dvcs.wire.TokenStanding.addExpires(to, Moment.createMoment(to, 99, 0));
        dvcs.wire.TokenStanding.addScopes(to, scopes);
        dvcs.wire.TokenStanding.addName(to, name);
        int standingVector = Batch.createTokenStandingsVector(to, new int[] {dvcs.wire.TokenStanding.endTokenStanding(to)});
        Batch.startBatch(to);
        Batch.addTokenAnswers(to, answerVector);
        Batch.addTokenStandings(to, standingVector);
        to.finish(Batch.endBatch(to));
        Batch batch = Batch.getRootAsBatch(ByteBuffer.wrap(to.sizedByteArray()));
        assertThat(TokenAnswer.of(batch)).contains(new TokenAnswer(TokenAnswer.Result.REFUSED, "a", "r", 7200, 1_700_000_000L, "api",
                "invalid_grant", "No."));
        assertThat(TokenStanding.of(batch))
                .contains(new TokenStanding(TokenStanding.State.VALID, 99, List.of("api", "read_user"), "jira", ""));
    }

    @Test
    void aBatchWithoutThemHasNone() {
        FlatBufferBuilder to = new FlatBufferBuilder(64);
        Batch.startBatch(to);
        to.finish(Batch.endBatch(to));
        Batch batch = Batch.getRootAsBatch(ByteBuffer.wrap(to.sizedByteArray()));
        assertThat(TokenAnswer.of(batch)).isEmpty();
        assertThat(TokenStanding.of(batch)).isEmpty();
    }
}
