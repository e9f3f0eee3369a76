package dvcs.plugin;

import java.util.Objects;

/**
 * Which Jira this is: its server id and the base URL that an administrator configured. A copy of the database carries
 * the fingerprint of the original, so a copy that was given its own address does not act with the original's rights.
 */
record Fingerprint(String serverId, String baseUrl) {
    Fingerprint {
        serverId = Objects.requireNonNullElse(serverId, "");
        baseUrl = Objects.requireNonNullElse(baseUrl, "").replaceAll("/+$", "");
    }

    /** As stored. A server id holds no blank. */
    String text() {
        return serverId + " " + baseUrl;
    }

    /** For the administrator who has to decide. */
    String mismatch(String stored) {
        return "The connector was set up at “" + stored.substring(stored.indexOf(' ') + 1) + "”, and this Jira is at “" + baseUrl
                + "”" + (stored.startsWith(serverId + " ") ? "" : " with another server id")
                + ". Until an administrator says whether it moved or is a copy, nothing is fetched.";
    }
}
