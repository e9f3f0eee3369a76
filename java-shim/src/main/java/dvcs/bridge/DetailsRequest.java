package dvcs.bridge;

import java.util.List;

/**
 * Loads what commits changed and how merge requests were reviewed.
 *
 * @param commits in hex
 * @param mergeRequests by their numbers within the repository
 */
public record DetailsRequest(long forgeId, String path, List<String> commits, List<Long> mergeRequests) {
    public DetailsRequest {
        commits = List.copyOf(commits);
        mergeRequests = List.copyOf(mergeRequests);
    }
}
