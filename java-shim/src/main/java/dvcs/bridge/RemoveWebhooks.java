package dvcs.bridge;

import java.util.List;

/**
 * Deletes every webhook of ours at these places. What is gone already is no error.
 *
 * @param group path; empty: only the repositories are looked at
 * @param urls the present and all former ones
 * @param known ours, wherever they lead
 */
public record RemoveWebhooks(String group, List<WebhookPlace> repositories, List<String> urls, List<KnownWebhook> known) {
    public RemoveWebhooks {
        repositories = List.copyOf(repositories);
        urls = List.copyOf(urls);
        known = List.copyOf(known);
    }
}
