package dvcs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dvcs.api.ConnectorException;
import dvcs.api.RepositoryRules.Rules;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathRulesTest {
    private static boolean matches(String pattern, String path) {
        return PathPattern.parse(pattern).matches(path.split("/"));
    }

    /** The definition, word for word: it may take its time. */
    private static boolean reference(List<String> pattern, List<String> path) {
        if (pattern.isEmpty()) {
            return path.isEmpty();
        }
        List<String> rest = pattern.subList(1, pattern.size());
        if (pattern.get(0).equals("**")) {
            return IntStream.rangeClosed(0, path.size()).anyMatch(taken -> reference(rest, path.subList(taken, path.size())));
        }
        return !path.isEmpty() && name(pattern.get(0), path.get(0)) && reference(rest, path.subList(1, path.size()));
    }

    private static boolean name(String pattern, String text) {
        if (pattern.isEmpty()) {
            return text.isEmpty();
        }
        if (pattern.charAt(0) == '*') {
            return IntStream.rangeClosed(0, text.length()).anyMatch(taken -> name(pattern.substring(1), text.substring(taken)));
        }
        return !text.isEmpty() && pattern.charAt(0) == text.charAt(0) && name(pattern.substring(1), text.substring(1));
    }

    private static String segment(Random random, String signs, int longest) {
        return random.ints(1 + random.nextInt(longest), 0, signs.length()).mapToObj(at -> String.valueOf(signs.charAt(at))).collect(Collectors.joining());
    }

    private static List<String> segments(Random random, String signs, boolean pattern) {
        return IntStream.range(0, 1 + random.nextInt(5))
                .mapToObj(at -> pattern && random.nextInt(3) == 0 ? "**" : segment(random, signs, 4).replaceAll("\\*+", "*")).toList();
    }

    @RepeatedTest(200)
    void itAgreesWithTheDefinition(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 50; i++) {
            List<String> pattern = segments(random, "ab*", true);
            List<String> path = segments(random, "ab", false);
            String written = String.join("/", pattern);
            assertThat(matches(written, String.join("/", path))).as("%s on %s", written, path).isEqualTo(reference(pattern, path));
        }
    }

    @Test
    @Timeout(5)
    void noPatternTakesLong() {
        String hostile = "*a".repeat(249) + "*b";
        String deep = "**/*a*/".repeat(70) + "b";
        for (String path : List.of("a".repeat(450), "a/".repeat(224) + "a", "aa/".repeat(150) + "a")) {
            for (int i = 0; i < 200; i++) {
                assertThat(matches(hostile, path)).isFalse();
                assertThat(matches(deep, path)).isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "company/app, company/app, true", "company/app, company/apps, false", "company/*, company/app, true", "company/*, company/team/app, false",
        "company/**, company/team/app, true", "company/**, company, true", "company/, company/team/app, true", "company/, companyx/app, false",
        "/company/app, company/app, true", "**/docs, docs, true", "**/docs, company/team/docs, true", "**/docs, company/docs/x, false",
        "company/**/docs, company/docs, true", "company/**/docs, company/a/b/docs, true", "*/team-*/app*, c/team-1/app-x, true", "**, anything/at/all, true",
        "Company/App, company/app, true", "*.wiki, a.wiki, true", "*.wiki, axwiki, false", "**/**/x, a/x, true"})
    void patternsSayWhatTheyLookLike(String pattern, String path, boolean expected) {
        assertThat(matches(pattern, path)).isEqualTo(expected);
    }

    @Test
    void excludeWinsAndAnEmptyIncludeIsAll() {
        PathRules rules = PathRules.parse(new Rules(" acme/** \r\n\r\nother/x", "**/attic/**\n*/old-*"));
        assertThat(Arrays.asList("acme/a", "ACME/a", "acme/b/c", "other/x")).allMatch(rules::allows);
        assertThat(Arrays.asList("other/y", "acme/attic/a", "acme/Old-1")).noneMatch(rules::allows);
        assertThat(rules.refusal("acme/attic/a")).contains("the rule “**/attic/**” of the account excludes it");
        assertThat(rules.refusal("x")).contains("no rule of the account includes it");
        assertThat(PathRules.parse(new Rules("", "a/*")).allows("b/c")).isTrue();
        assertThat(PathRules.NONE.allows("whatever")).isTrue();
        assertThat(PathRules.parse(new Rules("\n \n", "")).allows("whatever")).as("blank lines are none").isTrue();
    }

    @ParameterizedTest
    @CsvSource({"a**, stands alone", "a/b**/c, stands alone", "a//b, nothing between", "//, nothing between", "a b, no blanks", "a?, no meaning", "[a], no meaning", "!a, no meaning",
        "a\\b, no meaning"})
    void whatIsNoPatternIsRefusedInWordsWithItsLine(String pattern, String words) {
        assertThatThrownBy(() -> PathRules.parse(new Rules("fine\n" + pattern, ""))).isInstanceOfSatisfying(ConnectorException.class, e -> {
            assertThat(e.getMessage()).startsWith("Line 2, ").contains(words).endsWith(".");
            assertThat(e.field()).isEqualTo("include");
            assertThat(e.status()).isEqualTo(400);
        });
    }

    @Test
    void listsAreBounded() {
        PathRules.parse(new Rules("x\n".repeat(200), "y".repeat(500)));
        assertThatThrownBy(() -> PathRules.parse(new Rules("", "x\n" + "y".repeat(501)))).hasMessage("Line 2 is longer than 500 characters.");
        assertThatThrownBy(() -> PathRules.parse(new Rules("x\n".repeat(200) + "x", ""))).hasMessageContaining("201 lines");
        assertThatThrownBy(() -> PathRules.parse(new Rules(("x".repeat(400) + "\n").repeat(100), ""))).hasMessageContaining("30000 characters");
    }
}
