package com.atlassian.jira.plugin.webfragment.contextproviders;

import com.atlassian.jira.plugin.webfragment.model.JiraHelper;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.plugin.PluginParseException;
import com.atlassian.plugin.web.ContextProvider;
import java.util.Map;

/** Source: callers in edgehosting/jira-dvcs-connector (BSD-2) and published javadoc of jira-api. */
@SuppressWarnings("rawtypes")
public abstract class AbstractJiraContextProvider implements ContextProvider {
    @Override
    public void init(Map<String, String> parameters) throws PluginParseException {}

    @Override
    @SuppressWarnings("unchecked")
    public Map<String, Object> getContextMap(Map<String, Object> context) {
        return getContextMap((ApplicationUser) context.get("user"), (JiraHelper) context.get("helper"));
    }

    public abstract Map getContextMap(ApplicationUser user, JiraHelper helper);
}
