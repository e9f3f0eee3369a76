package dvcs.jira;

import com.atlassian.jira.security.JiraAuthenticationContext;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.jira.util.thread.JiraThreadLocalUtil;
import java.util.function.Supplier;
import org.apache.log4j.Logger;

/**
 * Lets a thread act as a user and leaves nothing of it behind. A thread of ours gets the state that Jira's own threads have for
 * that; a thread of a request has it, and needs it afterwards.
 */
final class ActingUser {
    private static final Logger LOG = Logger.getLogger(ActingUser.class.getName()); // Jira's method wants a Log4j 1 logger

    private final JiraAuthenticationContext authentication;
    /** Null: the thread is a request's. */
    private final JiraThreadLocalUtil threadLocals;

    private ActingUser(JiraAuthenticationContext authentication, JiraThreadLocalUtil threadLocals) {
        this.authentication = authentication;
        this.threadLocals = threadLocals;
    }

    static ActingUser onOurThread(JiraAuthenticationContext authentication, JiraThreadLocalUtil threadLocals) {
        return new ActingUser(authentication, threadLocals);
    }

    static ActingUser inRequest(JiraAuthenticationContext authentication) {
        return new ActingUser(authentication, null);
    }

    /** {@code user} null: nobody in particular. */
    <T> T as(ApplicationUser user, Supplier<T> work) {
        ApplicationUser before = authentication.getLoggedInUser();
        if (threadLocals != null) {
            threadLocals.preCall();
        }
        try {
            authentication.setLoggedInUser(user);
            return work.get();
        } finally {
            try {
                if (threadLocals != null) {
                    threadLocals.postCall(LOG); // forgets the user, too
                }
            } finally {
                authentication.setLoggedInUser(before);
            }
        }
    }
}
