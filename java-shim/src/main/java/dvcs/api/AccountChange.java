package dvcs.api;

/** Null: unchanged. {@code ca} without certificates: only what the JVM trusts counts from now on. */
public record AccountChange(String token, Boolean autoLink, Certificates ca) {
    public AccountChange(String token, Boolean autoLink) {
        this(token, autoLink, null);
    }

    @Override
    public String toString() {
        return "AccountChange[autoLink=" + autoLink + (ca == null ? "" : ", ca=" + ca.summary()) + "]";
    }
}
