package dvcs.commands;

import dvcs.api.CommandKind;
import dvcs.api.CommandState;
import dvcs.api.SmartCommits.AuthorPolicy;
import dvcs.commands.JiraActions.Act;
import dvcs.commands.JiraActions.Answer;
import dvcs.commands.JiraActions.IssueRef;
import dvcs.store.Arming;
import dvcs.store.CommandHash;
import dvcs.store.CommandLedger;
import dvcs.store.CommandRow;
import dvcs.store.Lease;
import dvcs.store.StoreException;
import dvcs.store.Verification;
import dvcs.store.Verifications;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one claimed command. The ledger says that it is begun before Jira is asked, and how it ended afterwards. */
final class Execution {
    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);

    private final CommandLedger ledger;
    private final Verifications verifications;
    private final Arming arming;
    private final JiraActions jira;
    private final Identity identity;
    private final FormerTries formerTries;
    private final Holder me;

    Execution(CommandLedger ledger, Verifications verifications, Arming arming, JiraActions jira, Identity identity, FormerTries formerTries, Holder me) {
        this.ledger = ledger;
        this.verifications = verifications;
        this.arming = arming;
        this.jira = jira;
        this.identity = identity;
        this.formerTries = formerTries;
        this.me = me;
    }

    /** What is not to be begun, and why. */
    private static final class NotNow extends Exception {
        private static final long serialVersionUID = 1L;
        private final CommandState state;

        NotNow(CommandState state, String reason) {
            super(reason, null, false, false);
            this.state = state;
        }
    }

    /** @throws StoreException the database does not answer, or the lease is lost: nothing more may be done */
    void run(Lease lease, CommandRow row) {
        Act act;
        String before;
        try {
            act = prepare(lease, row);
            before = jira.situation(act.issueId()).text();
        } catch (NotNow e) {
            drop(lease, row, e.state, e.getMessage());
            return;
        } catch (StoreException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("Command {} could not be begun.", row.id(), e);
            drop(lease, row, CommandState.FAILED, "Nothing was done, because of " + Words.of(e) + ".");
            return;
        }
        FormerTries.Finding former = formerTries.of(row);
        if (!former.unclear().isEmpty()) {
            ledger.drop(lease, row.id(), CommandState.UNKNOWN, former.unclear());
            return;
        }
        if (!ledger.begin(lease, row, me.text(), act.issueId(), act.actor(), before)) {
            return;
        }
        if (former.look().found()) {
            ledger.finish(lease, row.id(), CommandState.DONE, former.look().effect(), "");
            return;
        }
        perform(lease, begun(row, act, before), act);
    }

    // Of one that may have happened at an earlier try nobody may say that it did not.
    private void drop(Lease lease, CommandRow row, CommandState state, String reason) {
        if (row.doing().begunAt() == 0 || state == CommandState.REPEATED) {
            ledger.drop(lease, row.id(), state, reason);
        } else {
            ledger.drop(lease, row.id(), CommandState.UNKNOWN, reason + " But it was begun before, and may have happened then.");
        }
    }

    private void perform(Lease lease, CommandRow row, Act act) {
        Answer answer;
        try {
            answer = jira.perform(act);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("Command {} failed in Jira.", row.id(), e);
            unclear(lease, row, e);
            return;
        }
        ledger.finish(lease, row.id(), answer.done() ? CommandState.DONE : CommandState.FAILED, answer.effect(), answer.reason());
    }

    // A listener of Jira's may have thrown after the deed.
    private void unclear(Lease lease, CommandRow row, Throwable cause) {
        Effects.Look look = formerTries.effect(row);
        if (look.found()) {
            ledger.finish(lease, row.id(), CommandState.DONE, look.effect(), "It was done, and then there was " + Words.of(cause) + ".");
        } else if (look.conclusive()) {
            ledger.finish(lease, row.id(), CommandState.FAILED, "", "Nothing was done, because of " + Words.of(cause) + ".");
        } else {
            ledger.finish(lease, row.id(), CommandState.UNKNOWN, "", "There was " + Words.of(cause)
                    + ", and it can't be said whether the command took effect. Look at the issue, then retry or dismiss the command.");
        }
    }

    private Act prepare(Lease lease, CommandRow row) throws NotNow {
        AuthorPolicy policy = arming.account(row.origin().accountId()).map(each -> each.policy())
                .orElseThrow(() -> new NotNow(CommandState.REFUSED, Words.NO_ACCOUNT));
        if (policy == AuthorPolicy.STRICT) {
            verify(row);
        }
        Actor actor = identity.of(new Identity.Author(row.origin().authorName(), row.origin().authorEmail(), policy == AuthorPolicy.STRICT),
                row.origin().accountId(), policy);
        if (actor.user() == null) {
            throw new NotNow(CommandState.REFUSED, actor.reason());
        }
        String user = actor.user().key();
        // Only now: whoever is nobody here must not learn which issues there are.
        IssueRef issue = issue(lease, row).orElseThrow(() -> new NotNow(CommandState.REFUSED, Words.NO_ISSUE));
        if (!jira.maySee(user, issue.id())) {
            throw new NotNow(CommandState.REFUSED, Words.NO_ISSUE);
        }
        CommandRow.What what = row.what();
        return new Act(what.kind(), issue.id(), user, what.comment(), what.time(), row.origin().committedAt(),
                what.kind() == CommandKind.TRANSITION ? transition(issue.id(), user, what.name()) : 0);
    }

    private void verify(CommandRow row) throws NotNow {
        Verification word = verifications.of(row.origin().commitHash());
        switch (word.state()) {
            case VERIFIED -> { }
            case DENIED -> throw new NotNow(CommandState.REFUSED, "The account's policy is strict. " + word.reason());
            case AWAITED -> throw new NotNow(CommandState.REFUSED, "The account's policy is strict, and the forge did not say within "
                    + CommandLedger.VOUCHING.toHours() + " hours whether it vouches for the author. Synchronise the repository, then retry the command.");
        }
    }

    private int transition(long issueId, String user, String name) throws NotNow {
        TransitionChoice choice = TransitionChoice.of(name, jira.transitions(issueId, user));
        if (choice.transition() == null) {
            throw new NotNow(CommandState.FAILED, choice.reason());
        }
        return choice.transition().id();
    }

    private Optional<IssueRef> issue(Lease lease, CommandRow row) throws NotNow {
        if (row.identity().issueId() != 0) {
            return jira.issue(row.identity().issueId());
        }
        Optional<IssueRef> issue = jira.issue(row.what().issueKey());
        if (issue.isPresent()) {
            String about = Long.toString(issue.get().id());
            String normal = CommandParser.Command.of(row.what()).normal();
            int occurrence = ledger.equalsBefore(row, issue.get().id(), earlier -> CommandParser.Command.of(earlier).normal().equals(normal));
            if (!ledger.identify(lease, row.id(), CommandHash.unique(about, row.origin(), occurrence, normal), CommandHash.equal(about, row.origin(), normal),
                    issue.get().id())) {
                throw new NotNow(CommandState.REPEATED, "The same command is in the ledger already.");
            }
        }
        return issue;
    }

    private static CommandRow begun(CommandRow row, Act act, String before) {
        var identity = new CommandRow.Identity(row.identity().uniqueHash(), row.identity().equalHash(), row.identity().repeats(),
                row.identity().repeatsLeftAt(), act.issueId());
        CommandRow.Doing doing = row.doing();
        return new CommandRow(row.id(), identity, row.origin(), row.what(), CommandState.EXECUTING, "",
                new CommandRow.Doing(act.actor(), doing.effect(), before, doing.holder(), doing.token(), doing.tries() + 1, doing.begunAt()));
    }
}
