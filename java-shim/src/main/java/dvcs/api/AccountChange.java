package dvcs.api;

/** Null: unchanged. */
public record AccountChange(String token, Boolean autoLink) {
    @Override
    public String toString() {
        return "AccountChange[autoLink=" + autoLink + "]";
    }
}
