package dvcs.bridge;

/** How smart commits are read: all lines or the first one, issue keys, Jira's working day and week. */
public record SmartCommitOptions(boolean allLines, boolean lowerCase, boolean underscore, double hoursPerDay, double daysPerWeek) {}
