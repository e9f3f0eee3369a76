package dvcs.plugin;

import dvcs.api.Hook;
import dvcs.bridge.WebhookStanding;
import dvcs.store.HookPlaces;
import dvcs.wire.Batch;
import java.util.List;

/** What the core saw of webhooks, as it is stored. */
final class HookRows {
    private HookRows() {}

    static List<HookPlaces.Seen> of(Batch batch) {
        return WebhookStanding.of(batch).stream().map(HookRows::of).toList();
    }

    private static HookPlaces.Seen of(WebhookStanding standing) {
        boolean fine = standing.result() == WebhookStanding.Result.OK && standing.state() != WebhookStanding.State.PAUSED
                && standing.state() != WebhookStanding.State.DISABLED;
        String words = (standing.found() + " " + standing.remedy()).strip();
        boolean known = standing.hookId() > 0 || standing.result() != WebhookStanding.Result.FAILED;
        return new HookPlaces.Seen(standing.repositoryId(), known ? standing.hookId() : HookPlaces.AS_BEFORE, state(standing), fine ? "" : words);
    }

    private static Hook.State state(WebhookStanding standing) {
        return switch (standing.state()) {
            case PAUSED -> Hook.State.TEMPORARILY_DISABLED;
            case DISABLED -> Hook.State.DISABLED;
            case WORKING -> standing.hookId() > 0 ? Hook.State.ACTIVE : Hook.State.GROUP;
            case MISSING, UNKNOWN -> switch (standing.result()) {
                case OK, WARNING -> standing.hookId() > 0 ? Hook.State.ACTIVE : Hook.State.NONE; // Gitea does not say whether it works
                case SKIPPED -> Hook.State.NONE;
                case FAILED -> Hook.State.REFUSED;
            };
        };
    }
}
