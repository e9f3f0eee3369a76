package dvcs.commands;

import dvcs.api.CommandKind;
import dvcs.api.CommandState;
import dvcs.api.ConnectorException;
import dvcs.api.SmartCommits.AuthorPolicy;
import dvcs.api.SmartCommits.DryRun;
import dvcs.api.SmartCommits.Preview;
import dvcs.commands.JiraActions.Act;
import dvcs.commands.JiraActions.Answer;
import dvcs.commands.JiraActions.IssueRef;
import dvcs.store.CommandRow;
import dvcs.store.DueCommits.Due;
import dvcs.store.Standing;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Says what the commands of a commit would do if it came now; nothing is stored and nothing is done. Which of them run, the same
 * {@link Recording} decides as for a commit that has come. It does not know what is known only then: which merge request the
 * commit ends, and whether the forge vouches for its author: where the policy is strict, it presumes that.
 */
public final class DryRuns {
    /** Hash and sha of a commit that there is not. */
    private static final String NONE = "dry run";
    private static final long SECOND = 1000;
    private static final String SQUASH = " An equal command ran before: if the host says that this commit is the squash of a merge request, it is the same once more.";

    private final CommandRunner.Tables tables;
    private final CommandParser parser;
    private final JiraActions jira;
    private final Identity identity;
    private final Clock clock;

    public DryRuns(CommandRunner.Tables tables, CommandParser parser, JiraActions jira, Clock clock) {
        this.tables = tables;
        this.parser = parser;
        this.jira = jira;
        this.identity = new Identity(jira, tables.mappings());
        this.clock = clock;
    }

    /** Where the commit comes to. {@code repositoryId} 0: any that is armed; {@code refusal}: why nothing of it is executed, or empty. */
    private record Place(int accountId, int repositoryId, long armedAt, String refusal, Actor actor, AuthorPolicy policy) {}

    public List<Preview> of(DryRun asked) {
        CommandParser.Parsed parsed = parsed(asked.message());
        Place place = place(asked);
        long now = clock.millis();
        Recording recording = new Recording(new Recording.Tools(tables.ledger(), tables.commits(), parser, jira, Limits.configured()), commit(asked, place, now), now);
        parsed.commands().forEach(recording::add);
        parsed.problems().forEach(recording::problem);
        return recording.rows().stream().map(row -> preview(row, place, recording.isPremature(row))).toList();
    }

    private CommandParser.Parsed parsed(String message) {
        try {
            return parser.parse(message);
        } catch (ParseException e) {
            throw new ConnectorException(400, "The message could not be read: " + e.getMessage(), "message");
        }
    }

    private Place place(DryRun asked) {
        if (asked.repositoryId() == 0) {
            return place(asked, new Standing(asked.accountId(), "", 0, ""));
        }
        Standing standing = tables.arming().standing(asked.repositoryId())
                .orElseThrow(() -> new ConnectorException(400, "There is no repository with the number " + asked.repositoryId() + ".", "repositoryId"));
        if (asked.accountId() != 0 && asked.accountId() != standing.accountId()) {
            throw new ConnectorException(400, "The repository belongs to another account.", "accountId");
        }
        return place(asked, standing);
    }

    private Place place(DryRun asked, Standing standing) {
        int accountId = standing.accountId();
        AuthorPolicy policy = accountId == 0 ? AuthorPolicy.COMPATIBLE : tables.arming().account(accountId)
                .orElseThrow(() -> new ConnectorException(400, "There is no account with the number " + accountId + ".", "accountId")).policy();
        Actor actor = identity.of(new Identity.Author(asked.authorName(), asked.authorEmail(), policy == AuthorPolicy.STRICT), accountId, policy);
        return new Place(accountId, asked.repositoryId(), standing.armedAt(), standing.refusal(), actor, policy);
    }

    private static Due commit(DryRun asked, Place place, long now) {
        long authored = asked.authored() == 0 ? now : asked.authored() / SECOND * SECOND; // git knows no parts of a second
        return new Due(NONE, place.accountId(), place.repositoryId(), NONE, "", asked.authorName(), asked.authorEmail(), authored, now,
                asked.merge() ? 2 : 1, asked.message(), false, now, place.armedAt(), 0, "");
    }

    private Preview preview(CommandRow row, Place place, boolean premature) {
        boolean problem = row.what().kind() == CommandKind.PROBLEM;
        if (!place.refusal().isEmpty() && !problem) {
            return preview(row, CommandState.NOT_EXECUTED, place.refusal());
        }
        if (row.state() != CommandState.WAITING) {
            return preview(row, row.state(), row.reason());
        }
        Answer answer = answer(row, place);
        return answer.done() ? preview(row, CommandState.WAITING, answer.effect() + (premature ? SQUASH : ""))
                : preview(row, CommandState.REFUSED, answer.reason());
    }

    private static Preview preview(CommandRow row, CommandState state, String reason) {
        return new Preview(row.what().issueKey(), row.what().kind(), row.what().name(), row.what().argument(), state, reason);
    }

    private Answer answer(CommandRow row, Place place) {
        CommandRow.What what = row.what();
        if (place.actor().user() == null) {
            return Answer.refused(place.actor().reason());
        }
        String user = place.actor().user().key();
        Optional<IssueRef> issue = jira.issue(what.issueKey());
        if (issue.isEmpty() || !jira.maySee(user, issue.get().id())) {
            return Answer.refused(Words.NO_ISSUE);
        }
        int transition = 0;
        String how = "";
        if (what.kind() == CommandKind.TRANSITION) {
            TransitionChoice choice = TransitionChoice.of(what.name(), jira.transitions(issue.get().id(), user));
            if (choice.transition() == null) {
                return Answer.refused(choice.reason());
            }
            transition = choice.transition().id();
            how = " with the transition “" + choice.transition().name() + "”";
        }
        Answer checked = jira.check(new Act(what.kind(), issue.get().id(), user, what.comment(), what.time(), row.origin().committedAt(), transition));
        String presuming = (place.repositoryId() == 0 ? ", if the commit comes to a repository whose smart commits are on" : "")
                + (place.policy() == AuthorPolicy.STRICT ? ", if the forge vouches for the author" : "");
        return checked.done() ? Answer.done("“" + place.actor().user().name() + "” would do it" + how + presuming + ".") : checked;
    }
}
