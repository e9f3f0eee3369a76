package dvcs.commands;

import dvcs.commands.JiraActions.Situation;
import dvcs.commands.JiraActions.Trace;
import dvcs.store.CommandLedger;
import dvcs.store.CommandRow;
import dvcs.store.StoreException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks in Jira whether a command that was begun has happened. */
final class Effects {
    private static final Logger LOG = LoggerFactory.getLogger(Effects.class);

    private final CommandLedger ledger;
    private final JiraActions jira;

    Effects(CommandLedger ledger, JiraActions jira) {
        this.ledger = ledger;
        this.jira = jira;
    }

    /** {@code effect} empty: it was not found; {@code conclusive}: so it did not happen; {@code failure}: why Jira could not be asked, or empty. */
    record Look(String effect, boolean conclusive, String failure) {
        static final Look DID_NOT = new Look("", true, "");
        static final Look UNDECIDED = new Look("", false, "");

        boolean found() {
            return !effect.isEmpty();
        }
    }

    /**
     * {@code row} as it is stored: with the actor and what was written down before the action.
     *
     * @throws StoreException the database does not answer
     */
    Look at(CommandRow row) {
        long issue = row.identity().issueId();
        String actor = row.doing().actor();
        if (actor.isEmpty()) {
            return Look.DID_NOT;
        }
        try {
            return switch (row.what().kind()) {
                case COMMENT -> among(row, jira.comments(issue, actor, row.origin().committedAt()));
                case TIME -> among(row, jira.workLogs(issue, actor, row.origin().committedAt()));
                case TRANSITION -> moved(row, jira.situation(issue));
                case PROBLEM -> Look.DID_NOT;
            };
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("What became of command {} could not be looked for.", row.id(), e);
            return new Look("", false, Words.of(e));
        }
    }

    // One commit may ask for several comments at the same moment: those whose numbers other commands have are theirs.
    private Look among(CommandRow row, List<Trace> traces) {
        Set<String> others = new HashSet<>(ledger.effectsOfOthers(row));
        List<Trace> left = traces.stream().filter(trace -> !others.contains(trace.id())).toList();
        return left.stream().filter(trace -> plain(trace.text()).equals(plain(row.what().comment())) && isLong(trace, row))
                .findFirst().map(trace -> new Look(trace.id(), true, ""))
                .orElse(left.isEmpty() ? Look.DID_NOT : Look.UNDECIDED);
    }

    private static boolean isLong(Trace trace, CommandRow row) {
        return row.what().seconds() == trace.seconds();
    }

    // Somebody else may have moved it meanwhile, so that a change alone says nothing.
    private static Look moved(CommandRow row, Situation now) {
        return now.text().equals(row.doing().statusBefore()) ? Look.DID_NOT : Look.UNDECIDED;
    }

    private static String plain(String text) {
        return text == null ? "" : text.strip().replaceAll("\\s+", " ");
    }
}
