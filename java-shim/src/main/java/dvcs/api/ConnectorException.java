package dvcs.api;

/** Something cannot be done; the message is a sentence for the person who asked. */
public final class ConnectorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of answer the API gives: 400, 404, 409, 502 (the forge said no), 503 (not now). */
    private final int status;

    public ConnectorException(int status, String message) {
        super(message);
        this.status = status;
    }

    public int status() {
        return status;
    }
}
