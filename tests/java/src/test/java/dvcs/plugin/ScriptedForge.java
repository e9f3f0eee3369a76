package dvcs.plugin;

import dvcs.bridge.Batches;
import dvcs.bridge.ScriptedBoundary;
import dvcs.wire.CommitAuthor;
import dvcs.wire.Diagnose;
import dvcs.wire.EnsureHooks;
import dvcs.wire.JobKind;
import dvcs.wire.ListRepositories;
import dvcs.wire.LoadDetails;
import dvcs.wire.RemoveHooks;
import dvcs.wire.SubmitJob;
import dvcs.wire.SyncRepository;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.LongFunction;

/** A forge of a few repositories, answering through the scripted native side at once, as the core's jobs do. */
final class ScriptedForge {
    static final int CANCELLED = 5;
    static final int UNAUTHORIZED = 20;
    static final int NOT_FOUND = 22;
    static final int SERVER = 24;

    private final ScriptedBoundary natives;
    private final AtomicLong sequence = new AtomicLong();
    private final Map<Long, String> repositories = new LinkedHashMap<>();
    private final Map<Long, Long> activities = new ConcurrentHashMap<>();
    private final List<String> requests = new ArrayList<>();
    private final Map<Long, BiFunction<Long, Asked, List<byte[]>>> answers = new ConcurrentHashMap<>();
    private final ScriptedHooks hooks = new ScriptedHooks();
    private volatile LongFunction<List<byte[]>> doctor = job -> List.of();
    private volatile long doctorsSession;
    private volatile BiFunction<Long, AskedDetails, List<byte[]>> details = this::usualDetails;
    private volatile BiFunction<Long, AskedDetails, List<byte[]>> authors = this::vouch;
    private volatile int checkError;
    private volatile int listError;
    private volatile String refused = "";
    private volatile boolean listHangs;
    private volatile Runnable hanging = () -> {};

    /** What a synchronisation was asked to start from. */
    record Asked(long repositoryId, List<String> known, String cursor, long since, boolean full, boolean verify, List<Long> probed) {}

    /** Of what the details were asked for. */
    record AskedDetails(long repositoryId, List<String> commits, List<Long> mergeRequests, List<String> authors) {}

    ScriptedForge(ScriptedBoundary natives) {
        this.natives = natives;
        natives.script(this::answer);
        natives.cancelled((session, job) -> natives.put(session, new Batches().failed(CANCELLED, "cancelled").build(next(), job, 0)));
    }

    ScriptedHooks hooks() {
        return hooks;
    }

    synchronized void has(long id, String path) {
        repositories.put(id, path);
    }

    /** When the forge says that something last happened in a repository, in seconds since 1970; long ago at first. */
    void active(long id, long seconds) {
        activities.put(id, seconds);
    }

    synchronized void hasNot(long id) {
        repositories.remove(id);
    }

    /** Makes a repository answer in its own way; null: as all do. */
    void answers(long repositoryId, BiFunction<Long, Asked, List<byte[]>> batches) {
        answers.put(repositoryId, batches);
    }

    void usual(long repositoryId) {
        answers.remove(repositoryId);
    }

    /** What is known of commits and merge requests, as batches of the job; null: as always. */
    void details(BiFunction<Long, AskedDetails, List<byte[]>> batches) {
        details = batches == null ? this::usualDetails : batches;
    }

    /** Whether it vouches for authors, as batches of the job; null: for all. */
    void authors(BiFunction<Long, AskedDetails, List<byte[]>> batches) {
        authors = batches == null ? this::vouch : batches;
    }

    /** What the doctor finds, as batches of its job. */
    void doctor(LongFunction<List<byte[]>> batches) {
        doctor = batches;
    }

    /** The one of the newest diagnosis. */
    long doctorsSession() {
        return doctorsSession;
    }

    void checkFails(int code) {
        checkError = code;
    }

    /** This token is not good any more. */
    void refuses(String token) {
        refused = token;
    }

    void listFails(int code) {
        listError = code;
    }

    /** Listings are not answered any more. */
    void listHangs(boolean hang) {
        listHangs = hang;
    }

    /** The listing that hangs ends so. */
    void failHangingListing() {
        hanging.run();
    }

    synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    synchronized void forgetRequests() {
        requests.clear();
    }

    long next() {
        return sequence.incrementAndGet();
    }

    static String sha(long repositoryId, int commit) {
        return String.format("%08x%032x", repositoryId, commit);
    }

    private void answer(long session, SubmitJob job) {
        if (job.kindType() == JobKind.LookAtToken) { // this forge does not say how long tokens last
            natives.put(session, new Batches().finished(true).build(next(), job.id(), 0));
            return;
        }
        if (natives.token(session).equals(refused)) {
            note("refused");
            natives.put(session, new Batches().failed(UNAUTHORIZED, "The token was refused.").build(next(), job.id(), 0));
            return;
        }
        switch (job.kindType()) {
            case JobKind.CheckAccount -> check(session, job.id());
            case JobKind.Diagnose -> {
                note("diagnose " + ((Diagnose) job.kind(new Diagnose())).owner());
                doctorsSession = session;
                doctor.apply(job.id()).forEach(batch -> natives.put(session, batch));
            }
            case JobKind.EnsureHooks -> hooks.ensure(job.id(), (EnsureHooks) job.kind(new EnsureHooks()), this::next)
                    .forEach(batch -> natives.put(session, batch));
            case JobKind.RemoveHooks -> hooks.remove(job.id(), (RemoveHooks) job.kind(new RemoveHooks()), this::next)
                    .forEach(batch -> natives.put(session, batch));
            case JobKind.ListRepositories -> list(session, job.id(), (ListRepositories) job.kind(new ListRepositories()));
            case JobKind.LoadDetails -> details(session, job.id(), (LoadDetails) job.kind(new LoadDetails()));
            default -> sync(session, job.id(), (SyncRepository) job.kind(new SyncRepository()));
        }
    }

    private void check(long session, long job) {
        note("check");
        natives.put(session, checkError == 0 ? new Batches().finished(true).build(next(), job, 0)
                : new Batches().failed(checkError, "The token was refused (" + checkError + ").").build(next(), job, 0));
    }

    private void list(long session, long job, ListRepositories asked) {
        hanging = () -> natives.put(session, new Batches().failed(UNAUTHORIZED, "The token was refused.").build(next(), job, 0));
        note("list " + asked.owner() + (asked.activeSince() == null ? "" : " since")
                + (asked.ownerHint() == null || asked.ownerHint().isEmpty() ? "" : " with " + asked.ownerHint()));
        if (listHangs) {
            return;
        }
        if (listError != 0) {
            natives.put(session, new Batches().failed(listError, "No such group.").build(next(), job, 0));
            return;
        }
        Batches page = new Batches();
        synchronized (this) {
            long since = asked.activeSince() == null ? 0 : asked.activeSince().seconds();
            repositories.forEach((id, path) -> {
                long activity = activities.getOrDefault(id, 1_000L);
                if (activity >= since) {
                    page.repository(id, path, activity);
                }
            });
        }
        natives.put(session, page.progress("listing", 1, 0).build(next(), job, 0));
        natives.put(session, new Batches().ownerHint("hint of " + asked.owner()).finished(asked.activeSince() == null).build(next(), job, 0));
    }

    private void sync(long session, long job, SyncRepository wire) {
        List<String> known = new ArrayList<>();
        for (int i = 0; i < wire.knownLength(); i++) {
            known.add(wire.known(i).name());
        }
        List<Long> probed = new ArrayList<>();
        for (int i = 0; i < wire.probeMergeRequestsLength(); i++) {
            probed.add(wire.probeMergeRequests(i));
        }
        ByteBuffer cursor = wire.cursorAsByteBuffer();
        long since = wire.mergeRequestsSince() == null ? 0 : wire.mergeRequestsSince().seconds();
        Asked asked = new Asked(wire.repository().id(), known,
                cursor == null ? "" : StandardCharsets.UTF_8.decode(cursor).toString(), since, wire.full(), wire.verify(), probed);
        note((asked.verify() ? "verify " : "sync ") + asked.repositoryId());
        answers.getOrDefault(asked.repositoryId(), this::usualAnswer).apply(job, asked).forEach(batch -> natives.put(session, batch));
    }

    private void details(long session, long job, LoadDetails wire) {
        List<String> commits = new ArrayList<>();
        for (int i = 0; i < wire.commitsLength(); i++) {
            byte[] sha = new byte[wire.commits(i).shaLength()];
            wire.commits(i).shaAsByteBuffer().get(sha);
            commits.add(HexFormat.of().formatHex(sha));
        }
        List<String> authors = new ArrayList<>();
        for (int i = 0; i < wire.authorsLength(); i++) {
            CommitAuthor author = wire.authors(i);
            byte[] sha = new byte[author.shaLength()];
            author.shaAsByteBuffer().get(sha);
            authors.add(HexFormat.of().formatHex(sha));
        }
        List<Long> requests = new ArrayList<>();
        for (int i = 0; i < wire.mergeRequestsLength(); i++) {
            requests.add(wire.mergeRequests(i));
        }
        AskedDetails asked = new AskedDetails(wire.repository().id(), commits, requests, authors);
        note(authors.isEmpty() ? "details " + asked.repositoryId() + ": " + commits.size() + " and " + requests.size()
                : "authors " + asked.repositoryId() + ": " + authors.size());
        (authors.isEmpty() ? details : this.authors).apply(job, asked).forEach(batch -> natives.put(session, batch));
    }

    List<byte[]> vouch(long job, AskedDetails asked) {
        return answer(job, asked, "");
    }

    /** The same of all that was asked for. {@code reason}: why not; empty: it does. */
    List<byte[]> answer(long job, AskedDetails asked, String reason) {
        Batches found = new Batches();
        asked.authors().forEach(sha -> found.verification(sha, reason));
        return List.of(found.finished(true).build(next(), job, asked.repositoryId()));
    }

    /** Everything that was asked for, in one batch. */
    List<byte[]> usualDetails(long job, AskedDetails asked) {
        Batches found = new Batches();
        asked.commits().forEach(sha -> found.changes(sha, "src/" + sha.substring(0, 8), 3));
        asked.mergeRequests().forEach(iid -> found.review(iid, true, "bob", dvcs.wire.ReviewState.Approved));
        return List.of(found.finished(true).build(next(), job, asked.repositoryId()));
    }

    /** Two batches: a commit with a cursor, then the end with the head. */
    List<byte[]> usualAnswer(long job, Asked asked) {
        long id = asked.repositoryId();
        if (asked.verify()) {
            return List.of(new Batches().head("main", sha(id, 1)).source(dvcs.wire.Source.Git).finished(true).build(next(), job, id));
        }
        return List.of(
                new Batches().commit(sha(id, 1), "KEY-1 of " + id, "KEY-1").branch("main", sha(id, 1)).cursor("commits")
                        .progress("commits", 3, 7).build(next(), job, id),
                new Batches().head("main", sha(id, 1)).cursor("done").finished(true).build(next(), job, id));
    }

    private synchronized void note(String request) {
        requests.add(request);
    }
}
