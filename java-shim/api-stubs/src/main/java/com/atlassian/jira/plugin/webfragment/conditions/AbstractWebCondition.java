package com.atlassian.jira.plugin.webfragment.conditions;

import com.atlassian.jira.plugin.webfragment.model.JiraHelper;
import com.atlassian.jira.user.ApplicationUser;
import com.atlassian.plugin.PluginParseException;
import com.atlassian.plugin.web.Condition;
import java.util.Map;

/** Source: callers in alanmosely/basic-jira-development-panels and published javadoc of jira-api. */
public abstract class AbstractWebCondition implements Condition {
    @Override
    public void init(Map<String, String> parameters) throws PluginParseException {}

    @Override
    public boolean shouldDisplay(Map<String, Object> context) {
        return shouldDisplay((ApplicationUser) context.get("user"), (JiraHelper) context.get("helper"));
    }

    public abstract boolean shouldDisplay(ApplicationUser user, JiraHelper helper);
}
