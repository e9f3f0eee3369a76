package dvcs.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keys used in scripts, Java and descriptor against those of i18n/dvcs.properties. */
class TextsTest {
    private static final Path TOP = top();
    /** A key is a whole literal; class names and resource names are none. */
    private static final Pattern LITERAL = Pattern.compile("['\"](dvcs(?:\\.[a-z0-9-]+){2,})['\"]");
    private static final Set<String> NOT_TEXTS = Set.of("dvcs.native.connector", "dvcs.refresh.minutes");
    private static final Pattern ARGUMENT = Pattern.compile("\\{[0-9]");
    /** Who speaks to readers; elsewhere such literals are names of system properties. */
    private static final Pattern SPEAKERS = Pattern.compile(".*(/dvcs/(web|jira)/[^/]+\\.java|/dvcs/plugin/Advice\\.java|\\.js|atlassian-plugin\\.xml)");

    private static Path top() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("atlassian-plugin.xml"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static Set<String> used() throws IOException {
        Set<String> keys = new TreeSet<>();
        try (Stream<Path> files = Files.walk(TOP.resolve("java-shim/src/main"))) {
            for (Path file : Stream.concat(files, Stream.of(TOP.resolve("atlassian-plugin.xml")))
                    .filter(each -> SPEAKERS.matcher(each.toString()).matches())
                    .toList()) {
                Matcher matcher = LITERAL.matcher(Files.readString(file));
                while (matcher.find()) {
                    keys.add(matcher.group(1));
                }
            }
        }
        keys.removeAll(NOT_TEXTS);
        for (String kind : new String[] {"commits", "branches", "merge-requests"}) { // put together in PanelHtml
            keys.add("dvcs.panel." + kind + ".one");
            keys.add("dvcs.panel." + kind + ".many");
        }
        return keys;
    }

    @Test
    void everyKeyThatIsUsedIsDefinedAndNoOther() throws IOException {
        assertThat(used()).isNotEmpty().isEqualTo(new TreeSet<>(English.ALL.stringPropertyNames()));
    }

    @Test
    void germanSaysTheSameWithTheSameArguments() {
        Properties german = English.load("/i18n/dvcs_de.properties");
        assertThat(new TreeSet<>(german.stringPropertyNames())).isEqualTo(new TreeSet<>(English.ALL.stringPropertyNames()));
        german.forEach((key, text) -> {
            assertThat((String) text).as((String) key).isNotBlank().doesNotContain("'");
            assertThat(arguments((String) text)).as((String) key).isEqualTo(arguments(English.ALL.getProperty((String) key)));
        });
    }

    private static Set<String> arguments(String text) {
        return ARGUMENT.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void noTextHasAnApostropheThatMessageFormatEats() {
        English.ALL.forEach((key, text) -> assertThat((String) text).as((String) key).isNotBlank().doesNotContain("'"));
    }

    @Test
    void theBrowserFormatsNumbersOfArgumentsOnly() {
        English.ALL.forEach((key, text) -> {
            if (!((String) key).startsWith("dvcs.tab.")) {
                assertThat(((String) text).replaceAll("\\{[0-9]}", "")).as((String) key).doesNotContain("{");
            }
        });
    }
}
