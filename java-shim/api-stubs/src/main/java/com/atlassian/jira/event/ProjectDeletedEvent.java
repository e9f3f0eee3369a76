package com.atlassian.jira.event;

/** Source: callers in cures-hub/cures-condec-jira and published javadoc of jira-api. */
public class ProjectDeletedEvent {
    private final Long id;
    private final String key;

    public ProjectDeletedEvent(Long id, String key) {
        this.id = id;
        this.key = key;
    }

    public Long getId() {
        return id;
    }

    public String getKey() {
        return key;
    }
}
