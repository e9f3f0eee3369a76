package dvcs.commands;

import dvcs.api.CommandState;
import dvcs.store.CommandLedger;
import dvcs.store.CommandRow;
import dvcs.store.Lease;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Decides about what another life, node or lease left unfinished: it happened, it did not, or a person has to look. */
final class Recovery {
    static final int TRIES = 3;
    private static final int PAGE = 100;

    private final CommandLedger ledger;
    private final Effects effects;
    private final Holder me;

    Recovery(CommandLedger ledger, Effects effects, Holder me) {
        this.ledger = ledger;
        this.effects = effects;
        this.me = me;
    }

    void run(Lease lease, BooleanSupplier stopping) {
        List<CommandRow> abandoned = ledger.abandoned(lease, PAGE);
        while (!abandoned.isEmpty() && !stopping.getAsBoolean()) {
            for (CommandRow row : abandoned) {
                recover(lease, row);
            }
            abandoned = ledger.abandoned(lease, PAGE);
        }
    }

    private void recover(Lease lease, CommandRow row) {
        if (row.state() == CommandState.CLAIMED) {
            ledger.recover(lease, row, CommandState.WAITING, "", "");
            return;
        }
        Effects.Look look = effects.at(row);
        boolean over = me.isOver(row.doing().holder());
        if (look.found()) {
            ledger.recover(lease, row, CommandState.DONE, look.effect(), "");
        } else if (look.conclusive() && over && row.doing().tries() < TRIES) {
            ledger.again(lease, row);
        } else {
            ledger.recover(lease, row, CommandState.UNKNOWN, "", why(row, over));
        }
    }

    private static String why(CommandRow row, boolean over) {
        String what = switch (row.what().kind()) {
            case COMMENT -> "whether the comment was added";
            case TIME -> "whether the work was logged";
            default -> "whether the issue was moved";
        };
        return (over ? "Jira was interrupted at this command" : "The node that was at this command did not report back")
                + ", and it can't be said " + what + ". Look at the issue, then retry or dismiss the command.";
    }
}
