package dvcs.store;

import dvcs.api.Access.Expiry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Until when access tokens last that people entered: they end, and only a person can replace them. */
public final class TokenExpiries {
    /** Nothing was learnt about it. */
    public static final long AS_BEFORE = -1;
    private static final int[] WARNED = {14, 3};
    private static final String ENTERED = "COALESCE([CLIENT_ID], 0) = 0 AND [REMOVED] = ? AND [STOPPED] = ?";

    private final Database database;
    private final Clock clock;

    public TokenExpiries(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** An access token of an account. {@code warned}: so many days before its end a warning was logged last; 0: none. */
    public record Entered(int accountId, int version, String owner, String url, long expiresAt, int warned) {}

    public static Expiry expiry(long expiresAt, long now) {
        if (expiresAt == 0 || expiresAt - now > Duration.ofDays(WARNED[0]).toMillis()) {
            return Expiry.FAR;
        }
        if (expiresAt <= now) {
            return Expiry.PAST;
        }
        return expiresAt - now > Duration.ofDays(WARNED[1]).toMillis() ? Expiry.SOON : Expiry.VERY_SOON;
    }

    /** Accounts of whose token nothing was read since {@code limit}. */
    public List<Integer> unread(long limit) {
        return database.read(sql -> sql.query("SELECT [ID] FROM <ACCOUNT> WHERE " + ENTERED + " AND [CREDENTIAL] IS NOT NULL AND COALESCE([TOKEN_READ_AT], 0) < ?",
                row -> row.getInt(1), false, false, limit));
    }

    /** What the forge says of the token of that version. {@code expiresAt} 0: it does not end, or that is not said; or {@link #AS_BEFORE}. */
    public void read(int accountId, int version, long expiresAt, String scope) {
        database.change(sql -> sql.update("UPDATE <ACCOUNT> SET [EXPIRES_AT] = CASE WHEN ? < 0 THEN [EXPIRES_AT] ELSE ? END, [TOKEN_SCOPE] = ?, [TOKEN_READ_AT] = ? "
                        + "WHERE [ID] = ? AND COALESCE([CLIENT_ID], 0) = 0 AND COALESCE([CREDENTIAL_VERSION], 0) = ?", expiresAt, expiresAt,
                Texts.cut(scope, 255), clock.millis(), accountId, version));
    }

    /** Those whose end is near and of which nobody was warned so near to it. */
    public List<Entered> toWarn() {
        long now = clock.millis();
        return database.read(sql -> sql.query("SELECT [ID], [CREDENTIAL_VERSION], [OWNER_NAME], [URL], [EXPIRES_AT], [EXPIRY_WARNED] FROM <ACCOUNT> WHERE " + ENTERED
                        + " AND [EXPIRES_AT] > ? AND [EXPIRES_AT] <= ?", TokenExpiries::read, false, false, now, now + Duration.ofDays(WARNED[0]).toMillis()))
                .stream().filter(token -> token.warned() == 0 || token.warned() > threshold(token, now)).toList();
    }

    /** True: of all nodes this one is to say it. */
    public boolean warned(Entered token) {
        return database.write(sql -> sql.update("UPDATE <ACCOUNT> SET [EXPIRY_WARNED] = ? WHERE [ID] = ? AND COALESCE([EXPIRY_WARNED], 0) = ? "
                        + "AND COALESCE([CREDENTIAL_VERSION], 0) = ?", threshold(token, clock.millis()), token.accountId(), token.warned(), token.version())) == 1;
    }

    private static int threshold(Entered token, long now) {
        return expiry(token.expiresAt(), now) == Expiry.SOON ? WARNED[0] : WARNED[1];
    }

    private static Entered read(ResultSet row) throws SQLException {
        return new Entered(row.getInt(1), row.getInt(2), Texts.orEmpty(row.getString(3)), row.getString(4), row.getLong(5), row.getInt(6));
    }
}
