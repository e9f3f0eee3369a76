package dvcs.store;

/** The right to write what {@code resource} names, until somebody else takes it. */
public record Lease(String resource, String token) {
    static final String OF_REPOSITORY = "repository:";
    static final String OF_ACCOUNT = "account:";

    public static String ofRepository(int id) {
        return OF_REPOSITORY + id;
    }

    /** Of what is loaded in the background: a lease of its own, so that it keeps no synchronisation waiting. */
    public static String ofDetails(int accountId) {
        return "details:" + accountId;
    }

    /** Of the ledger of commands: one runner in the cluster. */
    public static String ofCommands() {
        return "commands";
    }

    public static String ofAccount(int id) {
        return OF_ACCOUNT + id;
    }
}
