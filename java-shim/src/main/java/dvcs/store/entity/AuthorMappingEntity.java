package dvcs.store.entity;

import net.java.ao.Entity;
import net.java.ao.Preload;
import net.java.ao.schema.Indexed;
import net.java.ao.schema.NotNull;
import net.java.ao.schema.StringLength;
import net.java.ao.schema.Table;
import net.java.ao.schema.Unique;

/** Says which user acts for an author of commits. */
@Preload
@Table("AUTHOR_MAPPING")
public interface AuthorMappingEntity extends Entity {
    /** 0: of every account. */
    @Indexed
    int getAccountId();

    /** Of account and author. */
    @NotNull
    @Unique
    @StringLength(64)
    String getUniqueHash();

    /** E-mail or name as in the commit. */
    @NotNull
    @StringLength(450)
    String getAuthor();

    @NotNull
    @StringLength(255)
    String getUserKey();

    long getCreatedAt();
}
