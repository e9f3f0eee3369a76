package dvcs.store.entity;

import net.java.ao.Entity;
import net.java.ao.Preload;
import net.java.ao.schema.NotNull;
import net.java.ao.schema.StringLength;
import net.java.ao.schema.Table;
import net.java.ao.schema.Unique;

/** Who may write. Times are the database's own. */
@Preload
@Table("LEASE")
public interface LeaseEntity extends Entity {
    /** repository:ID or account:ID. */
    @NotNull
    @Unique
    @StringLength(100)
    String getResource();

    /** New with each holder; every batch is fenced by it. */
    @NotNull
    @StringLength(64)
    String getToken();

    /** The node. */
    @StringLength(255)
    String getHolder();

    /** Epoch milliseconds of the database. */
    long getExpiresAt();

    /** Counts fenced transactions. */
    long getFence();
}
