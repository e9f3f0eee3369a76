package dvcs.jira;

import com.atlassian.jira.security.JiraAuthenticationContext;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.jira.util.thread.JiraThreadLocalUtil;
import java.util.function.Supplier;
import org.apache.log4j.Logger;

/** Lets a thread of ours act as a user, in the state that Jira's own threads have, and leaves nothing of it behind. */
final class ActingUser {
    private static final Logger LOG = Logger.getLogger(ActingUser.class.getName()); // Jira's method wants a Log4j 1 logger

    private final JiraAuthenticationContext authentication;
    private final JiraThreadLocalUtil threadLocals;

    ActingUser(JiraAuthenticationContext authentication, JiraThreadLocalUtil threadLocals) {
        this.authentication = authentication;
        this.threadLocals = threadLocals;
    }

    /** {@code user} null: nobody in particular. */
    <T> T as(ApplicationUser user, Supplier<T> work) {
        ApplicationUser before = authentication.getLoggedInUser();
        threadLocals.preCall();
        try {
            authentication.setLoggedInUser(user);
            return work.get();
        } finally {
            try {
                threadLocals.postCall(LOG); // forgets the user, too
            } finally {
                authentication.setLoggedInUser(before);
            }
        }
    }
}
