package dvcs.bench;

/** The usual way across the boundary, for comparison: one call, one object and its strings for each row. */
final class RowByRow {
    record Row(String sha, String author, String email, long authored, String message, String url) {}

    private RowByRow() {}

    static native Row next();
}
