package dvcs.store;

import java.util.List;

/** How a merge request was reviewed, to store. */
public record ReviewRow(long iid, boolean approved, List<ReviewerRow> reviewers) {
    public ReviewRow {
        reviewers = List.copyOf(reviewers);
    }
}
