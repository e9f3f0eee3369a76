package com.atlassian.sal.api.websudo;

/** Source: callers in atlassian-labs/atlassian-slack-integration-server (Apache-2.0) and mrdon/SAL (BSD). */
public class WebSudoSessionException extends SecurityException {
    private static final long serialVersionUID = 1L;

    public WebSudoSessionException() {}

    public WebSudoSessionException(String message) {
        super(message);
    }
}
