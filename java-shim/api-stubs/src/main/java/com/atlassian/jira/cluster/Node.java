package com.atlassian.jira.cluster;

/** Source: callers in mailru/jira-plugins-mrimsender and published javadoc of jira-api. */
public class Node {
    private final String nodeId;

    public Node(String nodeId) {
        this.nodeId = nodeId;
    }

    public String getNodeId() {
        return nodeId;
    }
}
