package com.atlassian.jira.cluster;

import java.util.Collection;

/** Source: callers in mailru/jira-plugins-mrimsender and published javadoc of jira-api. */
public interface ClusterManager {
    String getNodeId();

    boolean isClustered();

    Collection<Node> findLiveNodes();
}
