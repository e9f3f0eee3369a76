package dvcs.store.entity;

import net.java.ao.Entity;
import net.java.ao.Preload;
import net.java.ao.schema.Indexed;
import net.java.ao.schema.NotNull;
import net.java.ao.schema.StringLength;
import net.java.ao.schema.Table;

/** An issue key in the message of a commit. */
@Preload
@Table("COMMIT_KEY")
public interface CommitKeyEntity extends Entity {
    @Indexed
    int getRepositoryId();

    /** The commit by its unique hash. */
    @NotNull
    @Indexed
    @StringLength(64)
    String getCommitHash();

    @NotNull
    @Indexed
    @StringLength(255)
    String getIssueKey();
}
