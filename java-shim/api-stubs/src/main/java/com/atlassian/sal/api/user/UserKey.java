package com.atlassian.sal.api.user;

import java.util.Objects;

/** Source: callers in atlassian-labs/atlassian-slack-integration-server (Apache-2.0) and mrdon/SAL (BSD). */
public final class UserKey {
    private final String value;

    public UserKey(String value) {
        this.value = Objects.requireNonNull(value);
    }

    public String getStringValue() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof UserKey key && key.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
