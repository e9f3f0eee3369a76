package dvcs.store.entity;

import net.java.ao.Entity;
import net.java.ao.Preload;
import net.java.ao.schema.Indexed;
import net.java.ao.schema.NotNull;
import net.java.ao.schema.StringLength;
import net.java.ao.schema.Table;
import net.java.ao.schema.Unique;

/** An account at a forge. Declares the table; rows are written in JDBC. */
@Preload
@Table("ACCOUNT")
public interface AccountEntity extends Entity {
    /** gitlab, gitea, github, bitbucket */
    @NotNull
    @StringLength(20)
    String getHost();

    /** Group or user; empty: the whole instance. */
    @StringLength(450)
    String getOwnerName();

    @StringLength(450)
    String getUrl();

    /** Of host, URL and owner. */
    @NotNull
    @Unique
    @StringLength(64)
    String getUniqueHash();

    boolean isAutoLink();

    /** Of its repositories that do not say otherwise. */
    boolean isSmartCommits();

    /** Who may act for an author: compatible (null is that, too) or strict. */
    @StringLength(20)
    String getAuthorPolicy();

    /** Being removed: shown nowhere, its rows are deleted piece by piece. */
    boolean isRemoved();

    /** Encrypted; null: none. */
    @StringLength(StringLength.UNLIMITED)
    String getCredential();

    /** Counts tokens and certificates that were entered: one that failed stops the account only while it is the current one. */
    int getCredentialVersion();

    /** The forge refused the token: nothing is asked until there is another. */
    boolean isStopped();

    @StringLength(StringLength.UNLIMITED)
    String getError();

    @StringLength(255)
    String getServerVersion();

    /** Whom the token belongs to. */
    @StringLength(255)
    String getForgeUser();

    long getCreatedAt();

    /** Start of the last listing that ended well. */
    long getLastRefresh();

    /** Start of the last listing that saw everything. */
    long getLastFullRefresh();

    /** How the forge knows the owner; spares the next listing a question. */
    @StringLength(StringLength.UNLIMITED)
    String getOwnerHint();

    /** PEM: trusted for this account besides what the JVM trusts; null: none. */
    @StringLength(StringLength.UNLIMITED)
    String getCaCertificates();

    /** Patterns of repositories that are linked, one a line; null: all. */
    @StringLength(StringLength.UNLIMITED)
    String getIncludeRules();

    /** Patterns of repositories that are not linked, whatever includes them; null: none. */
    @StringLength(StringLength.UNLIMITED)
    String getExcludeRules();

    /** When an administrator last cancelled its work, by the database's clock; 0: never. Every node looks at it. */
    @Indexed
    long getCancelledAt();

    /** The brake: how many were missing when it tripped; 0: it has not. */
    int getHeldMissing();

    int getHeldAll();

    long getHeldSince();

    /** OPEN, ACCEPTED or REJECTED. */
    @StringLength(20)
    String getHeldDecision();

    /** An administrator keeps the repositories whose removal was held back until then; 0: none. */
    long getKeptAt();

    /** What its webhooks prove themselves with, encrypted; null: none yet. */
    @StringLength(StringLength.UNLIMITED)
    String getHookSecret();

    /** Counts the secrets, so that each webhook's can be told. */
    int getHookSecretNumber();

    /** Those before, one a line, the youngest first, which count until every hook has the new one; null: none. */
    @StringLength(StringLength.UNLIMITED)
    String getHookSecretFormer();

    /** An administrator wants no webhooks made at the forge. */
    boolean isHooksOff();

    /** Where its webhooks lead; null: none were made. */
    @StringLength(StringLength.UNLIMITED)
    String getHookUrl();

    /** Where they led before, one a line: what is found there is ours. */
    @StringLength(StringLength.UNLIMITED)
    String getHookFormerUrls();

    /** The group's webhook at the forge; 0: none is known. */
    long getGroupHookId();

    /** The number of the secret that it was given. */
    int getGroupHookSecret();

    /** As the repository's. */
    @StringLength(20)
    String getGroupHookState();

    /** What is wrong with all of its webhooks, and what to do; null: nothing. */
    @StringLength(StringLength.UNLIMITED)
    String getHookError();

    /** What was seen of webhooks before is to be looked at anew; 0: nothing. */
    long getHooksAnew();

    /** When all of them were last looked at, or that failed. */
    long getHooksCheckedAt();

    /** Of a removed account: what its webhooks are removed with, encrypted; null: nothing is left to remove. */
    @StringLength(StringLength.UNLIMITED)
    String getHookCredential();

    long getRemovedAt();

    /** The client configuration that its tokens come from; 0 or null: an access token was entered. */
    int getClientId();

    /** What the next pair of tokens is obtained with, encrypted; null: none. */
    @StringLength(StringLength.UNLIMITED)
    String getRefreshCredential();

    /** When the present pair was obtained, by the database's clock. */
    long getObtainedAt();

    /** When the token ends, by the database's clock; 0: never, or the forge does not say. */
    long getExpiresAt();

    @StringLength(255)
    String getTokenScope();

    /** A new pair was asked for then, and nothing is stored of what became of it; 0: no. */
    long getRefreshStartedAt();

    /** Of an access token: when the forge was last asked how long it lasts. */
    long getTokenReadAt();

    /** Of an access token: how many days before its end a warning was last logged; 0: none yet. */
    int getExpiryWarned();

    /** Of a removed account: the refresh token that is still to be revoked, encrypted; null: none. */
    @StringLength(StringLength.UNLIMITED)
    String getRevokeCredential();
}
