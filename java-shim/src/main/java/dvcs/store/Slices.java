package dvcs.store;

import java.sql.SQLException;
import java.util.List;

/** Work that is too much for one transaction: pieces of bounded size, each behind the lease's fence. */
record Slices(Database database, Lease lease) {
    /** One piece; false: nothing was left of it. */
    interface Step {
        boolean run(Sql sql) throws SQLException;
    }

    /** Stores a piece of a list. */
    interface Writing<T> {
        void write(Sql sql, List<T> piece) throws SQLException;
    }

    /** Stores a piece of a list; false: no further one is to follow. */
    interface Trying<T> {
        boolean write(Sql sql, List<T> piece) throws SQLException;
    }

    /** One transaction. */
    <T> T one(Database.Work<T> work) {
        return database.write(sql -> {
            Leases.fence(sql, lease);
            return work.run(sql);
        });
    }

    <T> void each(List<T> items, Writing<T> writing) {
        eachWhile(items, (sql, piece) -> {
            writing.write(sql, piece);
            return true;
        });
    }

    /** Until a piece says false, which is the answer then. */
    <T> boolean eachWhile(List<T> items, Trying<T> trying) {
        boolean goesOn = true;
        for (int at = 0; goesOn && at < items.size(); at += Departures.SLICE) {
            List<T> piece = items.subList(at, Math.min(at + Departures.SLICE, items.size()));
            goesOn = one(sql -> trying.write(sql, piece));
        }
        return goesOn;
    }

    /** @throws LeaseLostException another took over; what was done until then stays done */
    void all(Step step) {
        boolean more = true;
        while (more) {
            more = one(step::run);
        }
    }
}
