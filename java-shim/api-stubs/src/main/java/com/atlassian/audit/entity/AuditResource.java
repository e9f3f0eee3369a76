package com.atlassian.audit.entity;

/** Source: published javadoc of atlassian-audit 1.12.1. */
public class AuditResource {
    private final String name;
    private final String type;
    private final String id;

    private AuditResource(Builder builder) {
        name = builder.name;
        type = builder.type;
        id = builder.id;
    }

    public static Builder builder(String name, String type) {
        return new Builder(name, type);
    }

    public String getName() {
        return name;
    }

    public String getType() {
        return type;
    }

    public String getId() {
        return id;
    }

    public static class Builder {
        private final String name;
        private final String type;
        private String id;

        private Builder(String name, String type) {
            this.name = name;
            this.type = type;
        }

        public Builder id(String value) {
            id = value;
            return this;
        }

        public AuditResource build() {
            return new AuditResource(this);
        }
    }
}
