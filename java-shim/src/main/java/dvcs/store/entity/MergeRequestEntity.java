package dvcs.store.entity;

import net.java.ao.Entity;
import net.java.ao.Preload;
import net.java.ao.schema.Indexed;
import net.java.ao.schema.NotNull;
import net.java.ao.schema.StringLength;
import net.java.ao.schema.Table;
import net.java.ao.schema.Unique;

/** A merge request that names an issue key. */
@Preload
@Table("MERGE_REQUEST")
public interface MergeRequestEntity extends Entity {
    @Indexed
    int getRepositoryId();

    /** Of repository and number. */
    @NotNull
    @Unique
    @StringLength(64)
    String getUniqueHash();

    /** The number within its project. */
    long getIid();

    @StringLength(StringLength.UNLIMITED)
    String getTitle();

    /** As the API says it: opened, closed, merged, locked, unknown. */
    @StringLength(20)
    String getState();

    boolean isDraft();

    @StringLength(StringLength.UNLIMITED)
    String getSourceBranch();

    @StringLength(StringLength.UNLIMITED)
    String getTargetBranch();

    /** User name at the forge. */
    @StringLength(450)
    String getAuthor();

    /** As displayed. */
    @StringLength(450)
    String getAuthorName();

    /** Epoch milliseconds. */
    long getUpdatedAt();

    @StringLength(StringLength.UNLIMITED)
    String getWebUrl();

    long getFirstSeen();

    int getGeneration();

    /** Of the source branch, as last seen by the forge. */
    @StringLength(64)
    String getHeadSha();

    @StringLength(64)
    String getMergeCommitSha();

    @StringLength(64)
    String getSquashCommitSha();

    boolean isApproved();

    /** When its reviews are asked for, epoch milliseconds; 0: at once; the end of time: not before it changes. */
    @Indexed
    long getDetailsDue();

    /** How often that was tried in vain. */
    int getDetailsTries();
}
