package dvcs.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Leases in the shared database: one writer per resource in the whole cluster. Only the database's clock counts. A
 * lease is taken over by changing its token, so a former holder's next transaction finds no row and rolls back.
 */
public final class Leases {
    /** Long enough for a slow garbage collection, short enough that a dead node's work goes on soon. */
    static final Duration TERM = Duration.ofSeconds(60);

    private final Database database;
    private final String node;

    public Leases(Database database, String node) {
        this.database = database;
        this.node = node;
    }

    private record State(String token, long expiresAt, long now) {}

    /** Empty when another holds it. */
    public Optional<Lease> tryAcquire(String resource) {
        Optional<Lease> taken = database.write(sql -> {
            Optional<State> state = state(sql, resource);
            return state.isEmpty() ? Optional.empty() : take(sql, resource, state.get());
        });
        if (taken.isPresent() || database.read(sql -> state(sql, resource)).isPresent()) {
            return taken;
        }
        insert(resource);
        return database.write(sql -> {
            Optional<State> state = state(sql, resource);
            return state.isEmpty() ? Optional.empty() : take(sql, resource, state.get());
        });
    }

    /** Takes it from whoever holds it, whose next transaction rolls back. */
    public Lease seize(String resource) {
        insert(resource);
        return database.write(sql -> {
            State state = state(sql, resource).orElseThrow(() -> new StoreException("The lease " + resource + " is gone."));
            Lease lease = new Lease(resource, UUID.randomUUID().toString());
            sql.update("UPDATE <LEASE> SET [TOKEN] = ?, [HOLDER] = ?, [EXPIRES_AT] = ? WHERE [RESOURCE] = ?",
                    lease.token(), node, state.now() + TERM.toMillis(), resource);
            return lease;
        });
    }

    /** Prolongs the lease. False: it was taken over. */
    public boolean renew(Lease lease) {
        return database.write(sql -> {
            Optional<State> state = state(sql, lease.resource());
            return state.isPresent() && sql.update(
                    "UPDATE <LEASE> SET [EXPIRES_AT] = ? WHERE [RESOURCE] = ? AND [TOKEN] = ?",
                    state.get().now() + TERM.toMillis(), lease.resource(), lease.token()) == 1;
        });
    }

    /** Ends it now, if it is still ours. */
    public void release(Lease lease) {
        database.change(sql -> sql.update("UPDATE <LEASE> SET [EXPIRES_AT] = 0 WHERE [RESOURCE] = ? AND [TOKEN] = ?",
                lease.resource(), lease.token()));
    }

    /** At start: what this node held in its former life is free, and a straggler of that life is fenced off. */
    public void releaseAllOfThisNode() {
        database.change(sql -> sql.update("UPDATE <LEASE> SET [EXPIRES_AT] = 0, [TOKEN] = ? WHERE [HOLDER] = ?",
                UUID.randomUUID().toString(), node));
    }

    /** Deletes those that nobody holds of accounts and repositories that are no more: each had one row. */
    public void deleteOrphans() {
        Set<String> owners = new HashSet<>();
        database.read(sql -> sql.query("SELECT [ID] FROM <REPOSITORY>", row -> owners.add(Lease.ofRepository(row.getInt(1)))));
        database.read(sql -> sql.query("SELECT [ID] FROM <ACCOUNT>", row -> owners.add(Lease.ofAccount(row.getInt(1)))
                & owners.add(Lease.ofDetails(row.getInt(1))) & owners.add(Lease.ofAuthors(row.getInt(1)))
                & owners.add(Lease.ofHooks(row.getInt(1))) & owners.add(Lease.ofTokens(row.getInt(1)))));
        List<String> orphans = new ArrayList<>(database.read(sql -> sql.query("SELECT [RESOURCE] FROM <LEASE> WHERE [EXPIRES_AT] = 0",
                row -> row.getString(1))));
        orphans.removeIf(resource -> owners.contains(resource) || !Lease.isOfRow(resource));
        database.change(sql -> sql.batch("DELETE FROM <LEASE> WHERE [RESOURCE] = ? AND [EXPIRES_AT] = 0", orphans,
                resource -> new Object[] {resource}));
    }

    /** To be the first statement of every transaction under the lease: locks its row until the commit. */
    static void fence(Sql sql, Lease lease) throws SQLException {
        int rows = sql.update("UPDATE <LEASE> SET [FENCE] = [FENCE] + 1 WHERE [RESOURCE] = ? AND [TOKEN] = ?",
                lease.resource(), lease.token());
        if (rows != 1) {
            throw new LeaseLostException(lease);
        }
    }

    private Optional<Lease> take(Sql sql, String resource, State state) throws SQLException {
        if (state.expiresAt() > state.now()) {
            return Optional.empty();
        }
        Lease lease = new Lease(resource, UUID.randomUUID().toString());
        int rows = sql.update("UPDATE <LEASE> SET [TOKEN] = ?, [HOLDER] = ?, [EXPIRES_AT] = ? "
                        + "WHERE [RESOURCE] = ? AND [TOKEN] = ? AND [EXPIRES_AT] = ?",
                lease.token(), node, state.now() + TERM.toMillis(), resource, state.token(), state.expiresAt());
        return rows == 1 ? Optional.of(lease) : Optional.empty();
    }

    private void insert(String resource) {
        try {
            database.change(sql -> sql.update("INSERT INTO <LEASE> ([RESOURCE], [TOKEN], [HOLDER], [EXPIRES_AT], [FENCE]) "
                    + "VALUES (?, ?, ?, 0, 0)", resource, UUID.randomUUID().toString(), node));
        } catch (StoreException e) {
            if (!e.isConstraintViolation()) {
                throw e;
            }
            // another node was faster
        }
    }

    private static Optional<State> state(Sql sql, String resource) throws SQLException {
        return sql.one("SELECT [TOKEN], [EXPIRES_AT], CURRENT_TIMESTAMP FROM <LEASE> WHERE [RESOURCE] = ?",
                row -> new State(row.getString(1), row.getLong(2), row.getTimestamp(3).getTime()), resource);
    }
}
