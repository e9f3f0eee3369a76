package dvcs.bridge;

import java.util.List;

/**
 * Loads what commits changed, how merge requests were reviewed, and whether the forge vouches for authors of commits.
 *
 * @param commits in hex
 * @param mergeRequests by their numbers within the repository
 */
public record DetailsRequest(long forgeId, String path, List<String> commits, List<Long> mergeRequests, List<Author> authors) {
    public DetailsRequest {
        commits = List.copyOf(commits);
        mergeRequests = List.copyOf(mergeRequests);
        authors = List.copyOf(authors);
    }

    /** Whom a commit names. {@code sha} in hex. */
    public record Author(String sha, String authorEmail, String committerEmail) {}
}
