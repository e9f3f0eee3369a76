package dvcs.plugin;

import dvcs.bridge.SessionOptions;
import dvcs.bridge.WebhookDelivery;
import dvcs.bridge.WebhookEvent;
import dvcs.bridge.Webhooks;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The native core's word on a delivery. */
final class CoreHookVerifier implements HookVerifier {
    private final Webhooks core;
    private final Clock clock;

    CoreHookVerifier(Webhooks core, Clock clock) {
        this.core = core;
        this.clock = clock;
    }

    @Override
    public Event verify(HookAccounts.Account account, List<Map.Entry<String, String>> headers, byte[] body) {
        WebhookDelivery delivery = new WebhookDelivery(SessionOptions.Forge.valueOf(account.host().toUpperCase(Locale.ROOT)),
                headers.stream().map(each -> new WebhookDelivery.Header(each.getKey(), each.getValue())).toList(), body, clock.millis() / 1000);
        WebhookEvent event = core.verify(delivery, account.secrets());
        return new Event(kind(event), event.repositoryId(), event.delivery(), event.pusher().userName(), event.why());
    }

    // Whoever knows the secret and says what makes no sense has something to say: the whole account is looked at.
    private static Kind kind(WebhookEvent event) {
        if (event.outcome() == WebhookEvent.Outcome.REFUSED) {
            return Kind.REFUSED;
        }
        return switch (event.kind()) {
            case PUSH -> Kind.PUSH;
            case TAG_PUSH -> Kind.TAG_PUSH;
            case MERGE_REQUEST -> Kind.MERGE_REQUEST;
            case REPOSITORY -> Kind.REPOSITORY;
            case PING -> Kind.TEST;
            case OTHER -> event.outcome() == WebhookEvent.Outcome.UNREADABLE ? Kind.UNREADABLE : Kind.OTHER;
        };
    }
}
