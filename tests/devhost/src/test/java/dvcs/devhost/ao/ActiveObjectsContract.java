package dvcs.devhost.ao;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dvcs.devhost.db.Database;
import dvcs.devhost.db.Database.DatabaseException;
import dvcs.devhost.fixture.Item;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import net.java.ao.DBParam;
import net.java.ao.Entity;
import net.java.ao.Query;
import net.java.ao.schema.NotNull;
import net.java.ao.schema.StringLength;
import net.java.ao.schema.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables and entities on both databases, on PostgreSQL in a schema that is not on the search path. */
abstract class ActiveObjectsContract {
    private static final String NAMESPACE = "ru.mail.jira.plugins.groovy";
    private static final String TABLE = "AO_2FC5DA_ITEM";

    @TempDir
    Path folder;

    Database db;

    @AfterEach
    void close() {
        db.close();
    }

    /** The next version of the entity: one property less, one more. */
    @Table("ITEM")
    interface NextItem extends Entity {
        @NotNull
        @StringLength(64)
        String getUniqueHash();

        long getIssueId();

        String getExtra();

        void setExtra(String extra);
    }

    private HostActiveObjects objects(Class<?> entity) {
        HostActiveObjects objects = new HostActiveObjects(db, NAMESPACE);
        objects.initialize(List.of(entity));
        return objects;
    }

    private List<String> columns() throws SQLException {
        try (Connection connection = db.connection();
                ResultSet rows = connection.getMetaData().getColumns(null, db.schema(), TABLE, null)) {
            List<String> columns = new ArrayList<>();
            while (rows.next()) {
                columns.add(rows.getString("COLUMN_NAME") + (rows.getInt("NULLABLE") == 0 ? "!" : ""));
            }
            return columns;
        }
    }

    private static DBParam[] item(String hash, long issue) {
        return new DBParam[] {new DBParam("UNIQUE_HASH", hash), new DBParam("ISSUE_ID", issue)};
    }

    @Test
    void createsTheTableOnce() throws SQLException {
        objects(Item.class);
        assertThat(columns())
                .containsExactlyInAnyOrder(
                        "ID!", "CREATED", "DONE", "ISSUE_ID", "MESSAGE", "OWNER_NAME", "UNIQUE_HASH!");
        objects(Item.class);
        assertThat(columns()).hasSize(7);
        try (Connection connection = db.connection();
                ResultSet rows = connection.getMetaData().getIndexInfo(null, db.schema(), TABLE, false, true)) {
            List<String> indexed = new ArrayList<>();
            while (rows.next()) {
                indexed.add(
                        rows.getString("COLUMN_NAME").replace("\"", "") + (rows.getBoolean("NON_UNIQUE") ? "" : "!"));
                assertThat(rows.getString("INDEX_NAME").length()).isLessThanOrEqualTo(63);
            }
            assertThat(indexed).contains("ID!", "UNIQUE_HASH!", "ISSUE_ID", "OWNER_NAME");
        }
    }

    @Test
    void storesAndFinds() {
        HostActiveObjects objects = objects(Item.class);
        Date created = new Date(1_600_000_000_000L);
        Item item = objects.create(Item.class, item("a", 10_000_000_001L));
        assertThat(item.isDone()).isFalse();
        item.setMessage("Grüße 日本 \uD83D\uDE00");
        item.setOwnerName("o");
        item.setDone(true);
        item.setCreated(created);
        assertThat(item.getMessage()).startsWith("Grüße");
        assertThat(objects.get(Item.class, item.getID()).getMessage())
                .as("not saved yet")
                .isNull();
        item.save();
        Item found = objects.find(
                        Item.class,
                        Query.select()
                                .where("\"ISSUE_ID\" = ?", 10_000_000_001L)
                                .order("\"ID\" DESC")
                                .limit(5))[0];
        assertThat(found.getMessage()).isEqualTo("Grüße 日本 \uD83D\uDE00");
        assertThat(found.isDone()).isTrue();
        assertThat(found.getCreated()).isEqualTo(created);
        assertThat(objects.create(Item.class, Map.of("UNIQUE_HASH", "b", "ISSUE_ID", 2L))
                        .getID())
                .isGreaterThan(item.getID());
        assertThat(objects.count(Item.class)).isEqualTo(2);
        objects.delete(found);
        assertThat(objects.get(Item.class, item.getID())).isNull();
        assertThat(objects.find(Item.class)).hasSize(1);
    }

    @Test
    void uniquenessIsTheDatabases() {
        HostActiveObjects objects = objects(Item.class);
        objects.create(Item.class, item("a", 1));
        assertThatThrownBy(() -> db.update(
                        "INSERT INTO " + db.table(TABLE) + " (\"UNIQUE_HASH\", \"ISSUE_ID\") VALUES ('a', 2)"))
                .isInstanceOfSatisfying(DatabaseException.class, e -> assertThat(e.isConstraintViolation())
                        .isTrue());
    }

    @Test
    void theSchemaOnlyGrows() throws SQLException {
        objects(Item.class).create(Item.class, item("kept", 1));
        NextItem next = objects(NextItem.class).find(NextItem.class)[0];
        assertThat(columns()).contains("EXTRA", "OWNER_NAME").hasSize(8);
        next.setExtra("new");
        next.save();
        assertThat(objects(Item.class).find(Item.class)[0].getUniqueHash()).isEqualTo("kept");
    }

    @Test
    void namesMustBeQuoted() {
        objects(Item.class).create(Item.class, item("a", 1));
        assertThat(db.one("SELECT \"ISSUE_ID\" FROM " + db.table(TABLE), r -> r.getLong(1)))
                .contains(1L);
        if (db.isPostgres()) {
            assertThatThrownBy(() -> db.query("SELECT issue_id FROM " + db.table(TABLE), r -> 1))
                    .hasMessageContaining("issue_id");
            assertThatThrownBy(() -> db.query("SELECT 1 FROM \"" + TABLE + "\"", r -> 1))
                    .as("the schema is not on the search path")
                    .hasMessageContaining("does not exist");
        }
    }

    @Test
    void nothingWorksBeforeThePluginIsEnabled() {
        HostActiveObjects objects = new HostActiveObjects(db, NAMESPACE);
        assertThatThrownBy(() -> objects.find(Item.class)).hasMessageContaining("before the plugin is enabled");
        assertThatThrownBy(() -> objects.moduleMetaData().awaitInitialization())
                .hasMessageContaining("before the plugin is enabled");
        objects.initialize(List.of());
        assertThatThrownBy(() -> objects.find(Item.class))
                .hasMessageContaining("not named in the plugin's <ao> module");
    }
}
