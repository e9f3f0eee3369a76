package dvcs.plugin;

import dvcs.oauth.Locks;
import dvcs.oauth.OAuth;
import dvcs.oauth.Refresher;
import dvcs.oauth.Renewal;
import dvcs.oauth.Revocation;
import dvcs.oauth.TokenEndpoint;
import dvcs.oauth.TokenWatch;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Keeps tokens alive, on a thread of the service. */
final class OAuthService implements Renewal {
    /** Runs of other nodes go on with a new token that soon; until then the forge refuses the former one. */
    private static final long FOLLOW_SECONDS = 5;

    private final Tables tables;
    private final Threads threads;
    private final Refresher refresher;
    private final TokenWatch watch;
    private final Revocation revocation;
    private final Supplier<Sessions> sessions;

    /** {@code goOn}: an account that was interrupted or stopped has a good token again. */
    OAuthService(Tables tables, Threads threads, Heartbeat heartbeat, Supplier<Sessions> sessions, Supplier<String> baseUrl, IntConsumer goOn) {
        this.tables = tables;
        this.threads = threads;
        this.sessions = sessions;
        OAuth oauth = new OAuth(tables.oauth(), baseUrl);
        TokenEndpoint endpoint = new CoreTokens(sessions);
        this.refresher = oauth.refresher(endpoint, locks(heartbeat), new Refresher.Listener(this::follow, goOn));
        this.watch = oauth.tokenWatch(endpoint);
        this.revocation = oauth.revocation(endpoint);
    }

    void start() {
        threads.every(Refresher.SECONDS, () -> threads.authorise(refresher::look));
        threads.every(FOLLOW_SECONDS, this::follow);
        threads.every(TokenWatch.SECONDS, this::watch);
        watch();
    }

    /** Reads how long tokens last of which that is not known yet, in the background. */
    void watch() {
        threads.authorise(watch::look);
    }

    /** As on the clock. */
    void look() {
        refresher.look();
    }

    /** A client configuration was changed: what it could not do before it may do now. */
    void changed(int clientId) {
        threads.authorise(() -> tables.oauth().grants().stopped(clientId).forEach(refresher::tryAgain));
    }

    /** False: it is to be tried again. */
    boolean revoke(int accountId) {
        return revocation.revoke(accountId);
    }

    @Override
    public Result refused(int accountId, int version) {
        return refresher.refused(accountId, version);
    }

    @Override
    public Optional<Current> current(int accountId) {
        return refresher.current(accountId);
    }

    private void follow() {
        sessions.get().follow();
    }

    private static Locks locks(Heartbeat heartbeat) {
        return resource -> heartbeat.tryHold(resource).map(held -> (Locks.Held) held::close);
    }
}
