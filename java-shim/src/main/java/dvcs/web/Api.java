package dvcs.web;

import static dvcs.web.Route.Access.ADMINISTRATOR;
import static dvcs.web.Route.Access.ANYONE;
import static dvcs.web.Route.Access.ANYONE_WHO_SEES_THE_ISSUE;

import dvcs.api.Account;
import dvcs.api.Connector;
import dvcs.api.Repository;
import dvcs.api.RepositoryFilter;
import dvcs.api.Slice;
import dvcs.api.SmartCommits;
import java.util.List;
import java.util.Map;

/** The addresses of the JSON API; described for its users in {@code dvcs/openapi.json}. */
final class Api {
    private static final int MOST_A_PAGE = 200;
    /** More repositories than any forge has; rows before the start are read and thrown away. */
    private static final int LAST_START = 1_000_000;

    private final Connector connector;
    private final SmartCommits smartCommits;
    private final IssueAccess issues;
    private final LiveIssue live;
    private final String description;

    Api(Connector connector, SmartCommits smartCommits, IssueAccess issues, LiveIssue live, String description) {
        this.connector = connector;
        this.smartCommits = smartCommits;
        this.issues = issues;
        this.live = live;
        this.description = description;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", "openapi.json", ANYONE, (call, none) -> new Answer(200, description, Map.of())),
                new Route("GET", "accounts", ADMINISTRATOR, (call, none) -> accounts()),
                new Route("POST", "accounts", ADMINISTRATOR, (call, none) -> add(call)),
                new Route("GET", "accounts/{id}", ADMINISTRATOR, (call, id) -> Answer.ok(account(id))),
                new Route("PUT", "accounts/{id}", ADMINISTRATOR, this::change),
                new Route("DELETE", "accounts/{id}", ADMINISTRATOR, (call, id) -> remove(id)),
                new Route("POST", "accounts/{id}/refresh", ADMINISTRATOR, (call, id) -> refresh(id)),
                new Route("POST", "accounts/{id}/cancel", ADMINISTRATOR, (call, id) -> cancel(id)),
                new Route("POST", "accounts/{id}/deletions", ADMINISTRATOR, this::settle),
                new Route("GET", "accounts/{id}/doctor", ADMINISTRATOR, (call, id) -> Answer.ok(connector.diagnosis(account(id).id()))),
                new Route("POST", "accounts/{id}/doctor", ADMINISTRATOR, (call, id) -> Answer.of(202, connector.diagnose(account(id).id()))),
                new Route("POST", "accounts/{id}/webhooks", ADMINISTRATOR, this::keepWebhooks),
                new Route("GET", "accounts/{id}/repositories", ADMINISTRATOR, this::repositories),
                new Route("GET", "repositories/{id}", ADMINISTRATOR, (call, id) -> Answer.ok(repository(id))),
                new Route("PUT", "repositories/{id}", ADMINISTRATOR, this::changeRepository),
                new Route("POST", "repositories/{id}/sync", ADMINISTRATOR, this::sync),
                new Route("POST", "repositories/{id}/cancel", ADMINISTRATOR, (call, id) -> cancelSync(id)),
                new Route("POST", "repositories/{id}/deletions", ADMINISTRATOR, this::settleBranches),
                new Route("GET", "issues/{key}/development", ANYONE_WHO_SEES_THE_ISSUE, (call, key) -> development(key)),
                new Route("GET", "issues/{key}/development/version", ANYONE_WHO_SEES_THE_ISSUE, (call, key) -> live.version(key)),
                new Route("GET", "issues/{key}/development/html", ANYONE_WHO_SEES_THE_ISSUE, (call, key) -> live.html(key, call.flag("tab"))),
                new Route("GET", "status", ADMINISTRATOR, (call, none) -> Answer.ok(connector.status())),
                new Route("POST", "status/resume", ADMINISTRATOR, (call, none) -> resume(call)));
    }

    private Answer accounts() {
        List<Account> accounts = connector.accounts();
        return Answer.ok(new Slice<>(accounts, 0, accounts.size()));
    }

    private Answer add(Call call) {
        Account account = connector.add(AccountForm.read(call.body()));
        return Answer.of(201, account).with("Location", "accounts/" + account.id());
    }

    private Answer change(Call call, String id) {
        Account account = account(id);
        return Answer.ok(connector.update(account.id(), AccountForm.readChange(call.body())));
    }

    private Answer remove(String id) {
        connector.remove(account(id).id());
        return Answer.none();
    }

    private Answer refresh(String id) {
        connector.refresh(account(id).id());
        return Answer.of(202, account(id));
    }

    private Answer cancel(String id) {
        connector.cancel(account(id).id());
        return Answer.of(202, account(id));
    }

    private Answer settle(Call call, String id) {
        int account = account(id).id();
        if (AccountForm.readAccept(call.body())) {
            connector.acceptDeletions(account);
        } else {
            connector.rejectDeletions(account);
        }
        return Answer.of(202, account(id));
    }

    private Answer keepWebhooks(Call call, String id) {
        connector.keepWebhooks(account(id).id(), call.flag("renew"));
        return Answer.of(202, account(id));
    }

    private Answer repositories(Call call, String id) {
        int start = call.number("start", 0, 0, LAST_START);
        int limit = call.number("limit", 25, 1, MOST_A_PAGE);
        RepositoryFilter filter = call.constant("show", RepositoryFilter.ALL);
        return Answer.ok(connector.repositories(account(id).id(), filter, call.text("search"), start, limit));
    }

    private Answer changeRepository(Call call, String id) {
        int repository = repository(id).id();
        RepositoryForm form = RepositoryForm.read(call.body());
        if (form.smartCommits() != null) {
            smartCommits.switchRepository(repository, form.smartCommits().own());
        }
        return Answer.ok(form.linked() == null ? repository(id) : connector.link(repository, form.linked()));
    }

    private Answer sync(Call call, String id) {
        boolean full = call.flag("full");
        connector.sync(repository(id).id(), full);
        return Answer.of(202, repository(id));
    }

    private Answer cancelSync(String id) {
        connector.cancelSync(repository(id).id());
        return Answer.of(202, repository(id));
    }

    private Answer settleBranches(Call call, String id) {
        int repository = repository(id).id();
        if (AccountForm.readAccept(call.body())) {
            connector.acceptBranchDeletions(repository);
        } else {
            connector.rejectBranchDeletions(repository);
        }
        return Answer.of(202, repository(id));
    }

    private Answer development(String key) {
        IssueAccess.Sight sight = issues.look(key);
        requireSeen(sight.outcome());
        return Answer.ok(connector.development(sight.keys()));
    }

    static void requireSeen(IssueAccess.Outcome outcome) {
        switch (outcome) {
            case LOG_IN -> throw new Refusal(401, "Log in to see this issue.");
            case HIDDEN -> throw new Refusal(404, "This issue does not exist, or you may not see it.");
            case NO_DEVELOPMENT -> throw new Refusal(403, "You may not see the development of this project's issues.");
            case SEEN -> { }
        }
    }

    private Answer resume(Call call) {
        connector.resume(AccountForm.readMoved(call.body()));
        return Answer.ok(connector.status());
    }

    private Account account(String id) {
        return connector.account(Integer.parseInt(id))
                .orElseThrow(() -> new Refusal(404, "There is no account " + id + ". It may have been removed."));
    }

    private Repository repository(String id) {
        return connector.repository(Integer.parseInt(id))
                .orElseThrow(() -> new Refusal(404, "There is no repository " + id + ". It may have been removed."));
    }
}
