package dvcs.jira;

import com.atlassian.jira.bc.user.search.UserSearchService;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.jira.user.util.UserManager;
import dvcs.commands.JiraActions.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Users of Jira. */
final class JiraPeople {
    private final UserManager users;
    private final UserSearchService search;

    JiraPeople(UserManager users, UserSearchService search) {
        this.users = users;
        this.search = search;
    }

    List<Person> byEmail(String email) {
        List<Person> found = new ArrayList<>();
        search.findUsersByEmail(email).forEach(user -> found.add(person(user)));
        return found;
    }

    Optional<Person> byName(String name) {
        return Optional.ofNullable(users.getUserByName(name)).map(JiraPeople::person);
    }

    Optional<Person> byKey(String key) {
        return Optional.ofNullable(users.getUserByKey(key)).map(JiraPeople::person);
    }

    ApplicationUser user(String key) {
        ApplicationUser user = users.getUserByKey(key);
        if (user == null) {
            throw new IllegalStateException("The user is gone.");
        }
        return user;
    }

    private static Person person(ApplicationUser user) {
        return new Person(user.getKey(), user.getName(), Objects.requireNonNullElse(user.getDisplayName(), ""),
                Objects.requireNonNullElse(user.getEmailAddress(), ""), user.isActive());
    }
}
