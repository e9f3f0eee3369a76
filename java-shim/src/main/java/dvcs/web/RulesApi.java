package dvcs.web;

import static dvcs.web.Route.Access.ADMINISTRATOR;

import dvcs.api.RepositoryRules;
import dvcs.api.RepositoryRules.Rules;
import java.util.List;
import java.util.Set;

/** The addresses of the JSON API that are about which repositories of an account are linked. */
final class RulesApi {
    private final RepositoryRules rules;

    RulesApi(RepositoryRules rules) {
        this.rules = rules;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", "accounts/{id}/rules", ADMINISTRATOR, (call, id) -> Answer.ok(rules.rules(Integer.parseInt(id)))),
                new Route("PUT", "accounts/{id}/rules", ADMINISTRATOR, (call, id) -> Answer.ok(rules.save(Integer.parseInt(id), read(call)))),
                new Route("POST", "accounts/{id}/rules/preview", ADMINISTRATOR, (call, id) -> Answer.ok(rules.preview(Integer.parseInt(id), read(call)))));
    }

    /** Both lists, so that nothing is emptied by a forgotten name. */
    private static Rules read(Call call) {
        Body body = Body.parse(call.body(), Set.of("include", "exclude"));
        String include = body.lines("include", RepositoryRules.LONGEST);
        String exclude = body.lines("exclude", RepositoryRules.LONGEST);
        if (include == null || exclude == null) {
            String missing = include == null ? "include" : "exclude";
            throw new Refusal(400, "Give “include” and “exclude”: texts with one pattern a line, empty for none.", missing);
        }
        return new Rules(include, exclude);
    }
}
