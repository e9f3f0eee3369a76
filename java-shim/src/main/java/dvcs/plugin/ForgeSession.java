package dvcs.plugin;

import dvcs.bridge.BatchHandler;
import dvcs.bridge.Core;
import dvcs.bridge.DetailsRequest;
import dvcs.bridge.EnsureWebhooks;
import dvcs.bridge.NativeFailure;
import dvcs.bridge.ObtainToken;
import dvcs.bridge.RemoveWebhooks;
import dvcs.bridge.RevokeToken;
import dvcs.bridge.Session;
import dvcs.bridge.SessionOptions;
import dvcs.bridge.SyncRequest;
import dvcs.bridge.TokenKind;
import dvcs.wire.Batch;
import dvcs.wire.Finished;
import dvcs.wire.Log;
import dvcs.wire.LogLevel;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session and the jobs that run on it. A job whose batch can't be stored is cancelled, the others go on. */
final class ForgeSession implements BatchHandler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ForgeSession.class);

    private final Map<Long, Running> jobs = new ConcurrentHashMap<>();
    private final AtomicLong lastJob = new AtomicLong();
    private final Session session;
    private volatile boolean ended;

    ForgeSession(Core core, String name, SessionOptions options) {
        session = core.open(name, options, this);
    }

    /** Stores a job's batch, on the poll thread. */
    interface Sink {
        void store(Batch batch) throws Exception;
    }

    /** A job under way. */
    record Running(long id, Sink sink, CompletableFuture<Outcome> outcome) {}

    Running check() {
        return submit(batch -> {}, session::check);
    }

    Running list(String owner, long activeSince, String ownerHint, Sink sink) {
        return submit(sink, job -> session.list(job, owner, activeSince, ownerHint));
    }

    Running sync(SyncRequest request, Sink sink) {
        return submit(sink, job -> session.sync(job, request));
    }

    Running details(DetailsRequest request, Sink sink) {
        return submit(sink, job -> session.details(job, request));
    }

    /** Walks the way to the forge; its findings come one by one. */
    Running diagnose(String owner, Sink sink) {
        return submit(sink, job -> session.diagnose(job, owner));
    }

    /** What stands afterwards comes as rows. */
    Running ensureHooks(EnsureWebhooks request, Sink sink) {
        return submit(sink, job -> session.ensureHooks(job, request));
    }

    Running removeHooks(RemoveWebhooks request, Sink sink) {
        return submit(sink, job -> session.removeHooks(job, request));
    }

    /** What became of it comes as a row. */
    Running obtainToken(ObtainToken request, Sink sink) {
        return submit(sink, job -> session.obtainToken(job, request));
    }

    Running revokeToken(RevokeToken request, Sink sink) {
        return submit(sink, job -> session.revokeToken(job, request));
    }

    Running tokenInfo(TokenKind kind, String token, Sink sink) {
        return submit(sink, job -> session.tokenInfo(job, kind, token));
    }

    /** Used from the next request on. */
    void credential(String token) {
        try {
            session.credential(token);
        } catch (NativeFailure e) {
            LOG.debug("A session ended before it had its new token: {}", e.getMessage());
        }
    }

    void cancel(Running job) {
        session.cancel(job.id());
    }

    boolean isOpen() {
        return !ended;
    }

    private Running submit(Sink sink, LongConsumer start) {
        Running job = new Running(lastJob.incrementAndGet(), sink, new CompletableFuture<>());
        jobs.put(job.id(), job);
        try {
            start.accept(job.id());
        } catch (RuntimeException e) {
            jobs.remove(job.id());
            job.outcome().completeExceptionally(e);
        }
        if (ended && jobs.remove(job.id()) != null) {
            job.outcome().completeExceptionally(new IllegalStateException("The session with the forge has ended."));
        }
        return job;
    }

    @Override
    public void handle(Batch batch) {
        for (int i = 0; i < batch.logsLength(); i++) {
            log(batch.logs(i));
        }
        Running job = jobs.get(batch.job());
        if (job == null) {
            return; // it was given up: what it still sends is not stored, and its cursor has not moved
        }
        try {
            job.sink().store(batch);
        } catch (Exception e) {
            jobs.remove(job.id());
            session.cancel(job.id());
            job.outcome().completeExceptionally(e);
            return;
        }
        Finished finished = batch.finished();
        if (finished != null) {
            jobs.remove(job.id());
            job.outcome().complete(new Outcome(finished.errorCode(), text(finished.error()), finished.complete(),
                    text(finished.serverVersion()), text(finished.user()), text(finished.ownerHint())));
        }
    }

    @Override
    public void ended(Throwable cause) {
        ended = true;
        if (cause != null) {
            LOG.error("The session with a forge ended: {}", cause.getMessage(), cause);
        }
        jobs.values().forEach(job -> {
            jobs.remove(job.id());
            job.outcome().completeExceptionally(cause == null
                    ? new IllegalStateException("The session with the forge was closed.") : cause);
        });
    }

    @Override
    public void close() {
        session.close();
    }

    private static void log(Log line) {
        if (line.level() == LogLevel.Info) {
            LOG.info("{}", line.message());
        } else {
            LOG.warn("{}", line.message());
        }
    }

    static String text(String optional) {
        return optional == null ? "" : optional;
    }
}
