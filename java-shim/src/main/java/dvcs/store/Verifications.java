package dvcs.store;

import java.sql.SQLException;

/** Whether the forge vouches for the authors of commits, as far as it was asked: see {@link OpenVerifications}. */
public final class Verifications {
    private final Database database;

    public Verifications(Database database) {
        this.database = database;
    }

    /** Of a commit by its unique hash; of one whose row is gone nobody will say anything any more. */
    public Verification of(String commitHash) {
        return database.read(sql -> sql.one("SELECT [VERIFIED], [VERIFIED_REASON] FROM <COMMIT> WHERE [UNIQUE_HASH] = ?",
                        row -> Verification.of(row.getInt(1), Texts.orEmpty(row.getString(2))), commitHash))
                .orElseGet(() -> new Verification(Verification.State.DENIED, "The commit is gone, so that the forge can't be asked about its author."));
    }

    /** A person tries the command again: it is asked anew, at once. Perhaps the key is registered at the forge by now. */
    static void forget(Sql sql, int commandId) throws SQLException {
        sql.update("UPDATE <COMMIT> SET [VERIFIED] = 0, [VERIFIED_REASON] = NULL, [VERIFY_DUE] = 0, [VERIFY_TRIES] = 0 "
                + "WHERE [VERIFIED] <> 1 AND [UNIQUE_HASH] = (SELECT [COMMIT_HASH] FROM <COMMAND> WHERE [ID] = ?)", commandId);
    }
}
