package dvcs.bridge;

import java.util.List;

/**
 * An account at a forge: where, with what, and how keys are recognised. Never printed: it holds the token.
 *
 * @param ca certificates that this account believes in addition to the JVM's, each in DER
 * @param live somebody waits for it: it goes before the other sessions with the same token
 * @param budgetShare of the forge's rate limit, above 0 and at most 1: what the other nodes of a cluster leave
 * @param spoolFolder for packs; empty: the system's
 */
public record SessionOptions(
        Forge forge,
        String url,
        String token,
        boolean lowerCase,
        boolean underscore,
        int parallelRequests,
        int retrySeconds,
        List<byte[]> ca,
        boolean live,
        float budgetShare,
        String spoolFolder) {
    public SessionOptions(Forge forge, String url, String token, boolean lowerCase, boolean underscore, int parallelRequests,
            int retrySeconds) {
        this(forge, url, token, lowerCase, underscore, parallelRequests, retrySeconds, List.of(), false, 1, "");
    }

    public SessionOptions {
        ca = ca.stream().map(byte[]::clone).toList();
    }

    /** The kinds of forge, as the boundary numbers them. */
    public enum Forge {
        GITLAB(dvcs.wire.Host.GitLab),
        GITEA(dvcs.wire.Host.Gitea),
        GITHUB(dvcs.wire.Host.GitHub),
        BITBUCKET(dvcs.wire.Host.Bitbucket);

        private final byte wire;

        Forge(byte wire) {
            this.wire = wire;
        }

        byte wire() {
            return wire;
        }
    }

    @Override
    public String toString() {
        return "SessionOptions[" + forge + ", " + url + "]";
    }
}
