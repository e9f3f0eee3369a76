package dvcs.store.entity;

import net.java.ao.Entity;
import net.java.ao.Preload;
import net.java.ao.schema.Indexed;
import net.java.ao.schema.NotNull;
import net.java.ao.schema.StringLength;
import net.java.ao.schema.Table;
import net.java.ao.schema.Unique;

/**
 * What webhooks left to be looked at: a repository, or an account as a whole. A table of its own and no columns of those
 * two, because a transaction with the marks of many repositories would lock their rows in another order than others do.
 */
@Preload
@Table("HOOK_MARK")
public interface HookMarkEntity extends Entity {
    /** The repository's UNIQUE_HASH; of an account that of the number 0, which no forge gives. */
    @NotNull
    @Unique
    @StringLength(64)
    String getUniqueHash();

    @Indexed
    int getAccountId();

    long getForgeId();

    /** Counts the marks: whoever has looked closes exactly those that were there when the look began. No clock is asked. */
    long getMarks();

    /** Since when it is to be looked at; 0: nothing is left to do. */
    @Indexed
    long getOpenSince();

    /** When the last verified delivery came; of accounts only. */
    long getSeenAt();
}
