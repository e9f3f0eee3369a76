package dvcs.store.entity;

import net.java.ao.Entity;
import net.java.ao.Preload;
import net.java.ao.schema.Default;
import net.java.ao.schema.Indexed;
import net.java.ao.schema.NotNull;
import net.java.ao.schema.StringLength;
import net.java.ao.schema.Table;
import net.java.ao.schema.Unique;

/** A commit that names an issue key. */
@Preload
@Table("COMMIT")
public interface CommitEntity extends Entity {
    @Indexed
    int getRepositoryId();

    /** Of repository and sha. */
    @NotNull
    @Unique
    @StringLength(64)
    String getUniqueHash();

    @NotNull
    @StringLength(64)
    String getSha();

    @StringLength(450)
    String getAuthorName();

    @StringLength(450)
    String getAuthorEmail();

    /** Epoch milliseconds. */
    long getAuthoredAt();

    /** Minutes east of UTC. */
    int getAuthoredOffset();

    @StringLength(450)
    String getCommitterName();

    @StringLength(450)
    String getCommitterEmail();

    /** Epoch milliseconds. */
    long getCommittedAt();

    /** Minutes east of UTC. */
    int getCommittedOffset();

    int getParentCount();

    /** The first 64 KiB. */
    @StringLength(StringLength.UNLIMITED)
    String getMessage();

    boolean isMessageCut();

    @StringLength(StringLength.UNLIMITED)
    String getWebUrl();

    /** When it was first stored; a full reading keeps it. */
    long getFirstSeen();

    int getGeneration();

    /** Tombstone, as of a branch. */
    @NotNull
    @Default("0")
    long getGoneAt();

    /** As of a branch. */
    long getHeldAt();

    /** Whether its smart commit is to be executed; see dvcs.store.CommandMark. */
    @NotNull
    @Default("0")
    @Indexed
    int getCommandState();

    /**
     * Whether the forge vouches for the author's e-mail address: 0 it has not been asked, or has not answered yet; 1 yes;
     * 2 no, or it can't say. Asked only where an account wants it (author policy strict) and a command waits for it.
     * Says nothing about the author's name: that is whatever the author wrote. See dvcs.store.Verification.
     */
    @NotNull
    @Default("0")
    int getVerified();

    /** Of a 2: why, and what to do; a sentence for people. */
    @StringLength(StringLength.UNLIMITED)
    String getVerifiedReason();

    /** When the forge is asked again whether it vouches for the author, epoch milliseconds; 0: at once. */
    long getVerifyDue();

    /** How often it was asked in vain. */
    int getVerifyTries();

    /** When its changes are asked for, epoch milliseconds; 0: at once; the end of time: never again. */
    @Indexed
    long getDetailsDue();

    /** How often that was tried in vain. */
    int getDetailsTries();

    /** Whether the columns from here on say something. */
    boolean isChangesLoaded();

    long getFilesChanged();

    long getAddedLines();

    long getRemovedLines();

    /** False: the numbers are the least there are. */
    boolean isChangesComplete();
}
