package dvcs.plugin;

import dvcs.api.CommandKind;
import dvcs.bridge.NativeFailure;
import dvcs.bridge.SmartCommit;
import dvcs.bridge.SmartCommitOptions;
import dvcs.bridge.SmartCommits;
import dvcs.commands.CommandParser;
import dvcs.commands.ParseException;
import dvcs.jira.JiraSite;
import java.util.function.Supplier;

/** The core's grammar, with what Jira says about keys and working time. */
final class CoreParser implements CommandParser {
    private final JiraSite site;
    private final Supplier<Grammar> grammar;

    CoreParser(JiraSite site, Supplier<Grammar> grammar) {
        this.site = site;
        this.grammar = grammar;
    }

    @Override
    public Parsed parse(String message) {
        Grammar keys = grammar.get();
        try {
            SmartCommit found = SmartCommits.loaded().parse(message, new SmartCommitOptions(false, keys.lowerCase(), keys.underscore(),
                    site.hoursPerDay(), site.daysPerWeek()));
            return new Parsed(found.commands().stream().map(CoreParser::command).toList(), found.problems());
        } catch (NativeFailure e) {
            throw new ParseException(e.getMessage(), e);
        }
    }

    private static Command command(SmartCommit.Command command) {
        return new Command(CommandKind.valueOf(command.kind().name()), command.issues(), command.name(), command.argument(),
                command.comment(), command.time(), command.seconds());
    }
}
