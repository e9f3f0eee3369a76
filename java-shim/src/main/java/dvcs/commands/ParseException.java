package dvcs.commands;

/** The core can't read a message; the words are for people. */
public final class ParseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ParseException(String message, Throwable cause) {
        super(message, cause);
    }
}
