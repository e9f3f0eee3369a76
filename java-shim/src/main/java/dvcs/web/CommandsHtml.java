package dvcs.web;

import dvcs.api.CommandState;
import dvcs.api.Development.SmartCommand;
import java.util.List;

/** What became of a commit's smart commit: a sign for the eye, the state in words for everybody, the command, and why. */
final class CommandsHtml {
    /** Characters of a command: its message stands above it. */
    private static final int COMMAND_LENGTH = 160;

    private final Texts texts;
    private final int most;

    /** {@code most}: how many of a commit are shown. */
    CommandsHtml(Texts texts, int most) {
        this.texts = texts;
        this.most = most;
    }

    void draw(Html html, List<SmartCommand> commands) {
        if (commands.isEmpty()) {
            return;
        }
        html.open("ul", "class", "dvcs-list dvcs-commands", "aria-label", texts.text("dvcs.command.list"));
        commands.stream().limit(most).forEach(command -> command(html, command));
        html.close("ul");
        if (commands.size() > most) {
            html.element("p", "dvcs-cut", texts.text("dvcs.panel.more", commands.size() - most));
        }
    }

    private void command(Html html, SmartCommand command) {
        html.open("li", "class", "dvcs-command " + style(command.state()));
        html.open("span", "class", "dvcs-command-sign", "aria-hidden", "true").text(sign(command.state())).close("span");
        html.text(" ").element("span", "dvcs-command-state", word(command.state()));
        if (!command.name().isEmpty()) {
            html.text(" ").element("code", "dvcs-command-text", written(command));
        }
        if (!command.reason().isEmpty()) {
            html.text(" ").element("span", "dvcs-command-reason", command.reason());
        }
        html.close("li");
    }

    private static String written(SmartCommand command) {
        String text = ("#" + command.name() + " " + command.argument()).strip();
        if (text.length() <= COMMAND_LENGTH) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(COMMAND_LENGTH - 1)) ? COMMAND_LENGTH - 1 : COMMAND_LENGTH;
        return text.substring(0, end) + "…";
    }

    private static String sign(CommandState state) {
        return switch (state) {
            case DONE -> "✓";
            case FAILED, REFUSED, REPEATED, NOT_EXECUTED, DISMISSED -> "✗";
            case UNKNOWN -> "?";
            case WAITING, CLAIMED, EXECUTING -> "…";
        };
    }

    /** What nobody has to look after is quiet. */
    private static String style(CommandState state) {
        return switch (state) {
            case DONE -> "dvcs-command-done";
            case FAILED, REFUSED -> "dvcs-command-failed";
            case NOT_EXECUTED, DISMISSED -> "dvcs-command-failed dvcs-command-quiet";
            case REPEATED -> "dvcs-command-repeated";
            case UNKNOWN -> "dvcs-command-unknown";
            case WAITING, CLAIMED, EXECUTING -> "dvcs-command-waiting";
        };
    }

    private String word(CommandState state) {
        return texts.text(switch (state) {
            case WAITING -> "dvcs.log.state.waiting";
            case CLAIMED -> "dvcs.log.state.claimed";
            case EXECUTING -> "dvcs.log.state.executing";
            case DONE -> "dvcs.log.state.done";
            case FAILED -> "dvcs.log.state.failed";
            case REFUSED -> "dvcs.log.state.refused";
            case REPEATED -> "dvcs.log.state.repeated";
            case NOT_EXECUTED -> "dvcs.log.state.not-executed";
            case UNKNOWN -> "dvcs.log.state.unknown";
            case DISMISSED -> "dvcs.log.state.dismissed";
        });
    }
}
