package dvcs.store.entity;

import net.java.ao.Entity;
import net.java.ao.Preload;
import net.java.ao.schema.Indexed;
import net.java.ao.schema.NotNull;
import net.java.ao.schema.StringLength;
import net.java.ao.schema.Table;
import net.java.ao.schema.Unique;

/** A smart commit's command for one issue, and what became of it. Rows outlive their commit: they are why nothing runs twice. */
@Preload
@Table("COMMAND")
public interface CommandEntity extends Entity {
    /** The command's identity wherever it comes from; of a repetition that has no identity of its own, its place. */
    @NotNull
    @Unique
    @StringLength(64)
    String getUniqueHash();

    /** Without the author's date: what a squash has in common with the commits that it replaces. */
    @NotNull
    @Indexed
    @StringLength(64)
    String getEqualHash();

    /** Unique hash of the command in whose place, or after a + beside which, this one came; null: none. See dvcs.commands.Repetition. */
    @StringLength(65)
    String getRepeats();

    /** When the commit had left whose place this one took: should it come back and leave again, its place is free once more. */
    long getRepeatsLeftAt();

    @Indexed
    int getRepositoryId();

    @Indexed
    int getAccountId();

    /** The commit by its unique hash. */
    @NotNull
    @Indexed
    @StringLength(64)
    String getCommitHash();

    @StringLength(64)
    String getSha();

    @StringLength(StringLength.UNLIMITED)
    String getCommitUrl();

    /** 0: there is no such issue, or the row is about none. */
    @Indexed
    long getIssueId();

    /** As written. */
    @StringLength(255)
    String getIssueKey();

    /** COMMENT, TIME, TRANSITION or PROBLEM. */
    @NotNull
    @StringLength(20)
    String getKind();

    /** As written. */
    @StringLength(255)
    String getCommandName();

    /** At most 32 KiB. */
    @StringLength(StringLength.UNLIMITED)
    String getArgument();

    @StringLength(StringLength.UNLIMITED)
    String getCommentText();

    @StringLength(100)
    String getTimeSpent();

    long getSeconds();

    /** In the commit, from 0. */
    int getOrdinal();

    @StringLength(450)
    String getAuthorName();

    @StringLength(450)
    String getAuthorEmail();

    long getAuthoredAt();

    /** When the commit was made, never later than when the row was written: the date of what is done in Jira. */
    long getCommittedAt();

    /** See dvcs.api.CommandState. */
    @NotNull
    @Indexed
    @StringLength(20)
    String getState();

    /** A sentence for people; null: nothing to say. */
    @StringLength(StringLength.UNLIMITED)
    String getReason();

    /** User key. */
    @StringLength(255)
    String getActor();

    /** What came of it: number of the comment or work log, or the names of both statuses. */
    @StringLength(450)
    String getEffect();

    /** Id of the issue's status and time of its last change before the action: to tell later whether it happened. */
    @StringLength(100)
    String getStatusBefore();

    /** Who began it last: node, process and runner. */
    @StringLength(255)
    String getHolder();

    /** Of the lease under which it was taken. */
    @StringLength(64)
    String getToken();

    /** How often it was begun. */
    int getTries();

    /** When it was begun last; 0: never, or that is over. */
    long getBegunAt();

    long getRecordedAt();

    long getChangedAt();
}
