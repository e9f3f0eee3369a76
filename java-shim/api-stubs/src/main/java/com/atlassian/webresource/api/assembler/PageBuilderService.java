package com.atlassian.webresource.api.assembler;

/** Source: callers in atlassian-labs/atlassian-slack-integration-server (Apache-2.0). */
public interface PageBuilderService {
    WebResourceAssembler assembler();
}
