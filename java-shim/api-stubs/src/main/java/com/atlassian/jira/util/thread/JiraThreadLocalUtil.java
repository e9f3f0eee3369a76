package com.atlassian.jira.util.thread;

import org.apache.log4j.Logger;

/** Source: callers in Atlassian's pocketknife and jira-slack-server-integration, and published javadoc of jira-api. */
public interface JiraThreadLocalUtil {
    void preCall();

    void postCall(Logger logger);
}
