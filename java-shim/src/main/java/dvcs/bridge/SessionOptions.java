package dvcs.bridge;

/** An account at a forge: where, with what, and how keys are recognised. Never printed: it holds the token. */
public record SessionOptions(
        Forge forge, String url, String token, boolean lowerCase, boolean underscore, int parallelRequests, int retrySeconds) {
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
