package dvcs.store;

import java.util.List;

/**
 * What a commit changed, to store.
 *
 * @param complete false: the numbers are the least there are
 * @param files the first of them
 */
public record ChangesRow(String sha, long filesChanged, long addedLines, long removedLines, boolean complete, List<File> files) {
    /** {@code kind} as {@link dvcs.api.Development.ChangedFile} has it. */
    public record File(String path, String oldPath, String kind, long addedLines, long removedLines) {}

    public ChangesRow {
        files = List.copyOf(files);
    }
}
