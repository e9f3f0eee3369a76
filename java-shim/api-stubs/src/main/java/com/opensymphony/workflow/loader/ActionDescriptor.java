package com.opensymphony.workflow.loader;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public class ActionDescriptor {
    private final int id;
    private final String name;

    public ActionDescriptor(int id, String name) {
        this.id = id;
        this.name = name;
    }

    public int getId() {
        return id;
    }

    public String getName() {
        return name;
    }
}
