package dvcs.store.entity;

import net.java.ao.Entity;
import net.java.ao.Preload;
import net.java.ao.schema.Indexed;
import net.java.ao.schema.NotNull;
import net.java.ao.schema.StringLength;
import net.java.ao.schema.Table;

/** One of the first files that a commit changed. */
@Preload
@Table("CHANGED_FILE")
public interface ChangedFileEntity extends Entity {
    @Indexed
    int getRepositoryId();

    /** The commit by its unique hash. */
    @NotNull
    @Indexed
    @StringLength(64)
    String getCommitHash();

    /** Its place in the forge's list, from 0. */
    int getOrdinal();

    @StringLength(StringLength.UNLIMITED)
    String getPath();

    /** Of a renamed file. */
    @StringLength(StringLength.UNLIMITED)
    String getOldPath();

    /** As the API says it: modified, added, deleted, renamed. */
    @StringLength(20)
    String getChangeKind();

    long getAddedLines();

    long getRemovedLines();
}
