package dvcs.plugin;

/** How a job at a forge ended. {@code errorCode}: 0, or a code of native/src/base/status.hpp. */
record Outcome(int errorCode, String error, boolean complete, String serverVersion, String user, String ownerHint) {
    private static final int CANCELLED = 5;
    private static final int UNAUTHORIZED = 20;

    boolean ok() {
        return errorCode == 0;
    }

    boolean cancelled() {
        return errorCode == CANCELLED;
    }

    /** Stops the whole account: servers ban addresses that keep failing. */
    boolean tokenRefused() {
        return errorCode == UNAUTHORIZED;
    }
}
