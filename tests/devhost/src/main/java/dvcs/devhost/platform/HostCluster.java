package dvcs.devhost.platform;

import com.atlassian.jira.cluster.ClusterManager;
import com.atlassian.jira.cluster.Node;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * One node that is not clustered: a null node id, as in such a Jira (jira-platform.md 2.12 [S]). Locks and jobs still
 * use a node id of the process.
 */
public final class HostCluster implements ClusterManager {
    private final String process = UUID.randomUUID().toString();

    String process() {
        return process;
    }

    @Override
    public String getNodeId() {
        return null;
    }

    @Override
    public boolean isClustered() {
        return false;
    }

    @Override
    public Collection<Node> findLiveNodes() {
        return List.of();
    }
}
