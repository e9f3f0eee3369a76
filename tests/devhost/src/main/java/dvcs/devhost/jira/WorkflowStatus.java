package dvcs.devhost.jira;

import com.atlassian.jira.issue.status.Status;
import com.opensymphony.workflow.loader.ActionDescriptor;
import java.util.List;

/**
 * The host's workflow: the names of the plan's contract, the ids of Jira's classic default workflow (4 start, 2 close,
 * 3 reopen [K]).
 */
public enum WorkflowStatus implements Status {
    OPEN("1", "Open", "new"),
    IN_PROGRESS("3", "In Progress", "indeterminate"),
    REOPENED("4", "Reopened", "new"),
    CLOSED("6", "Closed", "done");

    /** One transition. */
    enum Transition {
        START(4, "In Progress", IN_PROGRESS),
        CLOSE(2, "Close", CLOSED),
        REOPEN(3, "Reopen", REOPENED);

        final ActionDescriptor action;
        final WorkflowStatus to;

        Transition(int id, String name, WorkflowStatus to) {
            this.action = new ActionDescriptor(id, name);
            this.to = to;
        }
    }

    private final String id;
    private final String label;
    private final String category;

    WorkflowStatus(String id, String label, String category) {
        this.id = id;
        this.label = label;
        this.category = category;
    }

    List<Transition> transitions() {
        return switch (this) {
            case OPEN, REOPENED -> List.of(Transition.START, Transition.CLOSE);
            case IN_PROGRESS -> List.of(Transition.CLOSE);
            case CLOSED -> List.of(Transition.REOPEN);
        };
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String getName() {
        return label;
    }

    /** {@code new}, {@code indeterminate} or {@code done}: Jira's status categories. */
    public String category() {
        return category;
    }
}
