package dvcs.plugin;

import dvcs.commands.CommandParser;
import dvcs.commands.JiraActions;

/** What smart commits need besides the tables: Jira for our threads and for those of requests, the core's grammar, and which node this is. */
record CommandsHost(JiraActions jira, JiraActions questions, CommandParser parser, String node) {}
