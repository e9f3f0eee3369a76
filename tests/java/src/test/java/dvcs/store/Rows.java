package dvcs.store;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Rows and batches to store. */
final class Rows {
    private Rows() {}

    static String sha(int number) {
        return String.format("%040x", number);
    }

    static CommitRow commit(String sha, String message, String... keys) {
        return new CommitRow(sha, 1, new CommitRow.Signature("Ann", "ann@example.com", 1_632_138_622_000L, 120),
                new CommitRow.Signature("Cid", "cid@example.com", 1_632_138_700_000L, -300), message, false,
                "https://forge/c/" + sha, List.of(keys));
    }

    static BranchRow branch(String name, String head, String... keys) {
        return new BranchRow(name, head, name.equals("main"), List.of(keys));
    }

    static MergeRequestRow request(long iid, String title, String... keys) {
        return new MergeRequestRow(iid, title, "opened", false, "topic", "main", "ann", "Ann", 1_632_138_800_000L,
                "https://forge/mr/" + iid, sha(70), "", "", List.of(), List.of(keys), true);
    }

    /** A batch in the making. */
    static final class Making {
        private final int repositoryId;
        private int generation = 1;
        private boolean rereads;
        private byte[] cursor;
        private List<CommitRow> commits = List.of();
        private List<BranchRow> branches = List.of();
        private List<MergeRequestRow> requests = List.of();
        private List<String> goneCommits = List.of();
        private List<String> goneBranches = List.of();
        private List<Long> goneRequests = List.of();
        private Optional<SyncBatch.End> end = Optional.empty();

        Making(int repositoryId) {
            this.repositoryId = repositoryId;
        }

        Making reading(int newGeneration) {
            generation = newGeneration;
            rereads = true;
            return this;
        }

        Making cursor(String text) {
            cursor = text.getBytes(StandardCharsets.UTF_8);
            return this;
        }

        Making commits(CommitRow... rows) {
            commits = List.of(rows);
            return this;
        }

        Making commits(List<CommitRow> rows) {
            commits = rows;
            return this;
        }

        Making branches(BranchRow... rows) {
            branches = List.of(rows);
            return this;
        }

        Making requests(MergeRequestRow... rows) {
            requests = List.of(rows);
            return this;
        }

        Making gone(List<String> commitShas, List<String> branchNames, List<Long> iids) {
            goneCommits = commitShas;
            goneBranches = branchNames;
            goneRequests = iids;
            return this;
        }

        Making end(BranchRow... heads) {
            end = Optional.of(new SyncBatch.End(List.of(heads), 1_700_000_000_000L, "", "git", false, false, false, true));
            return this;
        }

        SyncBatch batch() {
            return new SyncBatch(repositoryId, generation, rereads, cursor, commits, branches, requests, goneCommits,
                    goneBranches, goneRequests, end);
        }
    }
}
