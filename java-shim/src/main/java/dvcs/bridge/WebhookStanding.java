package dvcs.bridge;

import dvcs.wire.Batch;
import dvcs.wire.HookChange;
import dvcs.wire.HookStanding;
import dvcs.wire.HookState;
import dvcs.wire.Outcome;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How one place stands after {@link Session#ensureHooks} or {@link Session#removeHooks}: a row of a batch.
 *
 * @param repositoryId 0: the group's
 * @param hookId 0: none of its own; with OK and a group's webhook in the same job, that one covers it
 * @param pausedUntil seconds since 1970; 0: not said
 * @param signs deliveries are signed; else they carry the secret as a token
 * @param lastStatus of the newest delivery, in the forge's words; empty: not asked, or not told
 * @param found one sentence or two
 * @param remedy what to do; empty when there is nothing to do
 */
public record WebhookStanding(
        long repositoryId,
        long hookId,
        Result result,
        State state,
        Change change,
        long pausedUntil,
        boolean signs,
        String lastStatus,
        String found,
        String remedy) {
    public enum Result { OK, WARNING, FAILED, SKIPPED }

    /** PAUSED goes on by itself; DISABLED does not. */
    public enum State { UNKNOWN, MISSING, WORKING, PAUSED, DISABLED }

    public enum Change { NONE, CREATED, UPDATED, REMOVED }

    /** All rows of a batch, in order. */
    public static List<WebhookStanding> of(Batch batch) {
        return IntStream.range(0, batch.hooksLength()).mapToObj(i -> of(batch.hooks(i))).toList();
    }

    private static WebhookStanding of(HookStanding wire) {
        return new WebhookStanding(wire.repositoryId(), wire.hookId(), result(wire.outcome()), state(wire.state()),
                change(wire.change()), wire.pausedUntil() == null ? 0 : wire.pausedUntil().seconds(), wire.signs(),
                text(wire.lastStatus()), text(wire.found()), text(wire.remedy()));
    }

    private static Result result(byte wire) {
        return switch (wire) {
            case Outcome.Ok -> Result.OK;
            case Outcome.Warning -> Result.WARNING;
            case Outcome.Skipped -> Result.SKIPPED;
            default -> Result.FAILED;
        };
    }

    private static State state(byte wire) {
        return switch (wire) {
            case HookState.Missing -> State.MISSING;
            case HookState.Working -> State.WORKING;
            case HookState.Paused -> State.PAUSED;
            case HookState.Disabled -> State.DISABLED;
            default -> State.UNKNOWN;
        };
    }

    private static Change change(byte wire) {
        return switch (wire) {
            case HookChange.Created -> Change.CREATED;
            case HookChange.Updated -> Change.UPDATED;
            case HookChange.Removed -> Change.REMOVED;
            default -> Change.NONE;
        };
    }

    private static String text(String wire) {
        return wire == null ? "" : wire;
    }
}
