package dvcs.forge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Project {@code acme/odd-corners}: legal but odd data, all of which has to be imported. */
final class OddCorners {
    private static final long START = Instant.parse("2023-05-02T10:00:00Z").getEpochSecond();
    private static final int PARENTS = 64;
    private static final String MERGE_REQUEST_BRANCH = "fix/#42-100%-KEY-13-🚀";

    private final FastImport history;
    private long clock = START;

    private OddCorners(FastImport history) {
        this.history = history;
    }

    static void add(World world, Path data) {
        Path gitDir = data.resolve("acme/odd-corners.git");
        FastImport.create(gitDir, "main", history -> new OddCorners(history).write());
        Instant active = Instant.parse("2024-02-29T12:00:00Z");
        Project project = world.add(world.group("acme"), "odd-corners", gitDir, "main", Instant.ofEpochSecond(START), active);
        project.isPrivate = true;
        User author = world.user("ada.berg", "Ada Berg");
        project.mergeRequests.add(new MergeRequest(world.nextId(), 1, "<script>alert('KEY-11')</script> & \"quotes\" 🎉",
                "Also KEY-12, and MY_PROJ-5.", "opened", true, MERGE_REQUEST_BRANCH, "main", author,
                project.index.branches().get(MERGE_REQUEST_BRANCH), null, active.minusSeconds(86_400), active,
                List.of(new MergeRequest.Review(world.user("bj.rn.elik", "Björn Çelik"), "approved", active.minusSeconds(3600)),
                        new MergeRequest.Review(world.user("dana", "<i>Dana</i>"), "requested_changes", active.minusSeconds(7200)))));
        project.mergeRequests.add(new MergeRequest(world.nextId(), 2, "Source branch is gone KEY-14", null, "closed", false,
                "gone/KEY-15", "main", author, null, null, active.minusSeconds(90_000), active.minusSeconds(80_000)));
    }

    private void write() throws IOException {
        int main = utf8("Start", List.of());
        main = utf8("KEY-1 <script>document.title='owned'</script><img src=x onerror=alert(1)>", List.of(main));
        main = utf8("", List.of(main));
        main = raw("KEY-2 broken UTF-8: \u00ff\u00fe and \u00c3( end KEY-3".getBytes(StandardCharsets.ISO_8859_1), null, List.of(main));
        main = raw("KEY-4 Gr\u00fc\u00dfe aus M\u00fcnchen\n".getBytes(StandardCharsets.ISO_8859_1), "ISO-8859-1", List.of(main));
        main = utf8("KEY-5 a long one\n\n" + "All work and no play.\n".repeat(50_000) + "The last line names KEY-6", List.of(main));
        main = octopus(main);
        main = dated("KEY-8 written before 1970", -86_400L * 365, "+0100", List.of(main));
        main = future("KEY-9 written in 2106", List.of(main));
        main = nameless("KEY-10 nobody wrote this", List.of(main));
        main = utf8("x_MY_PROJ-5 and KEY-16_KEY-17/KEY-18-KEY-19", List.of(main));
        main = utf8("key-20 Key-21 KEY-0022 KEY-23x xKEY-24 KEY--25 KEY‑26", List.of(main));
        main = utf8("中文KEY-27中文 «KEY-28» KEY-29…", List.of(main));
        for (String branch : List.of(MERGE_REQUEST_BRANCH, "a+b&c=d", "quote\"s'and<tags>", "ünïcödé/KEY-30", "deadbeef")) {
            history.orphan("refs/heads/" + branch);
            int head = signed("refs/heads/" + branch, ("KEY-31 on " + branch).getBytes(StandardCharsets.UTF_8), null, List.of(main));
            if (branch.equals(MERGE_REQUEST_BRANCH)) {
                history.reset("refs/merge-requests/1/head", head);
            }
        }
    }

    private int octopus(int main) throws IOException {
        List<Integer> parents = new ArrayList<>(List.of(main));
        for (int i = 1; i < PARENTS; i++) {
            parents.add(signed("refs/heads/octopus", ("arm " + i).getBytes(StandardCharsets.UTF_8), null, List.of(main)));
        }
        history.reset("refs/heads/octopus", main);
        return signed("refs/heads/main", "KEY-7 sixty-four parents".getBytes(StandardCharsets.UTF_8), null, parents);
    }

    private int utf8(String message, List<Integer> parents) throws IOException {
        return raw(message.getBytes(StandardCharsets.UTF_8), null, parents);
    }

    private int raw(byte[] message, String encoding, List<Integer> parents) throws IOException {
        return signed("refs/heads/main", message, encoding, parents);
    }

    private int signed(String ref, byte[] message, String encoding, List<Integer> parents) throws IOException {
        clock += 3600;
        var person = new FastImport.Signature("Björn Çelik", "bj.rn.elik@example.com", clock, "+0200");
        return history.commit(ref, person, person, message, encoding, parents);
    }

    private int dated(String message, long seconds, String offset, List<Integer> parents) throws IOException {
        return changing(message, seconds, offset, parents, Map.of());
    }

    /** The newest of all by its date, and the only one with files. */
    private int future(String message, List<Integer> parents) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("doc/<b>bold</b> & ünïcödé.txt", "one\ntwo\nthree\n");
        files.put("src/plain.txt", "one\ntwo\n");
        return changing(message, 4_294_967_296L, "-0730", parents, files);
    }

    private int changing(String message, long seconds, String offset, List<Integer> parents, Map<String, String> files)
            throws IOException {
        clock += 3600;
        var author = new FastImport.Signature("Ada Berg", "ada.berg@example.com", seconds, offset);
        var committer = new FastImport.Signature("Ada Berg", "ada.berg@example.com", clock, offset);
        return history.commit("refs/heads/main", author, committer, message.getBytes(StandardCharsets.UTF_8), null, parents, files);
    }

    private int nameless(String message, List<Integer> parents) throws IOException {
        clock += 3600;
        var nobody = new FastImport.Signature("nobody", "", clock, "+0000");
        return history.commit("refs/heads/main", nobody, nobody, message.getBytes(StandardCharsets.UTF_8), null, parents);
    }
}
