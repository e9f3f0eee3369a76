package dvcs.commands;

import dvcs.api.CommandKind;
import java.util.ArrayList;
import java.util.List;

/** Just enough of the grammar for the ledger's tests: keys first, then commands; {@code #time 1h text} only; {@code #!x} is a problem. */
final class FakeParser implements CommandParser {
    @Override
    public Parsed parse(String message) {
        String line = message.split("\n", 2)[0];
        if (line.contains("POISON")) {
            throw new IllegalStateException("It is poisoned.");
        }
        if (line.contains("unreadable")) {
            throw new ParseException("It is unreadable.", null);
        }
        String[] parts = line.split("(^|\\s)#");
        List<String> keys = List.of(parts[0].trim().split("[ ,]+"));
        List<Command> commands = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (int i = 1; i < parts.length; i++) {
            String[] words = parts[i].split(" ", 2);
            String text = words.length > 1 ? words[1].trim() : "";
            switch (words[0]) {
                case "comment" -> commands.add(new Command(CommandKind.COMMENT, keys, words[0], text, text, "", 0));
                case "time" -> commands.add(new Command(CommandKind.TIME, keys, words[0], text, text.replaceFirst("^1h ?", ""), "1h", 3600));
                default -> {
                    if (words[0].startsWith("p!")) {
                        problems.add("#" + words[0] + " is no command.");
                    } else {
                        commands.add(new Command(CommandKind.TRANSITION, keys, words[0], text, text, "", 0));
                    }
                }
            }
        }
        return new Parsed(commands, problems);
    }
}
