package dvcs.plugin;

import dvcs.commands.CommandParser;
import dvcs.commands.Holder;
import dvcs.commands.JiraActions;

/** What smart commits need besides the tables: Jira, the core's grammar, and who this runner is. */
record CommandsHost(JiraActions jira, CommandParser parser, Holder holder) {}
