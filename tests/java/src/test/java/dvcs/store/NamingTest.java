package dvcs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dvcs.devhost.ao.HostActiveObjects;
import java.sql.Connection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NamingTest {
    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void writesTheSchemaThatTheTablesAreIn(TestDatabase tables) throws Exception {
        try (Connection connection = tables.host().connection()) {
            Naming naming = Naming.find(connection);
            assertThat(naming.resolve("SELECT [SHA] FROM <COMMIT> WHERE [PARENT_COUNT] < ? AND [ID] > ?")).isEqualTo(
                    "SELECT \"SHA\" FROM \"" + tables.host().schema() + "\".\"AO_4AFB3B_COMMIT\" WHERE \"PARENT_COUNT\" < ? AND \"ID\" > ?");
        }
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void twoJirasInOneDatabaseAreToldApartOrRefused(TestDatabase tables) throws Exception {
        try (Connection connection = tables.host().connection()) {
            String own = tables.host().schema();
            connection.createStatement().execute("CREATE SCHEMA \"another\"");
            connection.createStatement().execute("CREATE TABLE \"another\".\"AO_4AFB3B_SETTING\" (\"ID\" INTEGER)");
            try {
                assertThatThrownBy(() -> Naming.find(connection)).isInstanceOf(StoreException.class).hasMessageContaining("several schemas");
                connection.setSchema(own);
                assertThat(Naming.find(connection).resolve("<LEASE>")).startsWith("\"" + own + "\".");
            } finally {
                connection.createStatement().execute("DROP SCHEMA \"another\" CASCADE");
                connection.setSchema("h2".equals(tables.toString()) ? "PUBLIC" : "public");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void missingTablesAreSaidInWords(TestDatabase tables) throws Exception {
        try (Connection connection = tables.host().connection()) {
            connection.createStatement().execute("DROP SCHEMA \"" + tables.host().schema() + "\" CASCADE");
            assertThatThrownBy(() -> Naming.find(connection)).hasMessageContaining("Active Objects has not created them");
        }
        assertThat(new HostActiveObjects(tables.host(), "dvcs.native.connector").moduleMetaData().isInitialized()).isFalse();
    }
}
