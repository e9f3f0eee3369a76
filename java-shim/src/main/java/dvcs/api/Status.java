package dvcs.api;

/**
 * The plugin's own health.
 *
 * @param nativeLoaded whether the core is loaded
 * @param nativeProblem why not, and what to do; empty when loaded
 * @param nativeVersion the core's own description, JSON
 * @param paused a copy of Jira was detected and nothing runs until an administrator decides
 */
public record Status(
        boolean nativeLoaded,
        String nativeProblem,
        String nativeVersion,
        boolean paused,
        String pausedReason,
        int accounts,
        int running) {}
