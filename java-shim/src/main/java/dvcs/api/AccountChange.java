package dvcs.api;

import dvcs.api.SmartCommits.AuthorPolicy;

/** Null: unchanged. {@code ca} without certificates: only what the JVM trusts counts from now on. */
public record AccountChange(String token, Boolean autoLink, Certificates ca, Boolean smartCommits, AuthorPolicy authorPolicy) {
    public AccountChange(String token, Boolean autoLink, Certificates ca) {
        this(token, autoLink, ca, null, null);
    }

    public AccountChange(String token, Boolean autoLink) {
        this(token, autoLink, null);
    }

    @Override
    public String toString() {
        return "AccountChange[autoLink=" + autoLink + (ca == null ? "" : ", ca=" + ca.summary())
                + (smartCommits == null ? "" : ", smartCommits=" + smartCommits)
                + (authorPolicy == null ? "" : ", authorPolicy=" + authorPolicy) + "]";
    }
}
