package dvcs.api;

import dvcs.api.SmartCommits.AuthorPolicy;

/** Null: unchanged. {@code ca} without certificates: only what the JVM trusts counts from now on. {@code webhooks}: whether they are made at the forge. */
public record AccountChange(String token, Boolean autoLink, Certificates ca, Boolean smartCommits, AuthorPolicy authorPolicy, Boolean webhooks) {
    public AccountChange(String token, Boolean autoLink, Certificates ca) {
        this(token, autoLink, ca, null, null, null);
    }

    public AccountChange(String token, Boolean autoLink, Certificates ca, Boolean smartCommits, AuthorPolicy authorPolicy) {
        this(token, autoLink, ca, smartCommits, authorPolicy, null);
    }

    public AccountChange(String token, Boolean autoLink) {
        this(token, autoLink, null);
    }

    @Override
    public String toString() {
        return "AccountChange[autoLink=" + autoLink + (ca == null ? "" : ", ca=" + ca.summary())
                + (smartCommits == null ? "" : ", smartCommits=" + smartCommits)
                + (authorPolicy == null ? "" : ", authorPolicy=" + authorPolicy)
                + (webhooks == null ? "" : ", webhooks=" + webhooks) + "]";
    }
}
