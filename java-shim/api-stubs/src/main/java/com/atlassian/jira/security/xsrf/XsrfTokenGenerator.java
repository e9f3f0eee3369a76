package com.atlassian.jira.security.xsrf;

import javax.servlet.http.HttpServletRequest;

/** Source: callers in atlassian-labs/msteams-jira-server-addon (Apache-2.0). */
public interface XsrfTokenGenerator {
    String generateToken(HttpServletRequest request);

    boolean validateToken(HttpServletRequest request, String token);
}
