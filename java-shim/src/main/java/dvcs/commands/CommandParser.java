package dvcs.commands;

import dvcs.api.CommandKind;
import dvcs.store.CommandRow;
import java.util.List;
import java.util.Locale;

/** The grammar of smart commits, which is the native core's. */
public interface CommandParser {
    /** @throws ParseException the message can't be read at all */
    Parsed parse(String message);

    /** {@code commands} in the order of the message; each is executed for all its issues before the next one. */
    record Parsed(List<Command> commands, List<String> problems) {
        public Parsed {
            commands = List.copyOf(commands);
            problems = List.copyOf(problems);
        }
    }

    /**
     * @param name as written, without #
     * @param argument what follows the name
     * @param comment the text of a comment, of a work log or with a transition; may be empty
     * @param time as Jira reads it, of TIME only
     */
    record Command(CommandKind kind, List<String> issueKeys, String name, String argument, String comment, String time, long seconds) {
        public Command {
            issueKeys = List.copyOf(issueKeys);
        }

        /** As the ledger has it. */
        static Command of(CommandRow.What what) {
            return new Command(what.kind(), List.of(what.issueKey()), what.name(), what.argument(), what.comment(), what.time(), what.seconds());
        }

        /** What it asks for, without its spelling. */
        String normal() {
            String what = switch (kind) {
                case COMMENT, PROBLEM -> "";
                case TIME -> time;
                case TRANSITION -> name.toLowerCase(Locale.ROOT);
            };
            return kind + "\n" + what + "\n" + comment.strip().replaceAll("\\s+", " ");
        }
    }
}
