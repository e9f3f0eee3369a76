package dvcs.api;

/** Something cannot be done; the message is a sentence for the person who asked. */
public final class ConnectorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of answer the API gives: 400, 404, 409, 502 (the forge said no), 503 (not now). */
    private final int status;
    private final String field;

    public ConnectorException(int status, String message) {
        this(status, message, "");
    }

    /** {@code field}: what of {@link NewAccount} or {@link AccountChange} is to blame, so that a form can show it there. */
    public ConnectorException(int status, String message, String field) {
        super(message);
        this.status = status;
        this.field = field;
    }

    public int status() {
        return status;
    }

    /** Empty when no single field is to blame. */
    public String field() {
        return field;
    }
}
