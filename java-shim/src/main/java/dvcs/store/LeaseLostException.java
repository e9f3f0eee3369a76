package dvcs.store;

/** Somebody else writes now; the transaction was rolled back. */
public final class LeaseLostException extends StoreException {
    private static final long serialVersionUID = 1L;

    public LeaseLostException(Lease lease) {
        super("The lease of " + lease.resource() + " was taken over; this node stops writing to it.");
    }
}
