package dvcs.plugin;

import dvcs.api.HeldDeletions;
import dvcs.store.AccountRecord;
import dvcs.store.Brake;
import dvcs.store.RepositoryRecord;

/** What the brake holds back, in words for an administrator. */
final class BrakeWords {
    private BrakeWords() {}

    static HeldDeletions repositories(AccountRecord account) {
        return of(account.held(), "repositories are missing in the forge's answer",
                "Check the account's token and what its user may see; if they are really gone, accept their removal.", "listing");
    }

    static HeldDeletions branches(RepositoryRecord repository) {
        return of(repository.held(), "branches have vanished at the forge in one run",
                "If they were deleted on purpose, accept their removal.", "run");
    }

    private static HeldDeletions of(Brake brake, String what, String question, String next) {
        if (brake.missing() == 0) {
            return HeldDeletions.NONE;
        }
        String fact = brake.missing() + " of " + brake.all() + " " + what + ". ";
        String reason = switch (brake.decision()) {
            case OPEN -> fact + "Nothing is removed until this is settled. " + question;
            case ACCEPTED -> fact + "They are removed with the next " + next + ", as an administrator has accepted.";
            case REJECTED -> fact + "They are kept, as an administrator has decided. What vanishes from now on is treated as always.";
        };
        return new HeldDeletions(brake.missing(), brake.all(), brake.since(), brake.decision(), reason);
    }
}
