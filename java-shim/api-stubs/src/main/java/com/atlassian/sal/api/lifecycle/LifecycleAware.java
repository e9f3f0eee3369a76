package com.atlassian.sal.api.lifecycle;

/** Source: callers in atlassian-labs/atlassian-slack-integration-server (Apache-2.0) and mrdon/SAL (BSD). */
public interface LifecycleAware {
    void onStart();

    void onStop();
}
