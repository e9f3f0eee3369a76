package dvcs.commands;

import dvcs.store.DueCommits;
import dvcs.store.DueCommits.Due;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What of a commit was there, under another SHA, before its repository was armed: the same author, second and words. The words
 * count, since two commits of one second are not the same commit. One message at a time; not thread-safe.
 */
final class History {
    private static final int MOST = 50;

    private final DueCommits commits;
    private final CommandParser parser;
    private final Due commit;
    private final Map<String, List<DueCommits.Message>> messages = new HashMap<>();

    History(DueCommits commits, CommandParser parser, Due commit) {
        this.commits = commits;
        this.parser = parser;
        this.commit = commit;
    }

    /** {@code normal}: see {@link CommandParser.Command#normal}. In doubt it was there: what is not executed can be retried. */
    boolean has(String issueKey, String normal) {
        List<DueCommits.Message> there = messages.computeIfAbsent(issueKey, key -> commits.history(commit, key, MOST));
        return there.size() == MOST || there.stream().anyMatch(message -> message.cut() || has(message.text(), issueKey, normal));
    }

    private boolean has(String message, String issueKey, String normal) {
        try {
            return parser.parse(message).commands().stream()
                    .anyMatch(each -> each.issueKeys().contains(issueKey) && each.normal().equals(normal));
        } catch (ParseException e) {
            return true;
        }
    }
}
