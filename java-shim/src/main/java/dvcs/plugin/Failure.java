package dvcs.plugin;

import dvcs.bridge.NativeFailure;
import dvcs.store.StoreException;

/** What an administrator reads on the page when something broke on our side; Jira's log has the details. */
final class Failure {
    private static final String AGAIN = " It is tried again with the next refresh; Jira's log has the details.";

    private Failure() {}

    static String sentence(Throwable cause) {
        if (cause instanceof StoreException) {
            return "Jira's database refused what was to be stored." + AGAIN;
        }
        String message = cause.getMessage();
        if (cause instanceof NativeFailure || cause instanceof IllegalStateException) {
            return ended(message == null ? "The connector failed" : message) + AGAIN;
        }
        return "The connector failed unexpectedly (" + cause.getClass().getSimpleName() + ")." + AGAIN;
    }

    private static String ended(String text) {
        return text.matches("(?s).*[.!?…]") ? text : text + ".";
    }
}
