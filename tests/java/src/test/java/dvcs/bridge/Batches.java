package dvcs.bridge;

import com.google.flatbuffers.FlatBufferBuilder;
import dvcs.wire.AuthorVerification;
import dvcs.wire.Batch;
import dvcs.wire.Branch;
import dvcs.wire.ChangedFile;
import dvcs.wire.Commit;
import dvcs.wire.CommitChanges;
import dvcs.wire.Deleted;
import dvcs.wire.Finding;
import dvcs.wire.Finished;
import dvcs.wire.HookStanding;
import dvcs.wire.MergeRequest;
import dvcs.wire.MergeRequestReview;
import dvcs.wire.Moment;
import dvcs.wire.Person;
import dvcs.wire.Progress;
import dvcs.wire.Repository;
import dvcs.wire.Reviewer;
import dvcs.wire.Skipped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Builds batches as the native codec does. One builder makes one batch. */
public final class Batches {
    private final FlatBufferBuilder to = new FlatBufferBuilder(1024);
    private final List<Integer> repositories = new ArrayList<>();
    private final List<Integer> branches = new ArrayList<>();
    private final List<Integer> commits = new ArrayList<>();
    private final List<Integer> requests = new ArrayList<>();
    private final List<Integer> deleted = new ArrayList<>();
    private final List<Integer> skipped = new ArrayList<>();
    private final List<Integer> findings = new ArrayList<>();
    private final List<Integer> changes = new ArrayList<>();
    private final List<Integer> reviews = new ArrayList<>();
    private final List<Integer> verifications = new ArrayList<>();
    private final List<Integer> hooks = new ArrayList<>();
    private final List<Integer> heads = new ArrayList<>();
    private int cursor;
    private int progress;
    private int finished;
    private String ownerHint = "";
    private byte source;
    private boolean historyIncomplete;

    public Batches repository(long id, String path, long lastActivitySeconds) {
        int name = to.createString(path.substring(path.lastIndexOf('/') + 1));
        int full = to.createString(path);
        int url = to.createString("https://forge.example/" + path);
        Repository.startRepository(to);
        Repository.addId(to, id);
        Repository.addPath(to, full);
        Repository.addName(to, name);
        Repository.addWebUrl(to, url);
        if (lastActivitySeconds != 0) {
            Repository.addLastActivity(to, Moment.createMoment(to, lastActivitySeconds, 0));
        }
        repositories.add(Repository.endRepository(to));
        return this;
    }

    public Batches commit(String sha, String message, String... keys) {
        return commit(1_632_138_622L, sha, message, keys);
    }

    public Batches commit(long authoredSeconds, String sha, String message, String... keys) {
        int id = Commit.createShaVector(to, HexFormat.of().parseHex(sha));
        int person = Person.createPerson(to, to.createString("Ann Author"), to.createString("ann@example.com"));
        int text = to.createString(message);
        int url = to.createString("https://forge.example/commit/" + sha);
        int found = keys(keys);
        Commit.startCommit(to);
        Commit.addSha(to, id);
        Commit.addParentCount(to, 1);
        Commit.addAuthor(to, person);
        Commit.addAuthored(to, Moment.createMoment(to, authoredSeconds, 120));
        Commit.addCommitter(to, person);
        Commit.addCommitted(to, Moment.createMoment(to, 1_632_138_700L, -300));
        Commit.addMessage(to, text);
        Commit.addWebUrl(to, url);
        Commit.addKeys(to, found);
        commits.add(Commit.endCommit(to));
        return this;
    }

    public Batches branch(String name, String sha, String... keys) {
        branches.add(branchTable(name, sha, keys));
        return this;
    }

    public Batches mergeRequest(long iid, String title, String... keys) {
        int text = to.createString(title);
        int found = keys(keys);
        MergeRequest.startMergeRequest(to);
        MergeRequest.addIid(to, iid);
        MergeRequest.addTitle(to, text);
        MergeRequest.addState(to, dvcs.wire.MergeRequestState.Opened);
        MergeRequest.addUpdated(to, Moment.createMoment(to, 1_632_138_800L, 0));
        MergeRequest.addKeys(to, found);
        requests.add(MergeRequest.endMergeRequest(to));
        return this;
    }

    public Batches deleted(byte kind, String id) {
        deleted.add(Deleted.createDeleted(to, kind, to.createString(id)));
        return this;
    }

    public Batches skipped(String what, String why) {
        int first = to.createString(what);
        skipped.add(Skipped.createSkipped(to, first, to.createString(why)));
        return this;
    }

    /** A commit that added one file. */
    public Batches changes(String sha, String path, long addedLines) {
        int id = CommitChanges.createShaVector(to, HexFormat.of().parseHex(sha));
        int name = to.createString(path);
        int file = ChangedFile.createChangedFile(to, name, 0, dvcs.wire.ChangeKind.Added, addedLines, 0);
        int files = CommitChanges.createFilesVector(to, new int[] {file});
        changes.add(CommitChanges.createCommitChanges(to, id, files, 1, true, addedLines, 0));
        return this;
    }

    /** {@code state}: of dvcs.wire.ReviewState. */
    public Batches review(long iid, boolean approved, String user, byte state) {
        int login = to.createString(user);
        int reviewer = Reviewer.createReviewer(to, login, to.createString(user + " in full"), state);
        int reviewers = MergeRequestReview.createReviewersVector(to, new int[] {reviewer});
        reviews.add(MergeRequestReview.createMergeRequestReview(to, iid, reviewers, approved));
        return this;
    }

    /** {@code reason}: of a no; empty: the forge vouches for the author. */
    public Batches verification(String sha, String reason) {
        int id = AuthorVerification.createShaVector(to, HexFormat.of().parseHex(sha));
        verifications.add(AuthorVerification.createAuthorVerification(to, id, reason.isEmpty(), to.createString(reason)));
        return this;
    }

    /** {@code outcome}: of dvcs.wire.Outcome. */
    public Batches finding(String step, byte outcome, String found, String remedy) {
        int first = to.createString(step);
        int second = to.createString(found);
        findings.add(Finding.createFinding(to, first, outcome, second, to.createString(remedy)));
        return this;
    }

    public Batches cursor(String text) {
        cursor = Batch.createCursorVector(to, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public Batches progress(String phase, long asked, long seen) {
        progress = Progress.createProgress(to, to.createString(phase), asked, seen, 0);
        return this;
    }

    /** How a webhook stands; the bytes are of dvcs.wire's enums. */
    public Batches hook(long repositoryId, long hookId, byte outcome, byte state, byte change, String words) {
        int text = to.createString(words);
        HookStanding.startHookStanding(to);
        HookStanding.addRepositoryId(to, repositoryId);
        HookStanding.addHookId(to, hookId);
        HookStanding.addOutcome(to, outcome);
        HookStanding.addState(to, state);
        HookStanding.addChange(to, change);
        HookStanding.addFound(to, text);
        hooks.add(HookStanding.endHookStanding(to));
        return this;
    }

    public Batches head(String name, String sha) {
        heads.add(branchTable(name, sha));
        return this;
    }

    /** Before {@link #finished}, as all that the end says. */
    public Batches ownerHint(String hint) {
        ownerHint = hint;
        return this;
    }

    /** Of dvcs.wire.Source. */
    public Batches source(byte from) {
        source = from;
        return this;
    }

    public Batches historyIncomplete() {
        historyIncomplete = true;
        return this;
    }

    public Batches finished(boolean complete) {
        return finished(0, "", complete);
    }

    public Batches failed(int code, String error) {
        return finished(code, error, false);
    }

    public byte[] build(long sequence, long job, long repositoryId) {
        int[] vectors = {
            vector(repositories), vector(branches), vector(commits), vector(requests), vector(deleted), vector(skipped), vector(findings),
            vector(changes), vector(reviews), vector(verifications), vector(hooks)
        };
        Batch.startBatch(to);
        Batch.addSequence(to, sequence);
        Batch.addJob(to, job);
        Batch.addRepositoryId(to, repositoryId);
        Batch.addRepositories(to, vectors[0]);
        Batch.addBranches(to, vectors[1]);
        Batch.addCommits(to, vectors[2]);
        Batch.addMergeRequests(to, vectors[3]);
        Batch.addDeleted(to, vectors[4]);
        Batch.addSkipped(to, vectors[5]);
        Batch.addFindings(to, vectors[6]);
        Batch.addCommitChanges(to, vectors[7]);
        Batch.addReviews(to, vectors[8]);
        Batch.addAuthorVerifications(to, vectors[9]);
        Batch.addHooks(to, vectors[10]);
        if (cursor != 0) {
            Batch.addCursor(to, cursor);
        }
        if (progress != 0) {
            Batch.addProgress(to, progress);
        }
        if (finished != 0) {
            Batch.addFinished(to, finished);
        }
        to.finish(Batch.endBatch(to));
        return to.sizedByteArray();
    }

    private Batches finished(int code, String error, boolean complete) {
        int text = to.createString(error);
        int all = vector(heads);
        int version = to.createString("17.5.0");
        int user = to.createString("robot");
        int hint = to.createString(ownerHint);
        finished = Finished.createFinished(to, code, text, complete, all, version, user, 0, 0, hint, source, historyIncomplete);
        return this;
    }

    private int branchTable(String name, String sha, String... keys) {
        int text = to.createString(name);
        int id = Branch.createShaVector(to, HexFormat.of().parseHex(sha));
        return Branch.createBranch(to, text, id, name.equals("main"), keys(keys));
    }

    private int keys(String... keys) {
        int[] texts = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            texts[i] = to.createString(keys[i]);
        }
        return Commit.createKeysVector(to, texts);
    }

    private int vector(List<Integer> offsets) {
        return Batch.createCommitsVector(to, offsets.stream().mapToInt(Integer::intValue).toArray());
    }
}
