package dvcs.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SettingsTest {
    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void olderCodeRefusesANewerSchema(TestDatabase tables) {
        Settings settings = new Settings(tables.database());
        assertThat(settings.claimSchema()).isEmpty();
        assertThat(settings.get("schema_version")).contains("1");
        assertThat(settings.claimSchema()).as("its own").isEmpty();
        settings.put("schema_version", "2");
        assertThat(settings.claimSchema().orElseThrow()).contains("newer version").contains("schema 2");
        assertThat(settings.get("schema_version")).as("untouched").contains("2");
    }

    @ParameterizedTest
    @MethodSource("dvcs.store.TestDatabase#both")
    void theFingerprintIsKept(TestDatabase tables) {
        Settings settings = new Settings(tables.database());
        assertThat(settings.fingerprint()).isEmpty();
        settings.fingerprint("B1-2 https://jira.example");
        settings.fingerprint("B1-2 https://jira2.example");
        assertThat(new Settings(tables.database()).fingerprint()).contains("B1-2 https://jira2.example");
        assertThat(tables.count("SETTING")).isEqualTo(1);
    }
}
