package dvcs.store;

import java.util.stream.Stream;

/** The right to write what {@code resource} names, until somebody else takes it. */
public record Lease(String resource, String token) {
    static final String OF_REPOSITORY = "repository:";
    static final String OF_ACCOUNT = "account:";
    private static final String OF_DETAILS = "details:";
    private static final String OF_AUTHORS = "authors:";
    private static final String OF_HOOKS = "hooks:";
    private static final String OF_TOKENS = "oauth:";

    public static String ofRepository(int id) {
        return OF_REPOSITORY + id;
    }

    /** Of what is loaded in the background: a lease of its own, so that it keeps no synchronisation waiting. */
    public static String ofDetails(int accountId) {
        return OF_DETAILS + accountId;
    }

    /** Of the questions whether the forge vouches for authors: somebody waits for them, so that they wait for no details. */
    public static String ofAuthors(int accountId) {
        return OF_AUTHORS + accountId;
    }

    /** Of an account's webhooks at its forge. */
    public static String ofHooks(int accountId) {
        return OF_HOOKS + accountId;
    }

    /** Of the pair of tokens that an account got through OAuth: one node at a time asks for the next one. */
    public static String ofTokens(int accountId) {
        return OF_TOKENS + accountId;
    }

    /** Of the ledger of commands: one runner in the cluster. */
    public static String ofCommands() {
        return "commands";
    }

    /** Whether what it names is a row, which may be deleted; others are of the cluster, for ever. */
    static boolean isOfRow(String resource) {
        return Stream.of(OF_REPOSITORY, OF_ACCOUNT, OF_DETAILS, OF_AUTHORS, OF_HOOKS, OF_TOKENS).anyMatch(resource::startsWith);
    }

    public static String ofAccount(int id) {
        return OF_ACCOUNT + id;
    }
}
