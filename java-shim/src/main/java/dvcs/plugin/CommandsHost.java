package dvcs.plugin;

import dvcs.commands.CommandParser;
import dvcs.commands.JiraActions;

/** What smart commits need besides the tables: Jira, the core's grammar, and which node this is. */
record CommandsHost(JiraActions jira, CommandParser parser, String node) {}
