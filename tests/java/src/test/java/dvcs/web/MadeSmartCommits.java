package dvcs.web;

import dvcs.api.CommandKind;
import dvcs.api.CommandState;
import dvcs.api.ConnectorException;
import dvcs.api.Slice;
import dvcs.api.SmartCommits;
import java.util.List;
import java.util.stream.Stream;

/** Smart commits in memory: command 1 failed, command 2 is done; writes down what it was asked to do. */
final class MadeSmartCommits implements SmartCommits {
    private static final AuthorMapping MAPPING = new AuthorMapping(1, 0, "zoe@example.com", "u-ann", "ann");

    private final List<String> asked;

    MadeSmartCommits(List<String> asked) {
        this.asked = asked;
    }

    private static Command command(int id, CommandState state) {
        return new Command(id, 1, 5, "acme/shop", "ab12", "https://git.example.com/c/ab12", "KEY-1", CommandKind.TRANSITION, "close", "done",
                state, "why", "Ann", "ann@example.com", 1700000000000L, "ann", "Open → Closed", 1, 1700000000001L, 1700000000002L);
    }

    private static Command find(int id) {
        if (id > 2) {
            throw new ConnectorException(404, "There is no command with the number " + id + ".");
        }
        return command(id, id == 1 ? CommandState.FAILED : CommandState.DONE);
    }

    private static Command settle(int id, CommandState state) {
        if (find(id).state() == CommandState.DONE) {
            throw new ConnectorException(409, "The command is done and can't be changed.");
        }
        return command(id, state);
    }

    @Override
    public Slice<Command> commands(CommandFilter filter, int start, int limit) {
        asked.add("commands " + filter + " " + start + " " + limit);
        List<Command> all = Stream.of(CommandState.values()).map(state -> command(state.ordinal(), state)).toList();
        return new Slice<>(all, start, all.size());
    }

    @Override
    public Command retry(int id) {
        Command command = settle(id, CommandState.WAITING);
        asked.add("retry " + id);
        return command;
    }

    @Override
    public Command dismiss(int id) {
        Command command = settle(id, CommandState.DISMISSED);
        asked.add("dismiss " + id);
        return command;
    }

    @Override
    public List<Preview> dryRun(DryRun commit) {
        asked.add(commit.toString());
        return List.of(new Preview("KEY-1", CommandKind.COMMENT, "comment", "x", CommandState.WAITING, "“ann” would do it."),
                new Preview("", CommandKind.PROBLEM, "", "", CommandState.REFUSED, "“x” is no time."));
    }

    @Override
    public List<AuthorMapping> mappings() {
        return List.of(MAPPING);
    }

    @Override
    public AuthorMapping map(int accountId, String author, String userName) {
        if (userName.equals("nobody")) {
            throw new ConnectorException(400, "There is no user “nobody”.", "user");
        }
        asked.add("map " + accountId + " " + author + " " + userName);
        return MAPPING;
    }

    @Override
    public void unmap(int mappingId) {
        if (mappingId != MAPPING.id()) {
            throw new ConnectorException(404, "There is no mapping with the number " + mappingId + ".");
        }
        asked.add("unmap " + mappingId);
    }

    @Override
    public void switchRepository(int repositoryId, Boolean smartCommits) {
        asked.add("switch " + repositoryId + " " + smartCommits);
    }
}
