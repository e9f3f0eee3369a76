package dvcs.devhost.jira;

import com.atlassian.jira.project.Project;

/** A project. {@code issues}: KEY-1 to KEY-n exist. */
public record HostProject(long id, String key, String name, int issues) implements Project {
    static final long IDS_PER_PROJECT = 1_000_000;

    long issueId(int number) {
        return id * IDS_PER_PROJECT + number;
    }

    @Override
    public Long getId() {
        return id;
    }

    @Override
    public String getKey() {
        return key;
    }

    @Override
    public String getOriginalKey() {
        return key;
    }

    @Override
    public String getName() {
        return name;
    }
}
