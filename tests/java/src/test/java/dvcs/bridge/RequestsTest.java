package dvcs.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dvcs.wire.Diagnose;
import dvcs.wire.JobKind;
import dvcs.wire.ListRepositories;
import dvcs.wire.LoadDetails;
import dvcs.wire.OpenSession;
import dvcs.wire.Request;
import dvcs.wire.SubmitJob;
import dvcs.wire.SyncRepository;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private static final String SHA256 = "ab".repeat(32);

    private static Request read(byte[] bytes) {
        return Request.getRootAsRequest(ByteBuffer.wrap(bytes));
    }

    private static byte[] bytes(ByteBuffer from) {
        byte[] all = new byte[from.remaining()];
        from.get(all);
        return all;
    }

    @Test
    void startCarriesEveryTrustAnchor() {
        Request request = read(Requests.start(List.of(new byte[] {1, 2}, new byte[] {3}), "dvcs/1", ProxySettings.NONE));
        assertThat(request.open()).isNull();
        assertThat(request.submit()).isNull();
        assertThat(request.start().userAgent()).isEqualTo("dvcs/1");
        assertThat(request.start().trustAnchorsLength()).isEqualTo(2);
        assertThat(bytes(request.start().trustAnchors(0).derAsByteBuffer())).containsExactly(1, 2);
        assertThat(bytes(request.start().trustAnchors(1).derAsByteBuffer())).containsExactly(3);
    }

    @Test
    void startCarriesTheProxiesOfTheJvm() {
        var secure = new ProxySettings.Server("https", "proxy.example", 3128, "jira", "pässword");
        var network = new ProxySettings(List.of(secure), List.of("*.corp.example", "localhost"));
        var start = read(Requests.start(List.of(), "dvcs/1", network)).start();
        assertThat(start.proxiesLength()).isEqualTo(1);
        assertThat(start.proxies(0).scheme()).isEqualTo("https");
        assertThat(start.proxies(0).host()).isEqualTo("proxy.example");
        assertThat(start.proxies(0).port()).isEqualTo(3128);
        assertThat(start.proxies(0).tls()).isFalse();
        assertThat(start.proxies(0).user()).isEqualTo("jira");
        assertThat(start.proxies(0).password()).isEqualTo("pässword");
        assertThat(start.nonProxyHosts(0)).isEqualTo("*.corp.example");
        assertThat(start.nonProxyHosts(1)).isEqualTo("localhost");
    }

    @Test
    void openCarriesTrustLaneAndShare() {
        OpenSession plain = read(Requests.open(new SessionOptions(
                SessionOptions.Forge.GITLAB, "https://forge.example", "t", false, false, 4, 120))).open();
        assertThat(plain.caLength()).isZero();
        assertThat(plain.live()).isFalse();
        assertThat(plain.budgetShare()).isEqualTo(1);
        OpenSession open = read(Requests.open(new SessionOptions(SessionOptions.Forge.GITLAB, "https://forge.example", "t",
                false, false, 4, 120, List.of(new byte[] {48, 1}), true, 0.25f, "/var/tmp/dvcs"))).open();
        assertThat(bytes(open.ca(0).derAsByteBuffer())).containsExactly(48, 1);
        assertThat(open.live()).isTrue();
        assertThat(open.budgetShare()).isEqualTo(0.25f);
        assertThat(open.spoolFolder()).isEqualTo("/var/tmp/dvcs");
    }

    @Test
    void openCarriesAddressTokenAndGrammar() {
        OpenSession open = read(Requests.open(new SessionOptions(
                SessionOptions.Forge.GITLAB, "https://forge.example/ü", "tök", true, false, 3, 99))).open();
        assertThat(open.host()).isEqualTo(dvcs.wire.Host.GitLab);
        assertThat(open.url()).isEqualTo("https://forge.example/ü");
        assertThat(open.token()).isEqualTo("tök");
        assertThat(open.lowerCase()).isTrue();
        assertThat(open.underscore()).isFalse();
        assertThat(open.parallelRequests()).isEqualTo(3);
        assertThat(open.retrySeconds()).isEqualTo(99);
    }

    @Test
    void theDoctorIsToldWhoseRepositories() {
        SubmitJob job = read(Requests.diagnose(9, "acme/tools")).submit();
        assertThat(job.id()).isEqualTo(9);
        assertThat(job.kindType()).isEqualTo(JobKind.Diagnose);
        Diagnose diagnose = (Diagnose) job.kind(new Diagnose());
        assertThat(diagnose.owner()).isEqualTo("acme/tools");
        assertThat(diagnose.onlyId()).isZero();
    }

    @Test
    void listWithoutATimeListsEverything() {
        SubmitJob job = read(Requests.list(8, "acme/tools", 0, "group:7")).submit();
        assertThat(job.id()).isEqualTo(8);
        assertThat(job.kindType()).isEqualTo(JobKind.ListRepositories);
        ListRepositories list = (ListRepositories) job.kind(new ListRepositories());
        assertThat(list.owner()).isEqualTo("acme/tools");
        assertThat(list.ownerHint()).isEqualTo("group:7");
        assertThat(list.activeSince()).isNull();
        ListRepositories recent = (ListRepositories) read(Requests.list(9, "", 1700, "")).submit().kind(new ListRepositories());
        assertThat(recent.owner()).isEmpty();
        assertThat(recent.activeSince().seconds()).isEqualTo(1700);
    }

    @Test
    void checkIsAJobOfItsOwn() {
        SubmitJob job = read(Requests.check(3)).submit();
        assertThat(job.kindType()).isEqualTo(JobKind.CheckAccount);
        assertThat(job.id()).isEqualTo(3);
    }

    @Test
    void syncCarriesHeadsAndCursorByteForByte() {
        byte[] cursor = {0, -1, 127, 10};
        SyncRequest asked = new SyncRequest(42, "acme/x", "x", "https://f/acme/x", "https://f/acme/x.git", "main",
                List.of(new SyncRequest.Head("main", SHA256), new SyncRequest.Head("feature/#1 ✓", "12".repeat(20))),
                cursor, 1234, true, SyncRequest.Source.GIT, true, List.of(7L, 1L << 40));
        SyncRepository sync = (SyncRepository) read(Requests.sync(5, asked)).submit().kind(new SyncRepository());
        assertThat(sync.repository().id()).isEqualTo(42);
        assertThat(sync.repository().path()).isEqualTo("acme/x");
        assertThat(sync.repository().cloneUrl()).isEqualTo("https://f/acme/x.git");
        assertThat(sync.repository().defaultBranch()).isEqualTo("main");
        assertThat(sync.knownLength()).isEqualTo(2);
        assertThat(HexFormat.of().formatHex(bytes(sync.known(0).shaAsByteBuffer()))).isEqualTo(SHA256);
        assertThat(sync.known(1).name()).isEqualTo("feature/#1 ✓");
        assertThat(bytes(sync.cursorAsByteBuffer())).isEqualTo(cursor);
        assertThat(sync.mergeRequestsSince().seconds()).isEqualTo(1234);
        assertThat(sync.full()).isTrue();
        assertThat(sync.source()).isEqualTo(dvcs.wire.Source.Git);
        assertThat(sync.verify()).isTrue();
        assertThat(sync.probeMergeRequestsLength()).isEqualTo(2);
        assertThat(sync.probeMergeRequests(1)).isEqualTo(1L << 40);
    }

    @Test
    void detailsCarryWhomTheCommitsName() {
        DetailsRequest asked = new DetailsRequest(42, "acme/x", List.of("12".repeat(20)), List.of(7L),
                List.of(new DetailsRequest.Author(SHA256, "ann@example.com", "bøb@example.com"), new DetailsRequest.Author("ab".repeat(20), "", "")));
        SubmitJob job = read(Requests.details(6, asked)).submit();
        assertThat(job.kindType()).isEqualTo(JobKind.LoadDetails);
        LoadDetails details = (LoadDetails) job.kind(new LoadDetails());
        assertThat(details.repository().id()).isEqualTo(42);
        assertThat(details.commitsLength()).isEqualTo(1);
        assertThat(details.mergeRequests(0)).isEqualTo(7);
        assertThat(details.authorsLength()).isEqualTo(2);
        assertThat(HexFormat.of().formatHex(bytes(details.authors(0).shaAsByteBuffer()))).isEqualTo(SHA256);
        assertThat(details.authors(0).authorEmail()).isEqualTo("ann@example.com");
        assertThat(details.authors(0).committerEmail()).isEqualTo("bøb@example.com");
        assertThat(details.authors(1).authorEmail()).isEmpty();
    }

    @Test
    void aRepositoryWithManyHeadsFits() {
        List<SyncRequest.Head> heads = java.util.stream.IntStream.range(0, 20_000)
                .mapToObj(i -> new SyncRequest.Head("branch-" + i, "12".repeat(20))).toList();
        byte[] request = Requests.sync(1, new SyncRequest(1, "p", "", "", "", "", heads, new byte[0], 0, false,
                SyncRequest.Source.AUTO, false, List.of()));
        SyncRepository sync = (SyncRepository) read(request).submit().kind(new SyncRepository());
        assertThat(sync.knownLength()).isEqualTo(20_000);
        assertThat(sync.known(19_999).name()).isEqualTo("branch-19999");
    }
}
