package dvcs.store.entity;

import net.java.ao.Entity;
import net.java.ao.Preload;
import net.java.ao.schema.Indexed;
import net.java.ao.schema.NotNull;
import net.java.ao.schema.StringLength;
import net.java.ao.schema.Table;
import net.java.ao.schema.Unique;

/** A branch, with or without keys: the heads are what the next synchronisation starts from. */
@Preload
@Table("BRANCH")
public interface BranchEntity extends Entity {
    @Indexed
    int getRepositoryId();

    /** Of repository and name. */
    @NotNull
    @Unique
    @StringLength(64)
    String getUniqueHash();

    @StringLength(StringLength.UNLIMITED)
    String getName();

    /** As last reported. */
    @StringLength(64)
    String getHead();

    /** Its history is stored completely; null: none is. */
    @StringLength(64)
    String getKnownHead();

    boolean isDefaultBranch();

    long getFirstSeen();

    /** Tombstone: since when it is gone; 0: it is there; below 0: it is missing since then, but not removed yet. */
    long getGoneAt();

    int getGeneration();

    /** Since when the brake holds its removal back; 0: it does not. Kept if not after the repository's KEPT_AT. */
    long getHeldAt();
}
