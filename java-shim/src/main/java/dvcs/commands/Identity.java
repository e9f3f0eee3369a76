package dvcs.commands;

import dvcs.api.SmartCommits.AuthorPolicy;
import dvcs.commands.JiraActions.Person;
import dvcs.store.AsciiCase;
import dvcs.store.AuthorMappings;
import java.util.List;
import java.util.Optional;

/**
 * Which user acts for the author of a commit: the one that a mapping names, else the one with the author's e-mail address,
 * else the one with the author's name. Anybody can write any author into a commit: policy <em>strict</em> first wants the
 * forge's word for it. Compared exactly but for the case of ASCII letters, so
 * that no letter passes for another.
 */
public final class Identity {
    private static final String REMEDY = " Add a mapping for this author on the page “Smart commits”.";

    private final JiraActions jira;
    private final AuthorMappings mappings;

    public Identity(JiraActions jira, AuthorMappings mappings) {
        this.jira = jira;
        this.mappings = mappings;
    }

    /** As the commit says, and whether the forge vouches for it. */
    public record Author(String name, String email, boolean verified) {}

    Actor of(Author author, int accountId, AuthorPolicy policy) {
        if (policy == AuthorPolicy.STRICT && !author.verified()) {
            return Actor.refused("The account's policy is strict, and the forge is asked whether it vouches for the author “" + shown(author)
                    + "” once there is a commit.");
        }
        // The forge vouches for the address; a name is whatever its author wrote.
        Author known = policy == AuthorPolicy.STRICT ? new Author("", author.email(), true) : author;
        Optional<String> mapped = mappings.find(accountId, known.email(), known.name());
        if (mapped.isPresent()) {
            return jira.byKey(mapped.get()).map(Identity::active)
                    .orElseGet(() -> Actor.refused("The mapping of this author names a user who does not exist any more. Change the mapping."));
        }
        return unmapped(known);
    }

    private Actor unmapped(Author author) {
        String email = author.email().strip();
        List<Person> all = email.isEmpty() ? List.of()
                : jira.byEmail(email).stream().filter(person -> same(person.email(), email)).toList();
        List<Person> active = all.stream().filter(Person::active).toList();
        if (active.size() == 1) {
            return Actor.of(active.get(0));
        }
        if (active.size() > 1) {
            return byNameAmong(active, author);
        }
        if (!all.isEmpty()) {
            return active(all.get(0));
        }
        String name = author.name().strip();
        return (name.isEmpty() ? Optional.<Person>empty() : jira.byName(name).filter(person -> same(person.name(), name)))
                .map(Identity::active)
                .orElseGet(() -> Actor.refused("No user has the e-mail address or the name of the author “" + shown(author) + "”." + REMEDY));
    }

    private static Actor byNameAmong(List<Person> users, Author author) {
        String name = author.name().strip();
        List<Person> named = users.stream().filter(user -> same(user.name(), name)).toList();
        if (named.isEmpty()) {
            named = users.stream().filter(user -> user.displayName().strip().equals(name)).toList();
        }
        return named.size() == 1 ? Actor.of(named.get(0))
                : Actor.refused(users.size() + " users have the e-mail address “" + author.email() + "”, and "
                        + (name.isEmpty() ? "nothing says" : "the name “" + name + "” does not say") + " which of them is meant." + REMEDY);
    }

    private static Actor active(Person user) {
        return user.active() ? Actor.of(user) : Actor.refused("The user of this author is not active.");
    }

    private static String shown(Author author) {
        return author.email().isBlank() ? author.name() : author.name() + " <" + author.email() + ">";
    }

    static boolean same(String one, String other) {
        return one != null && AsciiCase.lower(one.strip()).equals(AsciiCase.lower(other));
    }
}
