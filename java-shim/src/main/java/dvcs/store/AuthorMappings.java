package dvcs.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which user acts for which author. */
public final class AuthorMappings {
    private static final String SELECT = "SELECT [ID], [ACCOUNT_ID], [AUTHOR], [USER_KEY] FROM <AUTHOR_MAPPING>";

    private static final String EMAIL = "e-mail";
    private static final String NAME = "name";

    private final Database database;
    private final Clock clock;

    public AuthorMappings(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** {@code accountId} 0: of every account. */
    public record Mapping(int id, int accountId, String author, String userKey) {}

    /** The user key. The account's own mapping counts before one of every account, an e-mail before a name. */
    public Optional<String> find(int accountId, String email, String name) {
        List<String> hashes = Stream.of(hash(accountId, EMAIL, email), hash(accountId, NAME, name), hash(0, EMAIL, email), hash(0, NAME, name)).toList();
        List<Found> found = database.read(sql -> sql.queryIn("SELECT [UNIQUE_HASH], [USER_KEY] FROM <AUTHOR_MAPPING> WHERE [UNIQUE_HASH] IN (?*)",
                hashes, row -> new Found(row.getString(1), row.getString(2))));
        return found.stream().min(Comparator.comparingInt(each -> hashes.indexOf(each.hash()))).map(Found::userKey);
    }

    private record Found(String hash, String userKey) {}

    /** Newest first. */
    public List<Mapping> all() {
        return database.read(sql -> sql.query(SELECT + " ORDER BY [ID] DESC", AuthorMappings::read));
    }

    /**
     * {@code author}: with an @ an e-mail address, else a name.
     *
     * @throws StoreException a constraint violation: this author is mapped already
     */
    public Mapping add(int accountId, String author, String userKey) {
        return database.write(sql -> {
            String hash = hash(accountId, author.contains("@") ? EMAIL : NAME, author);
            sql.update("INSERT INTO <AUTHOR_MAPPING> ([ACCOUNT_ID], [UNIQUE_HASH], [AUTHOR], [USER_KEY], [CREATED_AT]) VALUES (?, ?, ?, ?, ?)",
                    accountId, hash, Texts.cut(author.strip()), userKey, clock.millis());
            return sql.one(SELECT + " WHERE [UNIQUE_HASH] = ?", AuthorMappings::read, hash).orElseThrow();
        });
    }

    /** False: there is none. */
    public boolean remove(int id) {
        return database.write(sql -> sql.update("DELETE FROM <AUTHOR_MAPPING> WHERE [ID] = ?", id)) == 1;
    }

    // An author whose name is somebody's address is not the one with that address.
    private static String hash(int accountId, String kind, String author) {
        return Texts.hash("author", kind, accountId, AsciiCase.lower(author.strip()));
    }

    private static Mapping read(ResultSet row) throws SQLException {
        return new Mapping(row.getInt(1), row.getInt(2), row.getString(3), row.getString(4));
    }
}
