package dvcs.forge;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Who is logged in with which browser. Thread-safe. */
final class BrowserSessions {
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    /**
     * @param token that forms must carry, so that no other site can send them
     * @param user null: nobody is logged in
     * @param returnTo where the log-in leads; null: nowhere in particular
     */
    record Session(String id, String token, User user, String returnTo) {}

    /** The session of that cookie, or a new one. */
    Session of(String cookie) {
        Session known = sessions.get(cookie);
        return known == null ? keep(new Session(UUID.randomUUID().toString(), UUID.randomUUID().toString(), null, null)) : known;
    }

    Session returnTo(Session session, String address) {
        return keep(new Session(session.id(), session.token(), session.user(), address));
    }

    /** Under a new number, so that nobody who planted the old one is logged in, too. */
    Session signIn(Session session, User user) {
        sessions.remove(session.id());
        return keep(new Session(UUID.randomUUID().toString(), UUID.randomUUID().toString(), user, null));
    }

    private Session keep(Session session) {
        sessions.put(session.id(), session);
        return session;
    }
}
