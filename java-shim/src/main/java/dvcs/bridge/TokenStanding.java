package dvcs.bridge;

import dvcs.wire.Batch;
import dvcs.wire.TokenState;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What the forge says of a token: the row of {@link Session#tokenInfo}.
 *
 * @param expires seconds since 1970, from when on it is refused; 0: never, or not said
 * @param scopes empty: not said
 * @param name as its maker called it; empty: not said
 * @param why of INVALID and UNKNOWN, a sentence or two for the administrator
 */
public record TokenStanding(State state, long expires, List<String> scopes, String name, String why) {
    /** UNKNOWN: the forge could not be asked, or did not say. */
    public enum State { VALID, INVALID, UNKNOWN }

    /** Empty: this batch has none. */
    public static Optional<TokenStanding> of(Batch batch) {
        return batch.tokenStandingsLength() == 0 ? Optional.empty() : Optional.of(of(batch.tokenStandings(0)));
    }

    private static TokenStanding of(dvcs.wire.TokenStanding wire) {
        List<String> scopes = IntStream.range(0, wire.scopesLength()).mapToObj(wire::scopes).toList();
        return new TokenStanding(state(wire.state()), wire.expires() == null ? 0 : wire.expires().seconds(), scopes,
                text(wire.name()), text(wire.why()));
    }

    private static State state(byte wire) {
        return switch (wire) {
            case TokenState.Valid -> State.VALID;
            case TokenState.Invalid -> State.INVALID;
            default -> State.UNKNOWN;
        };
    }

    private static String text(String wire) {
        return wire == null ? "" : wire;
    }
}
