package dvcs.plugin;

import dvcs.api.ConnectorException;
import dvcs.api.Slice;
import dvcs.api.SmartCommits;
import dvcs.commands.DryRuns;
import dvcs.commands.JiraActions;
import dvcs.store.AuthorMappings.Mapping;
import dvcs.store.StoreException;
import java.util.List;
import java.util.Locale;

/** What pages and API ask about smart commits. */
final class PluginSmartCommits implements SmartCommits {
    private final Tables tables;
    private final Health health;
    private final JiraActions jira;
    private final DryRuns dryRuns;

    PluginSmartCommits(Tables tables, Health health, CommandsHost host) {
        this.tables = tables;
        this.health = health;
        this.jira = host.questions();
        this.dryRuns = new DryRuns(tables.commands(), host.parser(), host.questions(), tables.clock());
    }

    @Override
    public Slice<Command> commands(CommandFilter filter, int start, int limit) {
        health.requireTables();
        return new Slice<>(tables.commandLog().page(filter, start, limit).stream().map(this::named).toList(), start,
                tables.commandLog().count(filter));
    }

    @Override
    public Command retry(int id) {
        health.requireTables();
        settled(id, tables.commandLog().retry(id), "retried");
        health.service().ifPresent(SyncService::executeCommands);
        return command(id);
    }

    @Override
    public Command dismiss(int id) {
        health.requireTables();
        settled(id, tables.commandLog().dismiss(id, "An administrator dismissed it."), "dismissed");
        return command(id);
    }

    @Override
    public List<Preview> dryRun(DryRun commit) {
        health.requireTables();
        if (!health.library().loaded()) {
            throw new ConnectorException(503, health.library().problem());
        }
        return dryRuns.of(commit);
    }

    @Override
    public List<AuthorMapping> mappings() {
        health.requireTables();
        return tables.commands().mappings().all().stream().map(this::shown).toList();
    }

    @Override
    public AuthorMapping map(int accountId, String author, String userName) {
        health.requireTables();
        if (author == null || author.isBlank()) {
            throw new ConnectorException(400, "Enter the e-mail address or the name of the author, as the commits say it.", "author");
        }
        if (accountId != 0 && tables.accounts().find(accountId).isEmpty()) {
            throw new ConnectorException(400, "There is no account with the number " + accountId + ".", "accountId");
        }
        JiraActions.Person user = jira.byName(userName == null ? "" : userName.strip())
                .orElseThrow(() -> new ConnectorException(400, "There is no user “" + userName + "”.", "user"));
        try {
            return shown(tables.commands().mappings().add(accountId, author, user.key()));
        } catch (StoreException e) {
            if (!e.isConstraintViolation()) {
                throw e;
            }
            throw new ConnectorException(409, "“" + author.strip() + "” is mapped already. Remove that mapping first.", "author");
        }
    }

    @Override
    public void unmap(int mappingId) {
        health.requireTables();
        if (!tables.commands().mappings().remove(mappingId)) {
            throw new ConnectorException(404, "There is no mapping with the number " + mappingId + ".");
        }
    }

    @Override
    public void switchRepository(int repositoryId, Boolean smartCommits) {
        health.requireTables();
        if (tables.repositories().find(repositoryId).isEmpty()) {
            throw new ConnectorException(404, "There is no repository with the number " + repositoryId + ".");
        }
        tables.commands().arming().repositorySwitch(repositoryId, smartCommits);
        health.service().ifPresent(SyncService::armRepositories);
    }

    private Command command(int id) {
        return tables.commandLog().find(id).map(this::named)
                .orElseThrow(() -> new ConnectorException(404, "There is no command with the number " + id + "."));
    }

    private void settled(int id, boolean changed, String what) {
        if (!changed) {
            Command command = command(id);
            throw new ConnectorException(409, "The command is " + command.state().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + " and can't be " + what + ".");
        }
    }

    private AuthorMapping shown(Mapping mapping) {
        return new AuthorMapping(mapping.id(), mapping.accountId(), mapping.author(), mapping.userKey(), name(mapping.userKey()));
    }

    private Command named(Command c) {
        return new Command(c.id(), c.accountId(), c.repositoryId(), c.repository(), c.sha(), c.commitUrl(), c.issueKey(), c.kind(), c.name(),
                c.argument(), c.state(), c.reason(), c.authorName(), c.authorEmail(), c.authored(), c.actor().isEmpty() ? "" : name(c.actor()),
                c.effect(), c.tries(), c.recorded(), c.changed());
    }

    private String name(String userKey) {
        return jira.byKey(userKey).map(JiraActions.Person::name).orElse("");
    }
}
