package dvcs.bridge;

import dvcs.wire.Batch;
import dvcs.wire.TokenResult;
import java.util.Optional;

/**
 * What became of {@link Session#obtainToken} or {@link Session#revokeToken}: one row, before the job's end. A job that ends
 * without one (cancelled, session closed) counts as {@link Result#LOST}. Never printed: it holds the pair.
 *
 * @param expiresIn seconds; 0: never, or not said
 * @param createdAt seconds since 1970 by the forge's clock; 0: not said
 * @param error REFUSED, and NOT_DONE where the forge names one: OAuth's own code, such as invalid_grant
 * @param why a sentence or two for the administrator; empty when it was done
 */
public record TokenAnswer(
        Result result,
        String accessToken,
        String refreshToken,
        long expiresIn,
        long createdAt,
        String scope,
        String error,
        String why) {
    public enum Result {
        /** Obtained, or revoked. */
        DONE,
        /** For good: the same request will never succeed; what was held before is as it was. */
        REFUSED,
        /** It was not sent, or the forge says that it did nothing: ask again later. */
        NOT_DONE,
        /** The request was sent and no whole answer came: it may have been done, and the old pair may be dead. */
        LOST
    }

    /** Empty: this batch has none. */
    public static Optional<TokenAnswer> of(Batch batch) {
        return batch.tokenAnswersLength() == 0 ? Optional.empty() : Optional.of(of(batch.tokenAnswers(0)));
    }

    private static TokenAnswer of(dvcs.wire.TokenAnswer wire) {
        return new TokenAnswer(result(wire.result()), text(wire.accessToken()), text(wire.refreshToken()), wire.expiresIn(),
                wire.createdAt(), text(wire.scope()), text(wire.error()), text(wire.why()));
    }

    private static Result result(byte wire) {
        return switch (wire) {
            case TokenResult.Done -> Result.DONE;
            case TokenResult.Refused -> Result.REFUSED;
            case TokenResult.NotDone -> Result.NOT_DONE;
            default -> Result.LOST;
        };
    }

    private static String text(String wire) {
        return wire == null ? "" : wire;
    }

    @Override
    public String toString() {
        return "TokenAnswer[" + result + ", " + error + "]";
    }
}
