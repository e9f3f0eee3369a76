package dvcs.plugin;

/**
 * How issue keys are recognised (house plan, section Grammar). The switches are system properties for now: which project
 * keys a Jira allows is not in any service that plugins share.
 */
record Grammar(boolean lowerCase, boolean underscore) {
    /** Of the grammar itself; a change schedules a rescan of what was read with another. */
    private static final int VERSION = 1;

    static Grammar ofThisJvm() {
        return new Grammar(Boolean.getBoolean("dvcs.keys.lowercase"), Boolean.getBoolean("dvcs.keys.underscore"));
    }

    /** Differs for every combination of version and switches. */
    int version() {
        return VERSION * 4 + (lowerCase ? 2 : 0) + (underscore ? 1 : 0);
    }
}
