package dvcs.devhost.web;

import com.atlassian.plugin.PluginException;
import dvcs.devhost.jira.HostUser;
import dvcs.devhost.platform.HostAudit;
import dvcs.devhost.plugin.PluginContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * What a test outside the process may ask of the host, for administrators only (README.md lists it). Changes need
 * X-Atlassian-Token: no-check, so that no page in a browser can install a plugin here.
 */
final class HostApi {
    static final String ROOT = "/-/host/";

    private final PluginContainer container;
    private final Consumer<Path> install;
    private final HostAudit audit;

    HostApi(PluginContainer container, Consumer<Path> install, HostAudit audit) {
        this.audit = audit;
        this.container = container;
        this.install = install;
    }

    void serve(HttpServletRequest request, HttpServletResponse response, HostUser user) throws IOException {
        if (user == null || !user.isAdministrator()) {
            RestApi.send(response, user == null ? 401 : 403, Map.of("error", "Administrators only."));
            return;
        }
        String what = request.getMethod() + " " + request.getPathInfo().substring(ROOT.length());
        if (request.getMethod().equals("POST") && !"no-check".equals(request.getHeader("X-Atlassian-Token"))) {
            RestApi.send(response, 403, Map.of("error", "The header X-Atlassian-Token: no-check is missing."));
            return;
        }
        try {
            switch (what) {
                case "GET status" -> RestApi.send(response, 200, container.status());
                case "GET audit" -> RestApi.send(response, 200, Map.of("items", audit.entries()));
                case "GET leaks" -> RestApi.send(response, 200, Map.of("loaders", container.leakedLoaders()));
                case "POST update" -> update(request, response);
                case "POST enable" -> run(response, container::enable);
                case "POST disable" -> run(response, container::disable);
                case "POST uninstall" -> run(response, container::uninstall);
                default -> RestApi.send(response, 404, Map.of("error", "No such request: " + what));
            }
        } catch (PluginException e) {
            RestApi.send(response, 409, Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    private void update(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Path jar = Path.of(RestApi.body(request).path("jar").asText());
        if (!Files.isRegularFile(jar)) {
            RestApi.send(response, 400, Map.of("error", "There is no file " + jar));
            return;
        }
        run(response, () -> install.accept(jar));
    }

    private void run(HttpServletResponse response, Runnable action) throws IOException {
        action.run();
        Map<String, Object> status = new LinkedHashMap<>(container.status());
        RestApi.send(response, 200, status);
    }
}
