package dvcs.commands;

import dvcs.store.CommandRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What earlier tries have done, when a command that was begun before is to be begun again. */
final class FormerTries {
    /** Nothing that Jira does takes longer; a node that does not report back by then is gone. */
    static final Duration LONGEST = Duration.ofHours(1);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private final Effects effects;
    private final Holder me;
    private final Clock clock;

    FormerTries(Effects effects, Holder me, Clock clock) {
        this.effects = effects;
        this.me = me;
        this.clock = clock;
    }

    /** {@code unclear}: why the command must not be begun now, for people; or empty. */
    record Finding(Effects.Look look, String unclear) {
        static final Finding NONE = new Finding(Effects.Look.DID_NOT, "");
    }

    /** A look that could decide nothing is no obstacle: whoever retries the command has looked. */
    Finding of(CommandRow row) {
        if (row.doing().tries() == 0) {
            return Finding.NONE;
        }
        Effects.Look look = effects.at(row);
        if (look.found()) {
            return new Finding(look, "");
        }
        if (!look.failure().isEmpty()) {
            return new Finding(look, "The command was begun before, and it could not be looked whether it took effect, because of " + look.failure()
                    + ". Look at the issue, then retry or dismiss the command.");
        }
        long until = row.doing().begunAt() + LONGEST.toMillis();
        return new Finding(look, me.isOver(row.doing().holder()) || clock.millis() >= until ? ""
                : "The node " + Holder.node(row.doing().holder()) + " began this command and has not reported back: it may be at it still. Look at the issue after "
                        + TIME.format(Instant.ofEpochMilli(until)) + ", then retry or dismiss the command.");
    }

    Effects.Look effect(CommandRow row) {
        return effects.at(row);
    }
}
