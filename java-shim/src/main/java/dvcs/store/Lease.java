package dvcs.store;

/** The right to write what {@code resource} names, until somebody else takes it. */
public record Lease(String resource, String token) {
    public static String ofRepository(int id) {
        return "repository:" + id;
    }

    public static String ofAccount(int id) {
        return "account:" + id;
    }
}
