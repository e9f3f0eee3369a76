package dvcs.store;

import java.sql.SQLException;

/** Work that is too much for one transaction: pieces of bounded size, each behind the lease's fence. */
record Slices(Database database, Lease lease) {
    /** One piece; false: nothing was left of it. */
    interface Step {
        boolean run(Sql sql) throws SQLException;
    }

    /** @throws LeaseLostException another took over; what was done until then stays done */
    void all(Step step) {
        boolean more = true;
        while (more) {
            more = database.write(sql -> {
                Leases.fence(sql, lease);
                return step.run(sql);
            });
        }
    }
}
