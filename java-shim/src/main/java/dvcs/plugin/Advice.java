package dvcs.plugin;

/** What an administrator can do about an error of a run, by the codes of native/src/base/status.hpp. */
final class Advice {
    private static final String WAIT = "Nothing has to be done: it is tried again with the next refresh.";

    private Advice() {}

    static String of(int errorCode) {
        return switch (errorCode) {
            case 10 -> "Check that Jira's server can reach the forge: its address, its name service, proxy and firewall.";
            case 11 -> "Import the certificate of the forge's authority into the trust store of Jira's JVM.";
            case 12, 23, 24 -> WAIT;
            case 13, 26 -> "Check the account's address: what answers there is not the forge's API.";
            case 20 -> "Enter a new access token.";
            case 21 -> "Give the access token the scopes read_api and read_repository, and its user access to the repository.";
            case 22 -> "The repository may have been moved or deleted: refresh the account. If it is there, the token's user may not see it.";
            default -> "It is tried again with the next refresh; Jira's log has the details.";
        };
    }
}
