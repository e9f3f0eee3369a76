package dvcs.bridge;

import com.google.flatbuffers.FlatBufferBuilder;
import dvcs.wire.Certificate;
import dvcs.wire.CheckAccount;
import dvcs.wire.CommitAuthor;
import dvcs.wire.CommitId;
import dvcs.wire.Diagnose;
import dvcs.wire.JobKind;
import dvcs.wire.KnownBranch;
import dvcs.wire.ListRepositories;
import dvcs.wire.LoadDetails;
import dvcs.wire.Moment;
import dvcs.wire.OpenSession;
import dvcs.wire.ParseSmartCommit;
import dvcs.wire.Proxy;
import dvcs.wire.Repository;
import dvcs.wire.Request;
import dvcs.wire.StartCore;
import dvcs.wire.SubmitJob;
import dvcs.wire.SyncRepository;
import java.util.HexFormat;
import java.util.List;

/** Writes what Java asks of the core. In a FlatBuffer children come before their parent. */
final class Requests {
    private static final int NONE = 0;

    private Requests() {}

    static byte[] start(List<byte[]> trustAnchors, String userAgent, ProxySettings network) {
        FlatBufferBuilder to = new FlatBufferBuilder(256 * 1024);
        int anchors = StartCore.createTrustAnchorsVector(to, certificates(to, trustAnchors));
        int proxies = StartCore.createProxiesVector(to, network.servers().stream().mapToInt(server -> proxy(to, server)).toArray());
        int direct = StartCore.createNonProxyHostsVector(to, network.nonProxyHosts().stream().mapToInt(to::createString).toArray());
        int agent = to.createString(userAgent);
        return finish(to, NONE, NONE, StartCore.createStartCore(to, anchors, agent, proxies, direct), NONE, NONE);
    }

    static byte[] open(SessionOptions options) {
        FlatBufferBuilder to = new FlatBufferBuilder(1024);
        int url = to.createString(options.url());
        int token = to.createString(options.token());
        int ca = OpenSession.createCaVector(to, certificates(to, options.ca()));
        int spoolFolder = to.createString(options.spoolFolder());
        int open = OpenSession.createOpenSession(to, options.forge().wire(), url, token, options.lowerCase(),
                options.underscore(), options.parallelRequests(), options.retrySeconds(), ca, options.live(),
                options.budgetShare(), spoolFolder);
        return finish(to, open, NONE, NONE, NONE, NONE);
    }

    private static int[] certificates(FlatBufferBuilder to, List<byte[]> list) {
        return list.stream().mapToInt(der -> Certificate.createCertificate(to, Certificate.createDerVector(to, der))).toArray();
    }

    private static int proxy(FlatBufferBuilder to, ProxySettings.Server server) {
        int scheme = to.createString(server.scheme());
        int host = to.createString(server.host());
        int user = to.createString(server.user());
        int password = to.createString(server.password());
        return Proxy.createProxy(to, scheme, host, server.port(), false, user, password); // the JVM knows none with TLS
    }

    static byte[] check(long job) {
        FlatBufferBuilder to = new FlatBufferBuilder(64);
        CheckAccount.startCheckAccount(to);
        return submit(to, job, JobKind.CheckAccount, CheckAccount.endCheckAccount(to));
    }

    static byte[] list(long job, String owner, long activeSince, String ownerHint) {
        FlatBufferBuilder to = new FlatBufferBuilder(256);
        int name = to.createString(owner);
        int hint = to.createString(ownerHint);
        ListRepositories.startListRepositories(to);
        ListRepositories.addOwner(to, name);
        ListRepositories.addOwnerHint(to, hint);
        if (activeSince != 0) {
            ListRepositories.addActiveSince(to, Moment.createMoment(to, activeSince, 0));
        }
        return submit(to, job, JobKind.ListRepositories, ListRepositories.endListRepositories(to));
    }

    static byte[] sync(long job, SyncRequest request) {
        FlatBufferBuilder to = new FlatBufferBuilder(4096);
        int repository = repository(to, request);
        int known = SyncRepository.createKnownVector(to, request.known().stream().mapToInt(head -> head(to, head)).toArray());
        int cursor = SyncRepository.createCursorVector(to, request.cursor());
        int probe = SyncRepository.createProbeMergeRequestsVector(to, request.probe().stream().mapToLong(Long::longValue).toArray());
        SyncRepository.startSyncRepository(to);
        SyncRepository.addRepository(to, repository);
        SyncRepository.addKnown(to, known);
        SyncRepository.addCursor(to, cursor);
        if (request.mergeRequestsSince() != 0) {
            SyncRepository.addMergeRequestsSince(to, Moment.createMoment(to, request.mergeRequestsSince(), 0));
        }
        SyncRepository.addFull(to, request.full());
        SyncRepository.addSource(to, request.source().wire());
        SyncRepository.addVerify(to, request.verify());
        SyncRepository.addProbeMergeRequests(to, probe);
        return submit(to, job, JobKind.SyncRepository, SyncRepository.endSyncRepository(to));
    }

    static byte[] details(long job, DetailsRequest request) {
        FlatBufferBuilder to = new FlatBufferBuilder(4096);
        int path = to.createString(request.path());
        Repository.startRepository(to);
        Repository.addId(to, request.forgeId());
        Repository.addPath(to, path);
        int repository = Repository.endRepository(to);
        int[] ids = request.commits().stream()
                .mapToInt(sha -> CommitId.createCommitId(to, CommitId.createShaVector(to, HexFormat.of().parseHex(sha))))
                .toArray();
        int commits = LoadDetails.createCommitsVector(to, ids);
        int requests = LoadDetails.createMergeRequestsVector(to,
                request.mergeRequests().stream().mapToLong(Long::longValue).toArray());
        int authors = LoadDetails.createAuthorsVector(to, request.authors().stream().mapToInt(author -> author(to, author)).toArray());
        return submit(to, job, JobKind.LoadDetails, LoadDetails.createLoadDetails(to, repository, commits, requests, authors));
    }

    private static int author(FlatBufferBuilder to, DetailsRequest.Author author) {
        int sha = CommitAuthor.createShaVector(to, HexFormat.of().parseHex(author.sha()));
        int authorEmail = to.createString(author.authorEmail());
        int committerEmail = to.createString(author.committerEmail());
        return CommitAuthor.createCommitAuthor(to, sha, authorEmail, committerEmail);
    }

    static byte[] diagnose(long job, String owner) {
        FlatBufferBuilder to = new FlatBufferBuilder(128);
        return submit(to, job, JobKind.Diagnose, Diagnose.createDiagnose(to, to.createString(owner), 0));
    }

    static byte[] smartCommit(String message, SmartCommitOptions options) {
        FlatBufferBuilder to = new FlatBufferBuilder(4096);
        int parse = ParseSmartCommit.createParseSmartCommit(to, to.createString(message), options.allLines(),
                options.lowerCase(), options.underscore(), options.hoursPerDay(), options.daysPerWeek());
        return finish(to, NONE, NONE, NONE, parse, NONE);
    }

    private static int repository(FlatBufferBuilder to, SyncRequest request) {
        int path = to.createString(request.path());
        int name = to.createString(request.name());
        int webUrl = to.createString(request.webUrl());
        int cloneUrl = to.createString(request.cloneUrl());
        int defaultBranch = to.createString(request.defaultBranch());
        Repository.startRepository(to);
        Repository.addId(to, request.forgeId());
        Repository.addPath(to, path);
        Repository.addName(to, name);
        Repository.addWebUrl(to, webUrl);
        Repository.addCloneUrl(to, cloneUrl);
        Repository.addDefaultBranch(to, defaultBranch);
        return Repository.endRepository(to);
    }

    private static int head(FlatBufferBuilder to, SyncRequest.Head head) {
        int name = to.createString(head.branch());
        return KnownBranch.createKnownBranch(to, name,
                KnownBranch.createShaVector(to, HexFormat.of().parseHex(head.sha())));
    }

    static byte[] verifyHook(FlatBufferBuilder to, int verify) {
        return finish(to, NONE, NONE, NONE, NONE, verify);
    }

    static byte[] submit(FlatBufferBuilder to, long job, byte kind, int details) {
        return finish(to, NONE, SubmitJob.createSubmitJob(to, job, kind, details), NONE, NONE, NONE);
    }

    private static byte[] finish(FlatBufferBuilder to, int open, int submit, int start, int smartCommit, int verifyHook) {
        to.finish(Request.createRequest(to, open, submit, start, smartCommit, verifyHook));
        return to.sizedByteArray();
    }
}
