package dvcs.forge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Applications, authorisation codes and pairs of tokens, with GitLab's rules (gitlab.md, section 5.1): a code serves once, a
 * refresh ends the pair that it belongs to. Stricter than GitLab in one point: whoever uses a dead refresh token ends the
 * pairs that came of it, too, so that a client that does so is found out. Thread-safe.
 */
public final class OAuth {
    private final World world;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, OAuthApplication> applications = new LinkedHashMap<>();
    private final Map<String, Code> codes = new LinkedHashMap<>();
    private final List<Pair> pairs = new ArrayList<>();
    private long accessSeconds = 7200;
    private long codeSeconds = 600;
    private int families;

    OAuth(World world) {
        this.world = world;
    }

    private record Code(OAuthApplication application, User user, String redirectUri, Set<String> scopes, String challenge, Instant ends) {}

    /** {@code expiresIn} 0: never. {@code family}: of all pairs that came of one code. */
    record Pair(OAuthApplication application, User user, Set<String> scopes, String access, String refresh, Instant created,
            long expiresIn, int family, boolean live) {
        Pair dead() {
            return new Pair(application, user, scopes, access, refresh, created, expiresIn, family, false);
        }
    }

    public synchronized OAuthApplication add(String name, Set<String> redirectUris, Set<String> scopes) {
        OAuthApplication made = new OAuthApplication(name, hex(32), "gloas-" + hex(32), Set.copyOf(redirectUris), new TreeSet<>(scopes));
        applications.put(made.uid(), made);
        return made;
    }

    public synchronized void remove(String uid) {
        applications.remove(uid);
        end(pair -> pair.application().uid().equals(uid));
    }

    /** How long access tokens live that are made from now on; 0: for ever. */
    public synchronized void setAccessSeconds(long seconds) {
        accessSeconds = seconds;
    }

    public synchronized void setCodeSeconds(long seconds) {
        codeSeconds = seconds;
    }

    /** Access tokens end now, their refresh tokens stay. */
    public synchronized void expire() {
        pairs.stream().filter(Pair::live).forEach(pair -> world.token(token(pair, "expired")));
    }

    /** What a user does who takes the access back: all pairs end. */
    public synchronized void revokeAll() {
        end(pair -> true);
    }

    synchronized Optional<OAuthApplication> application(String uid) {
        return Optional.ofNullable(applications.get(uid));
    }

    /** GitLab does not ask a second time for what stands already. */
    synchronized boolean isGranted(OAuthApplication application, User user, Set<String> scopes) {
        return pairs.stream().anyMatch(pair -> pair.live() && pair.application().equals(application) && pair.user().equals(user)
                && pair.scopes().equals(scopes));
    }

    synchronized String code(OAuthApplication application, User user, String redirectUri, Set<String> scopes, String challenge) {
        String value = hex(32);
        codes.put(value, new Code(application, user, redirectUri, scopes, challenge, world.now().plusSeconds(codeSeconds)));
        return value;
    }

    synchronized Pair exchange(OAuthApplication client, String value, String redirectUri, String verifier) {
        Code code = codes.remove(value);
        boolean good = code != null && code.application().equals(client) && code.redirectUri().equals(redirectUri)
                && world.now().isBefore(code.ends())
                && (code.challenge() == null || verifier != null && code.challenge().equals(challenge(verifier)));
        if (!good) {
            throw OAuthRefusal.INVALID_GRANT.plain();
        }
        return add(client, code.user(), code.scopes(), ++families);
    }

    synchronized Pair renew(OAuthApplication client, String refresh) {
        Pair old = pairs.stream().filter(pair -> pair.refresh().equals(refresh) && pair.application().equals(client)).findFirst()
                .orElseThrow(OAuthRefusal.INVALID_GRANT::plain);
        if (!old.live()) {
            end(pair -> pair.family() == old.family());
            throw OAuthRefusal.INVALID_GRANT.plain();
        }
        end(pair -> pair == old);
        return add(client, old.user(), old.scopes(), old.family());
    }

    /** Either half ends both. An unknown one is no error. */
    synchronized void revoke(OAuthApplication client, String token) {
        boolean foreign = pairs.stream().anyMatch(pair -> has(pair, token) && !pair.application().equals(client));
        if (foreign) {
            throw OAuthRefusal.UNAUTHORIZED_CLIENT.plain();
        }
        end(pair -> has(pair, token));
    }

    synchronized Pair info(String access) {
        boolean good = world.token(access).filter(token -> token.state(world.now()).equals("active")).isPresent();
        return pairs.stream().filter(pair -> good && pair.live() && pair.access().equals(access)).findFirst()
                .orElseThrow(OAuthRefusal.INVALID_TOKEN::plain);
    }

    private static boolean has(Pair pair, String token) {
        return pair.access().equals(token) || pair.refresh().equals(token);
    }

    private Pair add(OAuthApplication client, User user, Set<String> scopes, int family) {
        Pair pair = new Pair(client, user, scopes, hex(32), hex(32), world.now(), accessSeconds, family, true);
        pairs.add(pair);
        world.token(token(pair, "active"));
        return pair;
    }

    private void end(java.util.function.Predicate<Pair> which) {
        pairs.replaceAll(pair -> {
            if (!pair.live() || !which.test(pair)) {
                return pair;
            }
            world.token(token(pair, "revoked"));
            return pair.dead();
        });
    }

    private static Token token(Pair pair, String state) {
        Instant ends = pair.expiresIn() == 0 ? null : pair.created().plusSeconds(pair.expiresIn());
        return new Token(pair.access(), pair.user(), pair.scopes(), state, ends, true);
    }

    private String hex(int bytes) {
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        return HexFormat.of().formatHex(value);
    }

    private static String challenge(String verifier) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
