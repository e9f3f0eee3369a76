package dvcs.store.entity;

import net.java.ao.Entity;
import net.java.ao.Preload;
import net.java.ao.schema.Indexed;
import net.java.ao.schema.NotNull;
import net.java.ao.schema.StringLength;
import net.java.ao.schema.Table;

/** An issue key in the name of a branch. */
@Preload
@Table("BRANCH_KEY")
public interface BranchKeyEntity extends Entity {
    @Indexed
    int getRepositoryId();

    /** The branch by its unique hash. */
    @NotNull
    @Indexed
    @StringLength(64)
    String getBranchHash();

    @NotNull
    @Indexed
    @StringLength(255)
    String getIssueKey();
}
