package dvcs.forge;

import java.util.List;

/** A commit as GitLab would show it: text already converted to UTF-8. Times are seconds with the author's offset. */
record GitCommit(
        String sha,
        List<String> parents,
        String authorName,
        String authorEmail,
        long authored,
        int authoredOffset,
        String committerName,
        String committerEmail,
        long committed,
        int committedOffset,
        String message) {
    String title() {
        int end = message.indexOf('\n');
        return (end < 0 ? message : message.substring(0, end)).strip();
    }
}
