package dvcs.devhost.jira;

import com.atlassian.jira.security.JiraAuthenticationContext;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.jira.util.I18nHelper;
import com.atlassian.sal.api.user.UserKey;
import com.atlassian.sal.api.user.UserManager;
import com.atlassian.sal.api.user.UserProfile;
import dvcs.devhost.platform.HostI18n;
import java.util.Locale;
import javax.servlet.http.HttpServletRequest;

/** Who acts in this thread: Jira's and SAL's view. A thread of the plugin's own has no user until it sets one. */
public final class CurrentUser implements JiraAuthenticationContext, UserManager {
    private final ThreadLocal<ApplicationUser> current = new ThreadLocal<>();
    private final Users users;
    private final HostI18n i18n;

    public CurrentUser(Users users, HostI18n i18n) {
        this.users = users;
        this.i18n = i18n;
        i18n.readBy(this::getLocale);
    }

    @Override
    public ApplicationUser getLoggedInUser() {
        return current.get();
    }

    @Override
    public boolean isLoggedInUser() {
        return current.get() != null;
    }

    @Override
    public void setLoggedInUser(ApplicationUser user) {
        current.set(user);
    }

    @Override
    public void clearLoggedInUser() {
        current.remove();
    }

    @Override
    public Locale getLocale() {
        return current.get() instanceof HostUser user ? user.locale() : Locale.ENGLISH;
    }

    @Override
    public I18nHelper getI18nHelper() {
        return i18n;
    }

    @Override
    public UserProfile getRemoteUser() {
        return profile((HostUser) current.get());
    }

    @Override
    public UserProfile getRemoteUser(HttpServletRequest request) {
        return getRemoteUser();
    }

    @Override
    public UserKey getRemoteUserKey() {
        ApplicationUser user = current.get();
        return user == null ? null : new UserKey(user.getKey());
    }

    @Override
    public UserKey getRemoteUserKey(HttpServletRequest request) {
        return getRemoteUserKey();
    }

    @Override
    public UserProfile getUserProfile(UserKey key) {
        return key == null ? null : profile(users.byKey(key.getStringValue()).orElse(null));
    }

    @Override
    public UserProfile getUserProfile(String username) {
        return profile(users.byName(username).orElse(null));
    }

    @Override
    public boolean isUserInGroup(UserKey key, String group) {
        return key != null
                && users.byKey(key.getStringValue())
                        .filter(u -> u.groups().contains(group))
                        .isPresent();
    }

    @Override
    public boolean isAdmin(UserKey key) {
        return isUserInGroup(key, HostUser.ADMINISTRATORS);
    }

    @Override
    public boolean isSystemAdmin(UserKey key) {
        return isAdmin(key);
    }

    private static UserProfile profile(HostUser user) {
        return user == null ? null : new Profile(user);
    }

    private record Profile(HostUser user) implements UserProfile {
        @Override
        public UserKey getUserKey() {
            return new UserKey(user.getKey());
        }

        @Override
        public String getUsername() {
            return user.name();
        }

        @Override
        public String getFullName() {
            return user.fullName();
        }

        @Override
        public String getEmail() {
            return user.getEmailAddress();
        }
    }
}
