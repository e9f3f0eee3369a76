package dvcs.bridge;

import dvcs.wire.CommandKind;
import dvcs.wire.IssueGroup;
import dvcs.wire.SmartCommand;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Reads commit messages in the core. Thread-safe. */
public final class SmartCommits {
    private final Boundary natives;

    SmartCommits(Boundary natives) {
        this.natives = natives;
    }

    /** To be called after {@link NativeLibrary#load} succeeded; needs no {@link Core}. */
    public static SmartCommits loaded() {
        return new SmartCommits(Boundary.JNI);
    }

    /** @throws NativeFailure the working day or week is impossible */
    public SmartCommit parse(String message, SmartCommitOptions options) {
        byte[] answer = natives.smartCommit(Requests.smartCommit(message, options));
        dvcs.wire.SmartCommit wire = dvcs.wire.SmartCommit.getRootAsSmartCommit(ByteBuffer.wrap(answer));
        List<List<String>> groups = new ArrayList<>();
        for (int i = 0; i < wire.issuesLength(); i++) {
            IssueGroup group = wire.issues(i);
            groups.add(IntStream.range(0, group.keysLength()).mapToObj(group::keys).toList());
        }
        List<SmartCommit.Command> commands = new ArrayList<>();
        for (int i = 0; i < wire.commandsLength(); i++) {
            SmartCommand command = wire.commands(i);
            commands.add(new SmartCommit.Command(kind(command.kind()), groups.get((int) command.issues()), command.name(),
                    command.argument(), command.comment(), command.time(), command.seconds()));
        }
        return new SmartCommit(commands, IntStream.range(0, wire.problemsLength()).mapToObj(wire::problems).toList());
    }

    private static SmartCommit.Kind kind(byte wire) {
        return switch (wire) {
            case CommandKind.Comment -> SmartCommit.Kind.COMMENT;
            case CommandKind.Time -> SmartCommit.Kind.TIME;
            default -> SmartCommit.Kind.TRANSITION;
        };
    }
}
