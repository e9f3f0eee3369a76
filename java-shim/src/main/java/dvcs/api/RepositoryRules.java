package dvcs.api;

import java.util.List;

/**
 * Which repositories of an account are linked at all, by their paths. Implemented by {@code dvcs.plugin}; thread-safe. Methods may throw
 * {@link ConnectorException} with words for an administrator.
 */
public interface RepositoryRules {
    /** So many lines has a list at most. */
    int MOST_LINES = 200;
    /** So many characters has a line at most. */
    int LONGEST_LINE = 500;
    /** So many characters has a list at most: both have to fit into a request. */
    int LONGEST = 30_000;

    /**
     * One pattern a line: {@code *} is any text within a segment of a path, {@code **} any number of whole segments, a slash at the end
     * everything below. Case does not matter. A repository that no included one matches, or an excluded one does, is not linked.
     *
     * @param include empty: all
     */
    record Rules(String include, String exclude) {
        public static final Rules NONE = new Rules("", "");
    }

    /** How many there are, and the paths of the first ones. */
    record Names(int count, List<String> first) {
        /** Longer lists are cut. */
        public static final int MOST = 20;

        public Names {
            first = List.copyOf(first);
        }

        public static Names of(List<String> paths) {
            return new Names(paths.size(), paths.subList(0, Math.min(MOST, paths.size())));
        }
    }

    /**
     * What rules make of an account's repositories.
     *
     * @param listed that the host has
     * @param linked of these, afterwards
     * @param newlyLinked that are linked because the rules let them now
     * @param unlinked that are linked now and then no longer
     */
    record Effect(int listed, int linked, Names newlyLinked, Names unlinked) {}

    Rules rules(int accountId);

    /** Changes nothing. 400: a pattern is wrong; the sentence names its line. */
    Effect preview(int accountId, Rules rules);

    /** Stores the rules, unlinks and links at once, and begins to synchronise what was linked. 400 as {@link #preview}. */
    Effect save(int accountId, Rules rules);
}
