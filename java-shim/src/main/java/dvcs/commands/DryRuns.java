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
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says what the commands of a message would do in a commit that is authored now, is no merge, repeats nothing and comes to an
 * armed repository; nothing is stored and nothing is done.
 */
public final class DryRuns {
    private final CommandRunner.Tables tables;
    private final CommandParser parser;
    private final JiraActions jira;
    private final Identity identity;
    private final Clock clock = Clock.systemUTC();

    public DryRuns(CommandRunner.Tables tables, CommandParser parser, JiraActions jira) {
        this.tables = tables;
        this.parser = parser;
        this.jira = jira;
        this.identity = new Identity(jira, tables.mappings());
    }

    public List<Preview> of(DryRun commit) {
        CommandParser.Parsed parsed;
        try {
            parsed = parser.parse(commit.message());
        } catch (ParseException e) {
            throw new ConnectorException(400, "The message could not be read: " + e.getMessage(), "message");
        }
        Limits limits = Limits.configured();
        Actor actor = policy(commit.accountId())
                .map(policy -> identity.of(new Identity.Author(commit.authorName(), commit.authorEmail(), false), commit.accountId(), policy))
                .orElseGet(() -> Actor.refused(Words.NO_ACCOUNT));
        List<Preview> previews = new ArrayList<>();
        for (CommandParser.Command command : parsed.commands()) {
            for (String key : command.issueKeys().subList(0, Math.min(limits.recorded() - previews.size(), command.issueKeys().size()))) {
                Answer answer = previews.size() < limits.perCommit() ? answer(command, key, actor)
                        : Answer.refused("Only the first " + limits.perCommit() + " commands of a commit are executed.");
                previews.add(new Preview(key, command.kind(), command.name(), command.argument(),
                        answer.done() ? CommandState.WAITING : CommandState.REFUSED, answer.done() ? answer.effect() : answer.reason()));
            }
        }
        parsed.problems().stream().limit(limits.recorded())
                .forEach(words -> previews.add(new Preview("", CommandKind.PROBLEM, "", "", CommandState.REFUSED, words)));
        return previews;
    }

    private Optional<AuthorPolicy> policy(int accountId) {
        return accountId == 0 ? Optional.of(AuthorPolicy.COMPATIBLE) : tables.arming().account(accountId).map(each -> each.policy());
    }

    private Answer answer(CommandParser.Command command, String key, Actor actor) {
        if (actor.user() == null) {
            return Answer.refused(actor.reason());
        }
        String user = actor.user().key();
        Optional<IssueRef> issue = jira.issue(key);
        if (issue.isEmpty() || !jira.maySee(user, issue.get().id())) {
            return Answer.refused(Words.NO_ISSUE);
        }
        int transition = 0;
        String how = "";
        if (command.kind() == CommandKind.TRANSITION) {
            TransitionChoice choice = TransitionChoice.of(command.name(), jira.transitions(issue.get().id(), user));
            if (choice.transition() == null) {
                return Answer.refused(choice.reason());
            }
            transition = choice.transition().id();
            how = " with the transition “" + choice.transition().name() + "”";
        }
        Answer checked = jira.check(new Act(command.kind(), issue.get().id(), user, command.comment(), command.time(), clock.millis(), transition));
        return checked.done() ? Answer.done("“" + actor.user().name() + "” would do it" + how + ".") : checked;
    }
}
