package dvcs.devhost.platform;

import com.atlassian.beehive.ClusterLock;
import com.atlassian.beehive.ClusterLockService;
import dvcs.devhost.db.Database;
import dvcs.devhost.db.Database.DatabaseException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Cluster locks: rows leased for five minutes by a process, a reentrant lock between its threads (jira-platform.md
 * 2.12: "DB rows leased for minutes"). The lease is not renewed while held [host's simplification]; a dead process'
 * row is taken over after its lease.
 */
public final class HostLocks implements ClusterLockService {
    private static final long LEASE_MILLIS = TimeUnit.MINUTES.toMillis(5);

    private final Database db;
    private final String node;
    private final Map<String, Lock> locks = new ConcurrentHashMap<>();

    public HostLocks(Database db, HostCluster cluster) {
        this.db = db;
        this.node = cluster.process();
    }

    @Override
    public ClusterLock getLockForName(String name) {
        return locks.computeIfAbsent(name, Lock::new);
    }

    private final class Lock implements ClusterLock {
        private final String name;
        private final ReentrantLock threads = new ReentrantLock();

        private Lock(String name) {
            this.name = name;
        }

        @Override
        public boolean tryLock() {
            if (!threads.tryLock()) {
                return false;
            }
            if (threads.getHoldCount() > 1 || claim()) {
                return true;
            }
            threads.unlock();
            return false;
        }

        @Override
        public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
            long deadline = System.nanoTime() + unit.toNanos(time);
            while (!tryLock()) {
                if (System.nanoTime() >= deadline) {
                    return false;
                }
                TimeUnit.MILLISECONDS.sleep(20);
            }
            return true;
        }

        @Override
        public void lockInterruptibly() throws InterruptedException {
            tryLock(Long.MAX_VALUE / 2, TimeUnit.NANOSECONDS);
        }

        @Override
        public void lock() {
            boolean interrupted = false;
            while (true) {
                try {
                    lockInterruptibly();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void unlock() {
            if (!threads.isHeldByCurrentThread()) {
                throw new IllegalMonitorStateException("cluster lock " + name + " is not held by this thread");
            }
            if (threads.getHoldCount() == 1) {
                db.update("DELETE FROM " + db.table("HOST_LOCK") + " WHERE \"NAME\" = ? AND \"NODE\" = ?", name, node);
            }
            threads.unlock();
        }

        @Override
        public boolean isHeldByCurrentThread() {
            return threads.isHeldByCurrentThread();
        }

        @Override
        public Condition newCondition() {
            throw new UnsupportedOperationException("a cluster lock has no conditions");
        }

        private boolean claim() {
            long now = System.currentTimeMillis();
            String table = db.table("HOST_LOCK");
            db.update("DELETE FROM " + table + " WHERE \"NAME\" = ? AND \"EXPIRES\" < ?", name, now);
            try {
                return db.update(
                                "INSERT INTO " + table + " (\"NAME\", \"NODE\", \"EXPIRES\") VALUES (?, ?, ?)",
                                name,
                                node,
                                now + LEASE_MILLIS)
                        == 1;
            } catch (DatabaseException e) {
                if (e.isConstraintViolation()) {
                    return false;
                }
                throw e;
            }
        }
    }
}
