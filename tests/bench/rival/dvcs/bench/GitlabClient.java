package dvcs.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gitlab4j.api.GitLabApi;
import org.gitlab4j.api.Pager;
import org.gitlab4j.api.models.Commit;

/**
 * All commits of a project (all=true) by gitlab4j-api, again and again in one JVM, so that the last import is a warm one.
 * The token stands in standard input.
 */
final class GitlabClient {
    private static final int PAGE = 100;

    private GitlabClient() {}

    public static void main(String[] arguments) throws Exception {
        String token = new String(System.in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip();
        long project = Long.parseLong(arguments[1]);
        int imports = Integer.parseInt(arguments[2]);
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try (GitLabApi api = new GitLabApi(arguments[0], token)) {
            for (int i = 1; i <= imports; i++) {
                long cpu = system.getProcessCpuTime();
                long wall = System.nanoTime();
                int commits = commits(api, project);
                System.out.printf("{\"import\":%d,\"commits\":%d,\"cpu_seconds\":%.3f,\"wall_seconds\":%.3f}%n", i, commits,
                        (system.getProcessCpuTime() - cpu) / 1e9, (System.nanoTime() - wall) / 1e9);
            }
        }
    }

    private static int commits(GitLabApi api, long project) throws Exception {
        Pager<Commit> pages = api.getCommitsApi().getCommits(project, null, null, null, null, true, false, false, PAGE);
        Set<String> seen = new HashSet<>();
        for (List<Commit> page = pages.first(); page != null && !page.isEmpty(); page = pages.hasNext() ? pages.next() : null) {
            for (Commit commit : page) {
                seen.add(commit.getId());
            }
        }
        return seen.size();
    }
}
