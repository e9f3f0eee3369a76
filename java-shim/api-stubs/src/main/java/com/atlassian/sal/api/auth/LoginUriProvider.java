package com.atlassian.sal.api.auth;

import java.net.URI;

/** Source: callers in atlassian-labs/atlassian-slack-integration-server (Apache-2.0) and mrdon/SAL (BSD). */
public interface LoginUriProvider {
    URI getLoginUri(URI returnUri);
}
