package dvcs.plugin;

import dvcs.store.BranchRow;
import dvcs.store.ChangesRow;
import dvcs.store.CommitRow;
import dvcs.store.ListedRepository;
import dvcs.store.MergeRequestRow;
import dvcs.store.ReviewRow;
import dvcs.store.ReviewerRow;
import dvcs.store.VerificationRow;
import dvcs.wire.AuthorVerification;
import dvcs.wire.Batch;
import dvcs.wire.Branch;
import dvcs.wire.ChangeKind;
import dvcs.wire.ChangedFile;
import dvcs.wire.Commit;
import dvcs.wire.CommitChanges;
import dvcs.wire.Deleted;
import dvcs.wire.DeletedKind;
import dvcs.wire.MergeRequest;
import dvcs.wire.MergeRequestReview;
import dvcs.wire.MergeRequestState;
import dvcs.wire.Moment;
import dvcs.wire.Person;
import dvcs.wire.Repository;
import dvcs.wire.ReviewState;
import dvcs.wire.Reviewer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Copies rows out of a batch, which is a view of a buffer that will be overwritten. */
final class Decoder {
    private static final List<Integer> SHA_BYTES = List.of(20, 32);

    private Decoder() {}

    static List<CommitRow> commits(Batch batch) {
        Commit from = new Commit();
        List<CommitRow> rows = new ArrayList<>(batch.commitsLength());
        for (int i = 0; i < batch.commitsLength(); i++) {
            batch.commits(from, i);
            String sha = sha(from.shaAsByteBuffer());
            if (!sha.isEmpty()) {
                rows.add(new CommitRow(sha, from.parentCount(), signature(from.author(), from.authored()),
                        signature(from.committer(), from.committed()), from.message(), from.messageCut(), from.webUrl(),
                        texts(from.keysLength(), from::keys)));
            }
        }
        return rows;
    }

    static List<BranchRow> branches(Batch batch) {
        return branches(batch.branchesLength(), batch::branches);
    }

    static List<BranchRow> heads(Batch batch) {
        return branches(batch.finished().headsLength(), batch.finished()::heads);
    }

    private static List<BranchRow> branches(int count, IntFunction<Branch> get) {
        List<BranchRow> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Branch from = get.apply(i);
            String sha = sha(from.shaAsByteBuffer());
            if (!sha.isEmpty() && from.name() != null) {
                rows.add(new BranchRow(from.name(), sha, from.isDefault(), texts(from.keysLength(), from::keys)));
            }
        }
        return rows;
    }

    static List<MergeRequestRow> mergeRequests(Batch batch) {
        List<MergeRequestRow> rows = new ArrayList<>(batch.mergeRequestsLength());
        for (int i = 0; i < batch.mergeRequestsLength(); i++) {
            MergeRequest from = batch.mergeRequests(i);
            rows.add(new MergeRequestRow(from.iid(), from.title(), state(from.state()), from.draft(), from.sourceBranch(),
                    from.targetBranch(), from.author(), from.authorName(), millis(from.updated()), from.webUrl(),
                    sha(from.headShaAsByteBuffer()), sha(from.mergeCommitShaAsByteBuffer()), sha(from.squashCommitShaAsByteBuffer()),
                    reviewers(from.reviewersLength(), from::reviewers), texts(from.keysLength(), from::keys), !from.keysIncomplete()));
        }
        return rows;
    }

    static List<ChangesRow> changes(Batch batch) {
        List<ChangesRow> rows = new ArrayList<>(batch.commitChangesLength());
        for (int i = 0; i < batch.commitChangesLength(); i++) {
            CommitChanges from = batch.commitChanges(i);
            String sha = sha(from.shaAsByteBuffer());
            if (!sha.isEmpty()) {
                rows.add(new ChangesRow(sha, from.filesChanged(), from.addedLines(), from.removedLines(), from.complete(),
                        files(from)));
            }
        }
        return rows;
    }

    private static List<ChangesRow.File> files(CommitChanges from) {
        List<ChangesRow.File> files = new ArrayList<>(from.filesLength());
        for (int i = 0; i < from.filesLength(); i++) {
            ChangedFile file = from.files(i);
            files.add(new ChangesRow.File(file.path(), file.oldPath(), name(ChangeKind.names, file.kind()),
                    file.addedLines(), file.removedLines()));
        }
        return files;
    }

    static List<ReviewRow> reviews(Batch batch) {
        List<ReviewRow> rows = new ArrayList<>(batch.reviewsLength());
        for (int i = 0; i < batch.reviewsLength(); i++) {
            MergeRequestReview from = batch.reviews(i);
            rows.add(new ReviewRow(from.iid(), from.approved(), reviewers(from.reviewersLength(), from::reviewers)));
        }
        return rows;
    }

    static List<VerificationRow> verifications(Batch batch) {
        List<VerificationRow> rows = new ArrayList<>(batch.authorVerificationsLength());
        for (int i = 0; i < batch.authorVerificationsLength(); i++) {
            AuthorVerification from = batch.authorVerifications(i);
            String sha = sha(from.shaAsByteBuffer());
            if (!sha.isEmpty()) {
                rows.add(new VerificationRow(sha, from.verified(), from.reason() == null ? "" : from.reason()));
            }
        }
        return rows;
    }

    private static List<ReviewerRow> reviewers(int count, IntFunction<Reviewer> get) {
        List<ReviewerRow> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Reviewer from = get.apply(i);
            if (from.user() != null && !from.user().isEmpty()) {
                rows.add(new ReviewerRow(from.user(), from.name(), name(ReviewState.names, from.state())));
            }
        }
        return rows;
    }

    static List<ListedRepository> repositories(Batch batch) {
        List<ListedRepository> rows = new ArrayList<>(batch.repositoriesLength());
        for (int i = 0; i < batch.repositoriesLength(); i++) {
            Repository from = batch.repositories(i);
            rows.add(new ListedRepository(from.id(), from.path(), from.name(), from.webUrl(), from.cloneUrl(),
                    from.defaultBranch(), from.archived(), from.empty(), millis(from.lastActivity())));
        }
        return rows;
    }

    static <T> List<T> deleted(Batch batch, byte kind, Function<String, T> id) {
        List<T> ids = new ArrayList<>();
        for (int i = 0; i < batch.deletedLength(); i++) {
            Deleted from = batch.deleted(i);
            if (from.kind() == kind && from.id() != null) {
                ids.add(id.apply(from.id()));
            }
        }
        return ids;
    }

    static List<String> deletedCommits(Batch batch) {
        return deleted(batch, DeletedKind.Commit, id -> id);
    }

    static List<String> deletedBranches(Batch batch) {
        return deleted(batch, DeletedKind.Branch, id -> id);
    }

    static List<Long> deletedMergeRequests(Batch batch) {
        return deleted(batch, DeletedKind.MergeRequest, Long::valueOf);
    }

    /** Null: it has not moved. */
    static byte[] cursor(Batch batch) {
        ByteBuffer from = batch.cursorAsByteBuffer();
        if (from == null) {
            return null;
        }
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        return bytes;
    }

    private static CommitRow.Signature signature(Person who, Moment when) {
        return new CommitRow.Signature(who == null ? "" : who.name(), who == null ? "" : who.email(), millis(when),
                when == null ? 0 : when.offsetMinutes());
    }

    /** A commit's date is anything that fits 64 bits: the far ends of time become the ends of what Java can hold. */
    static long millis(Moment when) {
        if (when == null) {
            return 0;
        }
        long limit = Long.MAX_VALUE / 1000;
        return Math.max(-limit, Math.min(limit, when.seconds())) * 1000;
    }

    private static String sha(ByteBuffer bytes) {
        if (bytes == null || !SHA_BYTES.contains(bytes.remaining())) {
            return "";
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return HexFormat.of().formatHex(copy);
    }

    private static String state(byte state) {
        return name(MergeRequestState.names, state);
    }

    /** "ChangesRequested" becomes "changes_requested"; what a newer core may say is the first of them, "unknown" mostly. */
    private static String name(String[] names, byte value) {
        String name = names[value >= 0 && value < names.length ? value : 0];
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    private static List<String> texts(int count, IntFunction<String> get) {
        List<String> found = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            found.add(get.apply(i));
        }
        return found;
    }
}
