package dvcs.plugin;

import dvcs.api.ConnectorException;
import dvcs.api.RepositoryRules;
import dvcs.store.AccountRecord;
import dvcs.store.PathRules;
import dvcs.store.RuleTable;

/** What an administrator says about which repositories are linked. */
final class PluginRules implements RepositoryRules {
    private final Tables tables;
    private final Health health;

    PluginRules(Tables tables, Health health) {
        this.tables = tables;
        this.health = health;
    }

    @Override
    public Rules rules(int accountId) {
        return tables.rules().rules(account(accountId).id());
    }

    @Override
    public Effect preview(int accountId, Rules rules) {
        return tables.rules().plan(account(accountId).id(), PathRules.parse(rules)).effect();
    }

    @Override
    public Effect save(int accountId, Rules rules) {
        AccountRecord account = account(accountId);
        PathRules parsed = PathRules.parse(rules);
        tables.rules().store(accountId, rules);
        RuleTable.Plan plan = tables.rules().plan(accountId, parsed);
        tables.rules().apply(plan);
        health.service().filter(running -> !health.isPaused() && !account.stopped()).ifPresent(running -> {
            running.lookForCancelled();
            tables.repositories().find(plan.link()).forEach(repository -> running.sync(repository, false));
            running.hooks().keep(accountId);
        });
        return plan.effect();
    }

    private AccountRecord account(int id) {
        health.requireTables();
        return tables.accounts().find(id).orElseThrow(() -> new ConnectorException(404, "There is no account with the number " + id + "."));
    }
}
