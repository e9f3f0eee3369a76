package dvcs.store.entity;

import net.java.ao.Entity;
import net.java.ao.Preload;
import net.java.ao.schema.Indexed;
import net.java.ao.schema.NotNull;
import net.java.ao.schema.StringLength;
import net.java.ao.schema.Table;

/** An issue key in a merge request: title, description or branches. */
@Preload
@Table("MR_KEY")
public interface MergeRequestKeyEntity extends Entity {
    @Indexed
    int getRepositoryId();

    /** The merge request by its unique hash. */
    @NotNull
    @Indexed
    @StringLength(64)
    String getRequestHash();

    @NotNull
    @Indexed
    @StringLength(255)
    String getIssueKey();
}
