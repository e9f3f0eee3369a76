package dvcs.devhost.jira;

import com.atlassian.jira.util.thread.JiraThreadLocalUtil;
import org.apache.log4j.Logger;

/** As Jira's: a thread that Jira lends nothing to begins and ends without a user. */
public final class ThreadLocals implements JiraThreadLocalUtil {
    private final CurrentUser currentUser;

    public ThreadLocals(CurrentUser currentUser) {
        this.currentUser = currentUser;
    }

    @Override
    public void preCall() {
        currentUser.clearLoggedInUser();
    }

    @Override
    public void postCall(Logger logger) {
        currentUser.clearLoggedInUser();
    }
}
