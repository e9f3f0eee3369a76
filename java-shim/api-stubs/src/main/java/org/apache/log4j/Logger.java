package org.apache.log4j;

/** Source: published javadoc of Log4j 1.2, of which Jira exports a successor (reload4j). */
public class Logger {
    private final String name;

    protected Logger(String name) {
        this.name = name;
    }

    public static Logger getLogger(String name) {
        return new Logger(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
