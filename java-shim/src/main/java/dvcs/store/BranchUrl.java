package dvcs.store;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The page of a branch at its forge, which no API answers in a listing. */
final class BranchUrl {
    private BranchUrl() {}

    static String of(String host, String repositoryUrl, String branch) {
        if (repositoryUrl.isEmpty()) {
            return "";
        }
        String between = switch (host) {
            case "gitlab" -> "/-/tree/";
            case "gitea" -> "/src/branch/";
            case "bitbucket" -> "/branch/";
            default -> "/tree/";
        };
        String encoded = URLEncoder.encode(branch, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
        return repositoryUrl + between + encoded;
    }
}
