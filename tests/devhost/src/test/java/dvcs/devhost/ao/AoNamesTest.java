package dvcs.devhost.ao;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.java.ao.Entity;
import net.java.ao.RawEntity;
import net.java.ao.schema.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of real tables, and entities that are refused. */
class AoNamesTest {
    @ParameterizedTest
    @CsvSource({
        "com.atlassian.jira.plugins.jira-bitbucket-connector-plugin,AO_E8B6CC",
        "ru.mail.jira.plugins.groovy,AO_2FC5DA",
        "com.atlassian.example.ao.myplugin,AO_28BE2D"
    })
    void prefixesOfKnownPlugins(String namespace, String prefix) {
        assertThat(AoNames.prefix(namespace)).isEqualTo(prefix);
    }

    @ParameterizedTest
    @CsvSource({
        "ID,ID",
        "RepositoryId,REPOSITORY_ID",
        "AuthorEMail,AUTHOR_E_MAIL",
        "Url,URL",
        "HTMLUrl,HTML_URL",
        "Sha256Hash,SHA256_HASH",
        "X,X"
    })
    void columns(String property, String column) {
        assertThat(AoNames.underscored(property)).isEqualTo(column);
    }

    interface TooLongAName extends Entity {
        String getThisPropertyHasFarTooManyCharacters();
    }

    interface Reserved extends Entity {
        java.util.Date getTimestamp();
    }

    interface TooWide extends Entity {
        @StringLength(1000)
        String getText();
    }

    interface Odd extends Entity {
        void doSomething(int a, int b);
    }

    interface Bytes extends Entity {
        byte[] getContent();
    }

    interface NoKey extends RawEntity<Long> {
        String getText();
    }

    @Test
    void whatActiveObjectsWouldRefuseIsRefused() {
        assertThatThrownBy(() -> EntityTable.read(TooLongAName.class, "AO_123456"))
                .hasMessageContaining("Active Objects allows 30");
        assertThatThrownBy(() -> EntityTable.read(Reserved.class, "AO_123456"))
                .hasMessageContaining("TIMESTAMP is reserved");
        assertThatThrownBy(() -> EntityTable.read(TooWide.class, "AO_123456")).hasMessageContaining("above 450");
        assertThatThrownBy(() -> EntityTable.read(Odd.class, "AO_123456"))
                .hasMessageContaining("neither getter nor setter");
        assertThatThrownBy(() -> EntityTable.read(Bytes.class, "AO_123456")).hasMessageContaining("does not map");
        assertThatThrownBy(() -> EntityTable.read(NoKey.class, "AO_123456")).hasMessageContaining("no @PrimaryKey");
        assertThatThrownBy(() -> EntityTable.read(String.class, "AO_123456"))
                .hasMessageContaining("no Active Objects entity");
    }
}
