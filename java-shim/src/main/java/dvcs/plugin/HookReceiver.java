package dvcs.plugin;

import dvcs.api.Hooks;
import dvcs.store.Delivery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes deliveries of webhooks: nothing of one is read before there is room for it, and nothing of it is believed before it has
 * proved itself. Every refusal looks the same from outside, whatever its reason.
 */
final class HookReceiver implements Hooks {
    private final HookRoom room;
    private final HookAccounts accounts;
    private final HookVerifier verifier;
    private final HookWriter writer;
    private final HookHealth health;
    private final Clock clock;

    HookReceiver(HookRoom room, HookAccounts accounts, HookVerifier verifier, HookWriter writer, HookHealth health, Clock clock) {
        this.room = room;
        this.accounts = accounts;
        this.verifier = verifier;
        this.writer = writer;
        this.health = health;
        this.clock = clock;
    }

    @Override
    public Answer deliver(Hooks.Incoming delivery) throws IOException {
        if (!accounts.isLoaded()) {
            return Answer.UNAVAILABLE;
        }
        int id = number(delivery.account());
        if (id == 0 || !delivery.method().equals("POST") || delivery.length() > HookRoom.LONGEST) {
            return refused(id, id > 0 && delivery.method().equals("POST") ? "It was longer than a delivery may be." : "It was no POST.");
        }
        Optional<HookRoom.Place> free = room.enter();
        if (free.isEmpty()) {
            return later(id);
        }
        try (HookRoom.Place place = free.get()) {
            HookRoom.Read read = place.read(delivery.body());
            if (read.cut() != null) {
                return read.cut() == HookRoom.Cut.FULL ? later(id) : refused(id, "It was longer than a delivery may be.");
            }
            HookVerifier.Event event = verify(id, delivery.headers(), read.body());
            String identity = identity(event, read.body());
            place.forget();
            return event.kind() == HookVerifier.Kind.REFUSED ? refused(id, event.why()) : accept(id, event, identity);
        }
    }

    // Another node may have made the account's secret since we looked.
    private HookVerifier.Event verify(int id, List<Map.Entry<String, String>> headers, byte[] body) {
        HookVerifier.Event event = verifyOnce(id, headers, body);
        return event.kind() == HookVerifier.Kind.REFUSED && accounts.refresh() ? verifyOnce(id, headers, body) : event;
    }

    private HookVerifier.Event verifyOnce(int id, List<Map.Entry<String, String>> headers, byte[] body) {
        HookAccounts.Account account = accounts.find(id);
        HookVerifier.Event event = verifier.verify(account, headers, body);
        return account.isKnown() ? event : new HookVerifier.Event(HookVerifier.Kind.REFUSED, 0, "", "", "");
    }

    private Answer accept(int id, HookVerifier.Event event, String identity) {
        long repository = switch (event.kind()) {
            case PUSH, MERGE_REQUEST -> event.repository();
            case REPOSITORY, UNREADABLE -> 0;
            default -> -1; // tags, tests, and what we never asked for
        };
        if (repository < 0) {
            writer.seen(id);
            return Answer.ACCEPTED;
        }
        return writer.put(new Delivery(id, repository, event.kind().name(), event.pusher(), identity, !event.delivery().isEmpty(),
                clock.millis()));
    }

    private Answer refused(int id, String why) {
        if (id != 0 && accounts.find(id).isKnown()) {
            health.refused(id, why);
        }
        return Answer.REFUSED;
    }

    /** What came is not known, so the whole account is to be looked at. Strangers are told the same. */
    private Answer later(int id) {
        if (accounts.find(id).isKnown()) {
            writer.mark(id);
        }
        return Answer.LATER;
    }

    private static int number(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Integer.parseInt(text) : 0;
    }

    /** Where the forge gives its deliveries no names, the same body is the same delivery. */
    private static String identity(HookVerifier.Event event, byte[] body) {
        if (event.kind() == HookVerifier.Kind.REFUSED) {
            return "";
        }
        return event.delivery().isEmpty() ? "body " + sha256(body) : "id " + sha256(event.delivery().getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JVM has it
        }
    }
}
