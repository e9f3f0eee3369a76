package dvcs.devhost.jira;

/** Jira's content as the host's pages and REST need it. */
public record JiraData(
        Users users,
        Permissions permissions,
        Projects projects,
        Issues issues,
        Comments comments,
        Worklogs worklogs,
        Workflow workflow) {}
