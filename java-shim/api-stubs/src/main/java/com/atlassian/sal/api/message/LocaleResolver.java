package com.atlassian.sal.api.message;

import java.util.Locale;
import javax.servlet.http.HttpServletRequest;

/** Source: callers in atlassian-labs/atlassian-slack-integration-server (Apache-2.0) and mrdon/SAL (BSD). */
public interface LocaleResolver {
    Locale getLocale(HttpServletRequest request);

    Locale getLocale();
}
