package dvcs.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.flatbuffers.FlatBufferBuilder;
import dvcs.wire.CommandKind;
import dvcs.wire.IssueGroup;
import dvcs.wire.ParseSmartCommit;
import dvcs.wire.Request;
import dvcs.wire.SmartCommand;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmartCommitsTest {
    private final ScriptedBoundary natives = new ScriptedBoundary();

    private static byte[] answer() {
        FlatBufferBuilder to = new FlatBufferBuilder(256);
        int keys = IssueGroup.createKeysVector(to, new int[] {to.createString("AB-1"), to.createString("AB-2")});
        int groups = dvcs.wire.SmartCommit.createIssuesVector(to, new int[] {IssueGroup.createIssueGroup(to, keys)});
        int time = SmartCommand.createSmartCommand(to, CommandKind.Time, 0, to.createString("time"), to.createString("2h late"),
                to.createString("late"), to.createString("2h"), 7200);
        int close = SmartCommand.createSmartCommand(to, CommandKind.Transition, 0, to.createString("close"), to.createString(""),
                to.createString(""), to.createString(""), 0);
        int commands = dvcs.wire.SmartCommit.createCommandsVector(to, new int[] {time, close});
        int problems = dvcs.wire.SmartCommit.createProblemsVector(to, new int[] {to.createString("'#c++' is none.")});
        to.finish(dvcs.wire.SmartCommit.createSmartCommit(to, groups, commands, problems));
        return to.sizedByteArray();
    }

    @Test
    void readsCommandsWithTheirIssues() {
        natives.smartCommits(request -> answer());
        SmartCommit commit = new SmartCommits(natives).parse("AB-1", new SmartCommitOptions(false, false, false, 8, 5));
        List<String> issues = List.of("AB-1", "AB-2");
        assertThat(commit.commands()).containsExactly(
                new SmartCommit.Command(SmartCommit.Kind.TIME, issues, "time", "2h late", "late", "2h", 7200),
                new SmartCommit.Command(SmartCommit.Kind.TRANSITION, issues, "close", "", "", "", 0));
        assertThat(commit.problems()).containsExactly("'#c++' is none.");
    }

    @Test
    void handsOverMessageAndOptions() {
        natives.smartCommits(request -> {
            ParseSmartCommit asked = Request.getRootAsRequest(ByteBuffer.wrap(request)).smartCommit();
            assertThat(asked.message()).isEqualTo("AB-1 #öffnen \uD83D\uDE00");
            assertThat(asked.allLines()).isTrue();
            assertThat(asked.lowerCase()).isFalse();
            assertThat(asked.underscore()).isTrue();
            assertThat(asked.hoursPerDay()).isEqualTo(7.5);
            assertThat(asked.daysPerWeek()).isEqualTo(4);
            return answer();
        });
        new SmartCommits(natives).parse("AB-1 #öffnen \uD83D\uDE00", new SmartCommitOptions(true, false, true, 7.5, 4));
    }
}
