package dvcs.web;

import dvcs.api.ConnectorException;
import dvcs.api.RepositoryRules;
import dvcs.store.PathRules;
import java.util.List;

/** Rules of accounts 1 and 2 in memory; patterns are checked as they are in truth. */
final class MadeRules implements RepositoryRules {
    private final List<String> asked;
    private Rules stored = Rules.NONE;

    MadeRules(List<String> asked) {
        this.asked = asked;
    }

    @Override
    public Rules rules(int accountId) {
        account(accountId);
        return stored;
    }

    @Override
    public Effect preview(int accountId, Rules rules) {
        account(accountId);
        PathRules.parse(rules);
        asked.add("preview " + rules);
        return new Effect(40, 10, Names.of(List.of("acme/new")), Names.of(List.of("acme/a", "acme/b")));
    }

    @Override
    public Effect save(int accountId, Rules rules) {
        Effect effect = preview(accountId, rules);
        stored = rules;
        asked.add("rules " + rules);
        return effect;
    }

    private static void account(int id) {
        if (id > 2) {
            throw new ConnectorException(404, "There is no account with the number " + id + ".");
        }
    }
}
