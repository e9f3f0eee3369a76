package dvcs.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import net.java.ao.schema.StringLength;
import net.java.ao.schema.Table;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.api.Test;

/** Active Objects' rules for names and types, which no compiler checks. */
class EntitiesTest {
    private static final Set<String> RESERVED = Set.of("BLOB", "CLOB", "NUMBER", "ROWID", "TIMESTAMP", "VARCHAR2", "VALUE", "CURSOR", "EMPTY");

    static Stream<Class<?>> entities() {
        return TestDatabase.ENTITIES.stream();
    }

    private static String column(Method getter) {
        return getter.getName().replaceFirst("^(get|is)", "").replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }

    @ParameterizedTest
    @MethodSource("entities")
    void namesFitEveryDatabase(Class<?> entity) {
        assertThat((Naming.PREFIX + entity.getAnnotation(Table.class).value()).length()).isLessThanOrEqualTo(30);
        for (Method getter : entity.getDeclaredMethods()) {
            assertThat(column(getter).length()).as(column(getter)).isLessThanOrEqualTo(30);
            assertThat(RESERVED).doesNotContain(column(getter));
            StringLength length = getter.getAnnotation(StringLength.class);
            if (getter.getReturnType() == String.class) {
                assertThat(length).as("%s says how long it is", column(getter)).isNotNull();
                assertThat(length.value()).as(column(getter)).isLessThanOrEqualTo(Texts.SHORT);
            }
        }
    }

    @Test
    void thePrefixBelongsToTheNamespaceInTheDescriptor() throws Exception {
        byte[] md5 = MessageDigest.getInstance("MD5").digest("dvcs.native.connector".getBytes(StandardCharsets.UTF_8));
        String hex = HexFormat.of().withUpperCase().formatHex(md5);
        assertThat(Naming.PREFIX).isEqualTo("AO_" + hex.substring(hex.length() - 6) + "_");
    }

    @Test
    void theDescriptorNamesEveryEntity() throws IOException {
        String descriptor = Files.readString(Path.of("../../atlassian-plugin.xml"));
        assertThat(descriptor).contains("namespace=\"dvcs.native.connector\"");
        for (Class<?> entity : TestDatabase.ENTITIES) {
            assertThat(descriptor).contains("<entity>" + entity.getName() + "</entity>");
        }
    }
}
