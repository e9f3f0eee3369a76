package dvcs.web;

import static dvcs.web.Route.Access.ADMINISTRATOR;

import dvcs.api.Authorisations;
import dvcs.api.ClientConfiguration;
import dvcs.api.ClientConfigurations;
import java.util.List;
import java.util.Map;

/** The addresses of the JSON API that are about OAuth. The way back from a forge is {@link OAuthCallbackServlet}. */
final class OAuthApi {
    private final ClientConfigurations clients;
    private final Authorisations authorisations;

    OAuthApi(ClientConfigurations clients, Authorisations authorisations) {
        this.clients = clients;
        this.authorisations = authorisations;
    }

    List<Route> routes() {
        return List.of(
                new Route("GET", "client-configurations", ADMINISTRATOR, (call, none) -> Answer.ok(new All(clients.list(), clients.redirectUrl()))),
                new Route("POST", "client-configurations", ADMINISTRATOR, (call, none) -> Answer.of(201, clients.add(OAuthForm.readClient(call.body())))),
                new Route("PUT", "client-configurations/{id}", ADMINISTRATOR,
                        (call, id) -> Answer.ok(clients.change(Integer.parseInt(id), OAuthForm.readClient(call.body())))),
                new Route("DELETE", "client-configurations/{id}", ADMINISTRATOR, (call, id) -> remove(id)),
                new Route("POST", "oauth/start", ADMINISTRATOR, (call, none) -> start(call)));
    }

    /** {@code redirectUrl}: the same for all of them, also while there is none. */
    private record All(List<ClientConfiguration> items, String redirectUrl) {}

    private Answer remove(String id) {
        clients.remove(Integer.parseInt(id));
        return Answer.none();
    }

    private Answer start(Call call) {
        OAuthForm.Start wanted = OAuthForm.readStart(call.body());
        String address = wanted.accountId() > 0 ? authorisations.again(call.user(), wanted.accountId()) : authorisations.start(call.user(), wanted.account());
        return Answer.ok(Map.of("address", address));
    }
}
