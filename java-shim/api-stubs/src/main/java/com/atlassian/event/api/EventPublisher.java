package com.atlassian.event.api;

/** Source: callers in atlassian-labs/atlassian-slack-integration-server (Apache-2.0). */
public interface EventPublisher {
    void publish(Object event);

    void register(Object listener);

    void unregister(Object listener);
}
