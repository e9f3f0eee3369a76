package dvcs.devhost.jira;

import com.atlassian.jira.bc.user.search.UserSearchService;
import com.atlassian.jira.security.groups.GroupManager;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.jira.user.util.UserManager;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Who logs in: admin (administrator), gerda (one who reads German), alice and bob (members); Jira's view of them (jira-platform.md 2.15 [S]). E-mail look-up
 * ignores case [K].
 */
public final class Users implements UserManager, UserSearchService, GroupManager {
    private final List<HostUser> all = List.of(
            new HostUser(10000, "admin", "Ada Admin", Set.of(HostUser.ADMINISTRATORS, HostUser.MEMBERS)),
            new HostUser(10100, "alice", "Alice Abbot", Set.of(HostUser.MEMBERS, "developers")),
            new HostUser(10101, "bob", "Bob Baker", Set.of(HostUser.MEMBERS)));
    /** Cases of their own: one who reads German, two who share an address, and one who has left. */
    private final List<HostUser> special = List.of(
            new HostUser(10203, "gerda", "Gerda Groß", "gerda@example.com", true, Set.of(HostUser.ADMINISTRATORS, HostUser.MEMBERS), Locale.GERMAN),
            new HostUser(10200, "carol", "Carol Clark", "pair@example.com", true, Set.of(HostUser.MEMBERS)),
            new HostUser(10201, "carl", "Carl Clark", "pair@example.com", true, Set.of(HostUser.MEMBERS)),
            new HostUser(10202, "dave", "Dave Drake", "dave@example.com", false, Set.of(HostUser.MEMBERS)));

    public List<HostUser> all() {
        return all;
    }

    private Stream<HostUser> everybody() {
        return Stream.concat(all.stream(), special.stream());
    }

    public Optional<HostUser> logIn(String name, String password) {
        return byName(name).filter(user -> user.active() && user.accepts(password));
    }

    public Optional<HostUser> byName(String name) {
        return find(u -> u.name().equalsIgnoreCase(name));
    }

    public Optional<HostUser> byKey(String key) {
        return find(u -> u.getKey().equals(key));
    }

    private Optional<HostUser> find(java.util.function.Predicate<HostUser> test) {
        return everybody().filter(test).findFirst();
    }

    @Override
    public ApplicationUser getUserByName(String name) {
        return byName(name).orElse(null);
    }

    @Override
    public ApplicationUser getUserByKey(String key) {
        return byKey(key).orElse(null);
    }

    @Override
    public Iterable<ApplicationUser> findUsersByEmail(String email) {
        Stream<HostUser> found = everybody()
                .filter(u -> u.getEmailAddress().toLowerCase(Locale.ROOT).equals(email.toLowerCase(Locale.ROOT)));
        return found.map(ApplicationUser.class::cast).toList();
    }

    @Override
    public boolean isUserInGroup(ApplicationUser user, String groupName) {
        return user instanceof HostUser host && host.groups().contains(groupName);
    }

    @Override
    public Collection<String> getGroupNamesForUser(ApplicationUser user) {
        return user instanceof HostUser host ? List.copyOf(host.groups()) : List.of();
    }
}
