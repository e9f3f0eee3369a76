package dvcs.plugin;

import dvcs.bridge.NativeFailure;
import dvcs.bridge.ObtainToken;
import dvcs.bridge.RevokeToken;
import dvcs.bridge.TokenAnswer;
import dvcs.bridge.TokenKind;
import dvcs.bridge.TokenStanding;
import dvcs.oauth.TokenEndpoint;
import dvcs.store.AccountRecord;
import dvcs.store.TokenPair;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks authorisation servers through the native core, each time in a session of its own, which has no token. */
final class CoreTokens implements TokenEndpoint {
    /** Longer than the core takes at most: an answer that nobody waits for any more is a pair that is lost. See native/doc/oauth.md. */
    private static final long PATIENCE_SECONDS = 75;
    /** For questions; a request that changes something is sent once. */
    private static final int RETRY_SECONDS = 10;

    private final Supplier<Sessions> sessions;

    CoreTokens(Supplier<Sessions> sessions) {
        this.sessions = sessions;
    }

    @Override
    public Answer exchange(Client client, String code, String verifier) {
        return answer(client, (session, sink) -> session.obtainToken(
                ObtainToken.byCode(client.applicationId(), client.secret(), client.redirectUrl(), code, verifier), sink));
    }

    @Override
    public Answer refresh(Client client, String refreshToken) {
        return answer(client, (session, sink) -> session.obtainToken(
                ObtainToken.byRefresh(client.applicationId(), client.secret(), client.redirectUrl(), refreshToken), sink));
    }

    @Override
    public Answer revoke(Client client, String refreshToken) {
        return answer(client, (session, sink) -> session.revokeToken(new RevokeToken(client.applicationId(), client.secret(), refreshToken), sink));
    }

    @Override
    public Standing standing(AccountRecord account, boolean oauth, String token) {
        AtomicReference<TokenStanding> found = new AtomicReference<>();
        String trouble = run(account, (session, sink) -> session.tokenInfo(oauth ? TokenKind.OAUTH : TokenKind.ACCESS_TOKEN, token, sink),
                batch -> TokenStanding.of(batch).map(standing -> found.getAndSet(standing) == null).orElse(false));
        TokenStanding standing = found.get();
        return standing == null ? new Standing(State.UNKNOWN, 0, "", trouble)
                : new Standing(state(standing.state()), standing.expires() * 1000, String.join(" ", standing.scopes()), standing.why());
    }

    private interface Job {
        ForgeSession.Running begin(ForgeSession session, ForgeSession.Sink sink);
    }

    private Answer answer(Client client, Job job) {
        AccountRecord account = AccountRecord.unlisted(0, client.host(), "", client.url(), true, client.ca());
        AtomicReference<TokenAnswer> found = new AtomicReference<>();
        String trouble = run(account, job, batch -> TokenAnswer.of(batch).map(answer -> found.getAndSet(answer) == null).orElse(false));
        TokenAnswer answer = found.get();
        if (answer == null) {
            return new Answer(Result.LOST, null, "", trouble);
        }
        TokenPair pair = answer.accessToken().isEmpty() ? null
                : new TokenPair(answer.accessToken(), answer.refreshToken(), answer.expiresIn(), answer.scope());
        return new Answer(result(answer.result()), pair, answer.error(), answer.why());
    }

    /** What was in the way if no row came. */
    private String run(AccountRecord account, Job job, Function<dvcs.wire.Batch, Boolean> row) {
        try (ForgeSession session = sessions.get().single(account, "", "-oauth", true, RETRY_SECONDS)) {
            return job.begin(session, row::apply).outcome().get(PATIENCE_SECONDS, TimeUnit.SECONDS).error();
        } catch (TimeoutException e) {
            return "The host did not answer within " + PATIENCE_SECONDS + " s.";
        } catch (ExecutionException e) {
            return String.valueOf(e.getCause().getMessage());
        } catch (NativeFailure | IllegalStateException e) {
            return e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "The request was interrupted.";
        }
    }

    private static Result result(TokenAnswer.Result result) {
        return switch (result) {
            case DONE -> Result.DONE;
            case REFUSED -> Result.REFUSED;
            case NOT_DONE -> Result.NOT_DONE;
            case LOST -> Result.LOST;
        };
    }

    private static State state(TokenStanding.State state) {
        return switch (state) {
            case VALID -> State.VALID;
            case INVALID -> State.INVALID;
            case UNKNOWN -> State.UNKNOWN;
        };
    }
}
