package dvcs.web;

import static dvcs.web.Route.Access.ADMINISTRATOR;

import dvcs.api.CommandState;
import dvcs.api.Slice;
import dvcs.api.SmartCommits;
import dvcs.api.SmartCommits.AuthorMapping;
import dvcs.api.SmartCommits.CommandFilter;
import java.util.List;
import java.util.Map;

/** The addresses of the JSON API that are about smart commits. */
final class SmartCommitsApi {
    private static final int MOST_A_PAGE = 200;
    /** Rows before the start are read and thrown away. */
    private static final int LAST_START = 1_000_000;

    private final SmartCommits smartCommits;

    SmartCommitsApi(SmartCommits smartCommits) {
        this.smartCommits = smartCommits;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", "commands", ADMINISTRATOR, (call, none) -> commands(call)),
                new Route("POST", "commands/{id}/retry", ADMINISTRATOR, (call, id) -> Answer.of(202, smartCommits.retry(Integer.parseInt(id)))),
                new Route("POST", "commands/{id}/dismiss", ADMINISTRATOR, (call, id) -> Answer.ok(smartCommits.dismiss(Integer.parseInt(id)))),
                new Route("POST", "commands/dry-run", ADMINISTRATOR, (call, none) -> dryRun(call)),
                new Route("GET", "author-mappings", ADMINISTRATOR, (call, none) -> mappings()),
                new Route("POST", "author-mappings", ADMINISTRATOR, (call, none) -> map(call)),
                new Route("DELETE", "author-mappings/{id}", ADMINISTRATOR, (call, id) -> unmap(id)));
    }

    private Answer commands(Call call) {
        int start = call.number("start", 0, 0, LAST_START);
        int limit = call.number("limit", 25, 1, MOST_A_PAGE);
        return Answer.ok(smartCommits.commands(new CommandFilter(call.constant("state", CommandState.class), id(call, "account"),
                id(call, "repository"), call.text("issue")), start, limit));
    }

    private Answer dryRun(Call call) {
        return Answer.ok(Map.of("items", smartCommits.dryRun(SmartCommitsForm.readDryRun(call.body()))));
    }

    private Answer mappings() {
        List<AuthorMapping> all = smartCommits.mappings();
        return Answer.ok(new Slice<>(all, 0, all.size()));
    }

    private Answer map(Call call) {
        SmartCommitsForm.NewMapping wanted = SmartCommitsForm.readMapping(call.body());
        return Answer.of(201, smartCommits.map(wanted.accountId(), wanted.author(), wanted.user()));
    }

    private Answer unmap(String id) {
        smartCommits.unmap(Integer.parseInt(id));
        return Answer.none();
    }

    private static int id(Call call, String name) {
        return call.number(name, 0, 0, Integer.MAX_VALUE);
    }
}
