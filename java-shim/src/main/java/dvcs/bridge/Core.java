package dvcs.bridge;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The started core and its sessions. {@link #close} follows the order that leaves nothing behind: handles, poll
 * threads, native threads.
 */
public final class Core implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Core.class);

    private final Boundary natives;
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private boolean closed;

    private Core(Boundary natives) {
        this.natives = natives;
    }

    /** To be called after {@link NativeLibrary#load} succeeded. Administrators configure trust and proxies once: in the JVM. */
    public static Core start(String userAgent) throws GeneralSecurityException {
        return start(Boundary.JNI, jvmTrustAnchors(), userAgent, ProxySettings.ofJvm());
    }

    static Core start(Boundary natives, List<byte[]> trustAnchors, String userAgent, ProxySettings network) {
        natives.start(Requests.start(trustAnchors, userAgent, network));
        return new Core(natives);
    }

    /** {@code name} is for the thread's name only. The handler's first call may come before this returns. */
    public synchronized Session open(String name, SessionOptions options, BatchHandler handler) {
        if (closed) {
            throw new IllegalStateException("The connector is stopping.");
        }
        Session[] opened = new Session[1];
        long handle = natives.open(Requests.open(options));
        opened[0] = new Session(natives, handle, name, handler, () -> forget(opened));
        sessions.add(opened[0]);
        return opened[0];
    }

    // Waits for open() to have registered the session that is to be forgotten.
    private synchronized void forget(Session[] session) {
        sessions.remove(session[0]);
    }

    @Override
    public void close() {
        List<Session> open;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            open = new ArrayList<>(sessions);
        }
        open.forEach(Session::close);
        if (!open.stream().allMatch(Session::ended)) {
            // Shutting down under a thread that is still inside would be worse than a leaked thread.
            LOG.error("A poll thread did not end within its time; the native core stays up until Jira restarts.");
            return;
        }
        natives.shutdown();
        int left = natives.liveObjects();
        if (left != 0) {
            LOG.error("The native core left {} objects behind after its shutdown.", left);
        }
    }

    private static List<byte[]> jvmTrustAnchors() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        List<byte[]> anchors = new ArrayList<>();
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager x509) {
                for (X509Certificate issuer : x509.getAcceptedIssuers()) {
                    anchors.add(issuer.getEncoded());
                }
            }
        }
        return anchors;
    }
}
