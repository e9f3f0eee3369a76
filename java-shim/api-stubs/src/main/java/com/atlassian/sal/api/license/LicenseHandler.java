package com.atlassian.sal.api.license;

/**
 * The server id survives restarts and is copied with the database.
 * Source: published javadoc of sal-api.
 */
public interface LicenseHandler {
    String getServerId();
}
