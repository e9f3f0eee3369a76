package dvcs.store.entity;

import net.java.ao.Entity;
import net.java.ao.Preload;
import net.java.ao.schema.Indexed;
import net.java.ao.schema.NotNull;
import net.java.ao.schema.StringLength;
import net.java.ao.schema.Table;
import net.java.ao.schema.Unique;

/** A repository; its identity is the number at its forge. */
@Preload
@Table("REPOSITORY")
public interface RepositoryEntity extends Entity {
    @Indexed
    int getAccountId();

    long getForgeId();

    /** Of account and forge id. */
    @NotNull
    @Unique
    @StringLength(64)
    String getUniqueHash();

    @StringLength(450)
    String getPath();

    @StringLength(450)
    String getName();

    @StringLength(StringLength.UNLIMITED)
    String getWebUrl();

    @StringLength(StringLength.UNLIMITED)
    String getCloneUrl();

    @StringLength(StringLength.UNLIMITED)
    String getDefaultBranch();

    boolean isArchived();

    boolean isWithoutCommits();

    /** Whether it is synchronised. */
    boolean isLinked();

    /** It is not linked because of the account's rules: it will be when they let it. */
    boolean isRuledOut();

    @NotNull
    @StringLength(20)
    String getState();

    @StringLength(StringLength.UNLIMITED)
    String getError();

    /** As the forge says; 0: it does not. */
    long getLastActivity();

    /** Start of the last synchronisation that ended well; 0: none yet. */
    long getLastSync();

    /** When its heads were last compared with the forge's. */
    long getVerifiedAt();

    /** Since when it is no longer at the forge; 0: it is there. */
    long getGoneAt();

    /** Commits first seen later may execute commands; 0: not armed. */
    long getArmedAt();

    /** Smart commits: on, off; null: as the account says. */
    @StringLength(10)
    String getSmartCommits();

    /** Why it is not armed although its smart commits are on; null: nothing is in the way. */
    @StringLength(StringLength.UNLIMITED)
    String getArmRefusal();

    /** Of the issue-key grammar that its rows were found with. */
    int getGrammarVersion();

    /** Of the last complete reading; 0: none yet. */
    int getGeneration();

    /** That new rows carry; above generation while a full reading is under way. */
    int getTargetGeneration();

    /** Base64, of the last stored batch. */
    @StringLength(StringLength.UNLIMITED)
    String getSyncCursor();

    /** The cursor with which the last run that stored something ended well; null: none since a full reading began. */
    @StringLength(StringLength.UNLIMITED)
    String getEndCursor();

    /** Counted with the last batch of a synchronisation. */
    int getCommitCount();

    int getBranchCount();

    int getMergeRequestCount();

    /** Where its commits came from: git or rest. */
    @StringLength(10)
    String getSource();

    /** When merge requests that were deleted at the forge were last looked for. */
    long getProbedAt();

    /** The next run reads everything anew. */
    boolean isFullWanted();

    /** Some of its branches and commits are marked as leaving, or their removal is held back. */
    boolean isDepartures();

    /**
     * When details of its commits and merge requests are looked for, epoch milliseconds; below 0: rows came, and each time it is
     * another number; null: at once.
     */
    long getDetailsDue();

    /** The oldest tombstone among its branches and commits; 0: none. */
    long getGravesSince();

    /** When an administrator last cancelled its work, by the database's clock; 0: never. Every node looks at it. */
    @Indexed
    long getCancelledAt();

    /** When an administrator moved it to the top of the queue, by the database's clock; 0: nobody did, or its run is over. */
    @Indexed
    long getPriorityAt();

    /** The brake: how many were missing when it tripped; 0: it has not. */
    int getHeldMissing();

    int getHeldAll();

    long getHeldSince();

    /** OPEN, ACCEPTED or REJECTED. */
    @StringLength(20)
    String getHeldDecision();

    /** An administrator keeps the branches and commits whose removal was held back until then; 0: none. */
    long getKeptAt();

    /** Since when the account's brake holds back that this repository is gone; 0: it does not. See the account's KEPT_AT. */
    long getHeldAt();

    /** Its webhook at the forge; 0: none of its own is known. */
    long getHookId();

    /** The number of the account's secret that it was given. */
    int getHookSecretNumber();

    /** See dvcs.api.Hook; null: never looked at. */
    @StringLength(20)
    String getHookState();

    /** What is wrong with it and what to do; null: nothing. */
    @StringLength(StringLength.UNLIMITED)
    String getHookError();

    long getHookCheckedAt();

    /** Why it was disarmed the last time, as a sentence for people; null: it never was. */
    @StringLength(StringLength.UNLIMITED)
    String getDisarmReason();
}
