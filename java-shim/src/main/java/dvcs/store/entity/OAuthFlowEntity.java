package dvcs.store.entity;

import net.java.ao.Entity;
import net.java.ao.Preload;
import net.java.ao.schema.Indexed;
import net.java.ao.schema.NotNull;
import net.java.ao.schema.StringLength;
import net.java.ao.schema.Table;
import net.java.ao.schema.Unique;

/** Somebody is at a forge to authorise Jira; ten minutes at most. Declares the table; rows are written in JDBC. */
@Preload
@Table("OAUTH_FLOW")
public interface OAuthFlowEntity extends Entity {
    /** Of the state that the browser brings back. */
    @NotNull
    @Unique
    @StringLength(64)
    String getStateHash();

    /** Whose browser. */
    @NotNull
    @StringLength(450)
    String getUserKey();

    int getClientId();

    /** 0: an account is to be added. */
    int getAccountId();

    @StringLength(450)
    String getOwnerName();

    boolean isAutoLink();

    boolean isSmartCommits();

    /** PEM; null: none. */
    @StringLength(StringLength.UNLIMITED)
    String getCaCertificates();

    /** As it was sent to the forge. */
    @NotNull
    @StringLength(450)
    String getRedirectUrl();

    /** Of PKCE, encrypted. */
    @NotNull
    @StringLength(StringLength.UNLIMITED)
    String getVerifier();

    @Indexed
    long getCreatedAt();
}
