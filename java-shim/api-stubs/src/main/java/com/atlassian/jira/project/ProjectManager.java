package com.atlassian.jira.project;

import java.util.List;
import java.util.Set;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public interface ProjectManager {
    Project getProjectObj(Long id);

    Project getProjectObjByKey(String key);

    List<Project> getProjects();

    Set<String> getAllProjectKeys(Long id);
}
