package dvcs.web;

import dvcs.api.ConnectorException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the route of a call, asks the gate, and turns every failure into JSON with a sentence. */
final class Router {
    private static final Logger log = LoggerFactory.getLogger(Router.class);

    private final List<Route> routes;

    Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    List<Route> routes() {
        return routes;
    }

    /** Who is asking may differ per request, so the gate comes with the call. Throws {@link Refusal}. */
    interface Gate {
        void admit(Route route);
    }

    Answer answer(Call call, Gate gate) {
        try {
            return find(call, gate);
        } catch (Refusal e) {
            return Answer.error(e.status(), e.getMessage(), e.field());
        } catch (ConnectorException e) {
            return Answer.error(e.status(), e.getMessage(), e.field());
        } catch (RuntimeException e) {
            log.error("{} {} failed", call.method(), call.path(), e);
            return Answer.error(500, "Something went wrong inside the DVCS connector. Jira's log has the details.", "");
        }
    }

    private Answer find(Call call, Gate gate) {
        List<Route> samePath = routes.stream().filter(route -> route.match(call.path()).isPresent()).toList();
        if (samePath.isEmpty()) {
            throw new Refusal(404, "There is no such address in this API.");
        }
        for (Route route : samePath) {
            if (route.method().equals(call.method())) {
                gate.admit(route);
                Optional<String> argument = route.match(call.path());
                return route.handler().answer(call, argument.orElse(""));
            }
        }
        String allowed = samePath.stream().map(Route::method).sorted().collect(Collectors.joining(", "));
        return Answer.error(405, "This address takes " + allowed + " only.", "").with("Allow", allowed);
    }
}
