package dvcs.api;

import java.util.List;

/**
 * What pages and API may ask about smart commits. Reads work without the native library. Thread-safe; every method may
 * throw {@link ConnectorException} with words for an administrator.
 */
public interface SmartCommits {
    /** Newest first. */
    Slice<Command> commands(CommandFilter filter, int start, int limit);

    /** Puts it back into the line, after a person has looked. 404; 409: it is not in a state for that. */
    Command retry(int id);

    /** It shall not run. 404; 409: it is not in a state for that. */
    Command dismiss(int id);

    /** What a commit with this message would do if it came now; changes nothing. 400: there is no such account or repository. */
    List<Preview> dryRun(DryRun commit);

    /** Newest first. */
    List<AuthorMapping> mappings();

    /** @throws ConnectorException 400: no such account or user; 409: this author is mapped already */
    AuthorMapping map(int accountId, String author, String userName);

    void unmap(int mappingId);

    /** The switch of a repository: on, off, or null: as the account says. */
    void switchRepository(int repositoryId, Boolean smartCommits);

    /**
     * A recorded command. Times are epoch milliseconds.
     *
     * @param issueKey as written; empty: it is about no issue
     * @param name as written, without #
     * @param reason one sentence, or empty
     * @param actor name of the user who acted, or empty
     * @param effect what came of it: number of the comment or work log, or both statuses
     */
    record Command(
            int id,
            int accountId,
            int repositoryId,
            String repository,
            String sha,
            String commitUrl,
            String issueKey,
            CommandKind kind,
            String name,
            String argument,
            CommandState state,
            String reason,
            String authorName,
            String authorEmail,
            long authored,
            String actor,
            String effect,
            int tries,
            long recorded,
            long changed) {}

    /** Null, 0 and empty do not restrict. */
    record CommandFilter(CommandState state, int accountId, int repositoryId, String issueKey) {
        public static final CommandFilter ALL = new CommandFilter(null, 0, 0, "");
    }

    /**
     * A commit as it would come. What can't be known before it has come is not looked at: whether the forge calls it the squash
     * of a merge request whose commits carried the same commands, and, where the policy is strict, whether it vouches for the author:
     * that is presumed, and said.
     *
     * @param accountId whose policy and mappings count; 0: those of the repository's account, and without a repository: compatible,
     *     and mappings of every account
     * @param repositoryId whose switches count, and what is known of its commits; 0: one whose smart commits are on
     * @param merge it has more than one parent
     * @param authored epoch milliseconds, of which git keeps the seconds: by it a commit that was rebased or copied is known; 0: now
     */
    record DryRun(String message, String authorName, String authorEmail, int accountId, int repositoryId, boolean merge, long authored) {
        /** Authored now, no merge, in any repository whose smart commits are on. */
        public DryRun(String message, String authorName, String authorEmail, int accountId) {
            this(message, authorName, authorEmail, accountId, 0, false, 0);
        }
    }

    /** {@code state}: WAITING: it would be executed, and {@code reason} says by whom and how. */
    record Preview(String issueKey, CommandKind kind, String name, String argument, CommandState state, String reason) {}

    /**
     * @param accountId 0: of every account
     * @param author e-mail or name as in the commits
     * @param userName empty: the user is gone
     */
    record AuthorMapping(int id, int accountId, String author, String userKey, String userName) {}

    /** Who may act for an author. */
    enum AuthorPolicy {
        /** The user with the commit's e-mail, else with the author's name. Whoever can push can act as anybody. */
        COMPATIBLE,
        /**
         * Only if the forge vouches for the author's e-mail address, mapped or not: whom a mapping names the commit says itself.
         * The author's name counts for nothing.
         */
        STRICT
    }

    /** A repository's own switch. */
    enum Switch {
        /** As the account says. */
        INHERITED, ON, OFF;

        /** Null: inherited. */
        public static Switch of(Boolean own) {
            return own == null ? INHERITED : own ? ON : OFF;
        }

        /** Null: inherited. */
        public Boolean own() {
            return this == INHERITED ? null : (Boolean) (this == ON);
        }
    }

    record AccountSwitches(boolean smartCommits, AuthorPolicy policy) {}

    /**
     * @param smartCommits null: as the account says
     * @param armedAt commits that are first seen later may execute; 0: none does
     * @param refusal why it is not armed although it is switched on, and what to do; or empty
     */
    record RepositorySwitches(Boolean smartCommits, long armedAt, String refusal) {}
}
