package dvcs.devhost.jira;

import com.atlassian.jira.user.ApplicationUser;
import java.util.Locale;
import java.util.Set;

/**
 * One of the host's fixed users. The key differs from the name: in Jira it does after a rename, and code that mixes
 * them up should fail.
 */
public record HostUser(long id, String name, String fullName, String email, boolean active, Set<String> groups, Locale locale) implements ApplicationUser {
    public static final String ADMINISTRATORS = "jira-administrators";
    public static final String MEMBERS = "jira-software-users";

    /** An active one with an address of their own. */
    HostUser(long id, String name, String fullName, Set<String> groups) {
        this(id, name, fullName, name + "@example.com", true, groups);
    }

    /** Who reads English. */
    HostUser(long id, String name, String fullName, String email, boolean active, Set<String> groups) {
        this(id, name, fullName, email, active, groups, Locale.ENGLISH);
    }

    @Override
    public Long getId() {
        return id;
    }

    @Override
    public String getKey() {
        return "JIRAUSER" + id;
    }

    @Override
    public String getUsername() {
        return name;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String getDisplayName() {
        return fullName;
    }

    @Override
    public String getEmailAddress() {
        return email;
    }

    @Override
    public boolean isActive() {
        return active;
    }

    public boolean isAdministrator() {
        return groups.contains(ADMINISTRATORS);
    }

    /** The password of every user is its name. */
    boolean accepts(String password) {
        return name.equals(password);
    }
}
