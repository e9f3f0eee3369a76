package dvcs.bridge;

import java.util.List;
import java.util.Set;

/**
 * Sees to it that one webhook of ours stands: at the group where the forge has such, else at each repository. Ours are
 * those at {@code url} or a former one, and known ones; every other is left alone. Never printed: it holds the secret.
 *
 * @param group path; empty: each repository has its own
 * @param formerUrls where this account's deliveries went before, so that they are moved and not left behind
 * @param secret "whsec_" and base64 of at least 24 random bytes: GitLab 19 then signs with it; others carry or use it as it is
 * @param kinds PUSH, TAG_PUSH, MERGE_REQUEST and REPOSITORY can be asked for
 * @param known those of the last {@link WebhookStanding}s with this very secret; none of them after a change of the secret
 * @param verifyCertificate of {@code url}, by the forge; counts only when a webhook is created
 * @param lookOnly tell what stands, change nothing
 */
public record EnsureWebhooks(
        String group,
        List<WebhookPlace> repositories,
        String url,
        List<String> formerUrls,
        String secret,
        Set<WebhookKind> kinds,
        List<KnownWebhook> known,
        boolean verifyCertificate,
        boolean lookOnly) {
    public EnsureWebhooks {
        repositories = List.copyOf(repositories);
        formerUrls = List.copyOf(formerUrls);
        kinds = Set.copyOf(kinds);
        known = List.copyOf(known);
    }

    @Override
    public String toString() {
        return "EnsureWebhooks[" + group + ", " + repositories.size() + " repositories, " + url + "]";
    }
}
