package dvcs.store;

import dvcs.api.CommandKind;
import dvcs.api.CommandState;

/**
 * A row of the ledger; see {@link dvcs.store.entity.CommandEntity} for the columns.
 *
 * @param id 0: not stored yet
 * @param issueId 0: there is no such issue
 * @param repeats unique hash of the command in whose place this one came, since its commit left; after a {@code +}: beside which
     *     it came, as the squash of a merge request; or empty
 */
public record CommandRow(
        int id,
        Identity identity,
        Origin origin,
        What what,
        CommandState state,
        String reason,
        Doing doing) {
    /** Which command it is, however often it comes. {@code repeats} as above, {@code repeatsLeftAt}: when that one's commit had left. */
    public record Identity(String uniqueHash, String equalHash, String repeats, long repeatsLeftAt, long issueId) {
        /** It repeats nothing. */
        public Identity(String uniqueHash, String equalHash, long issueId) {
            this(uniqueHash, equalHash, "", 0, issueId);
        }
    }

    /** The commit that it comes from; {@code committedAt} is never later than the moment at which it was recorded. */
    public record Origin(
            int accountId,
            int repositoryId,
            String commitHash,
            String sha,
            String commitUrl,
            int ordinal,
            String authorName,
            String authorEmail,
            long authoredAt,
            long committedAt) {}

    /** As written. {@code time} and {@code seconds} belong to TIME, {@code comment} to whatever has one. */
    public record What(
            CommandKind kind, String issueKey, String name, String argument, String comment, String time, long seconds) {}

    /** How its execution went so far. {@code actor}: user key; {@code holder} began the last of so many tries, at {@code begunAt}; 0: that is over. */
    public record Doing(String actor, String effect, String statusBefore, String holder, String token, int tries, long begunAt) {
        public static final Doing NOTHING = new Doing("", "", "", "", "", 0, 0);
    }

    /** One to be stored. */
    public static CommandRow unsaved(Identity identity, Origin origin, What what, CommandState state, String reason) {
        return new CommandRow(0, identity, origin, what, state, reason, Doing.NOTHING);
    }

    /** The same one, decided otherwise. */
    public CommandRow decided(CommandState otherwise, String why) {
        return new CommandRow(id, identity, origin, what, otherwise, why, doing);
    }
}
