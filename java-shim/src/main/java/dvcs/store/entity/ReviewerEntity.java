package dvcs.store.entity;

import net.java.ao.Entity;
import net.java.ao.Preload;
import net.java.ao.schema.Indexed;
import net.java.ao.schema.NotNull;
import net.java.ao.schema.StringLength;
import net.java.ao.schema.Table;

/** Who was asked to review a merge request, or approved it. */
@Preload
@Table("REVIEWER")
public interface ReviewerEntity extends Entity {
    @Indexed
    int getRepositoryId();

    /** The merge request by its unique hash. */
    @NotNull
    @Indexed
    @StringLength(64)
    String getRequestHash();

    /** Its place in the forge's list, from 0. */
    int getOrdinal();

    /** User name at the forge. */
    @StringLength(450)
    String getUserName();

    /** As displayed. */
    @StringLength(450)
    String getDisplayName();

    /** As the API says it: unreviewed, reviewed, changes_requested, approved, unknown. */
    @StringLength(20)
    String getReviewState();
}
