package dvcs.store.entity;

import net.java.ao.Entity;
import net.java.ao.Preload;
import net.java.ao.schema.NotNull;
import net.java.ao.schema.StringLength;
import net.java.ao.schema.Table;
import net.java.ao.schema.Unique;

/** An application at a forge. Declares the table; rows are written in JDBC. */
@Preload
@Table("CLIENT_CONFIGURATION")
public interface ClientConfigurationEntity extends Entity {
    @NotNull
    @StringLength(255)
    String getName();

    /** Of the name: there is one of each. */
    @NotNull
    @Unique
    @StringLength(64)
    String getUniqueHash();

    /** gitlab or gitea */
    @NotNull
    @StringLength(20)
    String getHost();

    /** Where Jira reaches the forge. */
    @NotNull
    @StringLength(450)
    String getUrl();

    /** Where browsers reach it. */
    @NotNull
    @StringLength(450)
    String getBrowserUrl();

    @NotNull
    @StringLength(450)
    String getApplicationId();

    /** Encrypted; null: to be entered again. */
    @StringLength(StringLength.UNLIMITED)
    String getSecret();

    long getCreatedAt();
}
