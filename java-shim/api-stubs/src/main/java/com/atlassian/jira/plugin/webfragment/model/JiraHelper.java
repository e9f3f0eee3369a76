package com.atlassian.jira.plugin.webfragment.model;

import com.atlassian.jira.project.Project;
import java.util.Map;
import javax.servlet.http.HttpServletRequest;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
public class JiraHelper {
    private final HttpServletRequest request;
    private final Project project;
    private final Map<String, Object> parameters;

    public JiraHelper(HttpServletRequest request, Project project, Map<String, Object> parameters) {
        this.request = request;
        this.project = project;
        this.parameters = parameters;
    }

    public HttpServletRequest getRequest() {
        return request;
    }

    public Project getProject() {
        return project;
    }

    public Map<String, Object> getContextParams() {
        return parameters;
    }
}
