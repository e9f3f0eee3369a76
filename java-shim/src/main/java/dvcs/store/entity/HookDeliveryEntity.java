package dvcs.store.entity;

import net.java.ao.Entity;
import net.java.ao.Preload;
import net.java.ao.schema.Indexed;
import net.java.ao.schema.NotNull;
import net.java.ao.schema.StringLength;
import net.java.ao.schema.Table;
import net.java.ao.schema.Unique;

/** A webhook's delivery that was verified and accepted; kept for some days, so that none counts twice. */
@Preload
@Table("HOOK_DELIVERY")
public interface HookDeliveryEntity extends Entity {
    /** Of the account and what tells the delivery from every other one. */
    @NotNull
    @Unique
    @StringLength(64)
    String getUniqueHash();

    @Indexed
    int getAccountId();

    /** The repository's number at its forge; 0: it is about none. */
    long getForgeId();

    @NotNull
    @StringLength(20)
    String getKind();

    /** The forge's name of the user who pushed; null: it does not say. */
    @StringLength(450)
    String getPusher();

    @Indexed
    long getReceivedAt();
}
