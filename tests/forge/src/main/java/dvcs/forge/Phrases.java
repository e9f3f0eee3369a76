package dvcs.forge;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Sentences that nobody wrote, with issue keys where people write them. */
final class Phrases {
    static final List<String> PEOPLE = List.of("Ada Berg", "Björn Çelik", "Chidi Okafor", "Dana Novák", "Emi 田中",
            "Farid Haddad", "Gràcia Puig", "Hanna O'Neill", "Ivo \"Iv\" Petrov", "Jun Li");
    private static final List<String> VERBS = List.of("Add", "Fix", "Remove", "Simplify", "Rework", "Document", "Test",
            "Speed up", "Guard", "Rename", "Translate", "Log");
    private static final List<String> THINGS = List.of("the checkout page", "the price rounding", "the address form",
            "the retry of failed payments", "the search index", "the nightly export", "the log-in", "the image cache",
            "the deploy script", "the stock report", "an edge case in the tax table", "the start-up time");

    private final Random random;
    private final List<String> projects;

    Phrases(Random random, List<String> projects) {
        this.random = random;
        this.projects = projects;
    }

    static String userName(String name) {
        String ascii = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", ".");
        return ascii.replaceAll("^\\.|\\.$", "");
    }

    static String mail(String name) {
        return userName(name) + "@example.com";
    }

    private String key() {
        String project = projects.get(random.nextInt(projects.size()));
        return project + "-" + (1 + random.nextInt(200));
    }

    private String plain() {
        return VERBS.get(random.nextInt(VERBS.size())) + " " + THINGS.get(random.nextInt(THINGS.size()));
    }

    /** A first line; two in three name a key somewhere. */
    String subject() {
        return switch (random.nextInt(15)) {
            case 0, 1, 2 -> key() + " " + plain();
            case 3 -> key() + " " + plain() + " #close"; // years ago: nothing of it may be executed
            case 4 -> key() + ": " + plain();
            case 5 -> "[" + key() + "] " + plain();
            case 6 -> plain() + " (" + key() + ")";
            case 7 -> plain() + ", " + key() + " " + key();
            case 8 -> "“" + key() + "” " + plain();
            case 9 -> plain() + "：" + key() + "を直す";
            case 10 -> key().toLowerCase(Locale.ROOT) + " " + plain();
            case 11 -> plain() + " as UTF-8, see SHA-256";
            default -> plain();
        };
    }

    String message() {
        String subject = subject();
        return switch (random.nextInt(8)) {
            case 0 -> subject + "\n\nThis follows " + key() + " and keeps\nthe old behaviour where it was right.\n";
            case 1 -> subject + "\r\n\r\nRefs: " + key() + "\r\n";
            case 2 -> subject + "\n\nSee https://jira.example.com/browse/" + key() + "?focus=1\n";
            case 3 -> subject;
            default -> subject + "\n";
        };
    }

    String branch(int number) {
        return switch (number % 4) {
            case 0 -> "feature/" + key() + "-" + number;
            case 1 -> "bugfix/" + key() + "_" + number;
            case 2 -> "topic-" + number;
            default -> key() + "/" + number;
        };
    }

    String description() {
        return random.nextBoolean() ? "Closes " + key() + ".\n\n- [x] tested\n" : "";
    }
}
