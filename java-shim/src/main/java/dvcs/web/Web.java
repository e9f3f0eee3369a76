package dvcs.web;

import com.atlassian.sal.api.auth.LoginUriProvider;
import com.atlassian.sal.api.message.I18nResolver;
import com.atlassian.sal.api.message.LocaleResolver;
import com.atlassian.sal.api.user.UserManager;
import com.atlassian.sal.api.websudo.WebSudoManager;
import com.atlassian.webresource.api.assembler.PageBuilderService;
import dvcs.api.AuditTrail;
import dvcs.api.Authorisations;
import dvcs.api.ClientConfigurations;
import dvcs.api.Connector;
import dvcs.api.RepositoryRules;
import dvcs.api.SmartCommits;
import dvcs.api.WorkQueue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** Everything that pages, API, panel and tab share. One per running plugin; thread-safe. */
public final class Web {
    /** The services of the host that pages need. */
    public record Host(
            UserManager users,
            WebSudoManager websudo,
            LoginUriProvider login,
            I18nResolver texts,
            LocaleResolver locale,
            PageBuilderService pages,
            Supplier<String> contextPath) {}

    private final Host host;
    private final Guard guard;
    private final Auditing auditing;
    private final Router router;
    private final IssuePage issuePage;

    /** What the plugin does. */
    public record Rooms(Connector connector, SmartCommits smartCommits, ClientConfigurations clients, Authorisations authorisations, WorkQueue queue, RepositoryRules rules,
            AuditTrail audit) {}

    public Web(Rooms rooms, IssueAccess issues, Host host) {
        this.host = host;
        guard = new Guard(host.users(), host.websudo());
        issuePage = new IssuePage(rooms.connector(), issues, host.texts()::getText, host.contextPath());
        auditing = new Auditing(rooms.audit(), new AuditViews(rooms));
        LiveIssue live = new LiveIssue(rooms.connector(), issues, issuePage);
        router = new Router(Stream.of(new Api(rooms.connector(), rooms.smartCommits(), issues, live, resource("/dvcs/openapi.json")).routes(),
                new SmartCommitsApi(rooms.smartCommits()).routes(), new OAuthApi(rooms.clients(), rooms.authorisations()).routes(),
                new QueueApi(rooms.queue()).routes(), new RulesApi(rooms.rules()).routes()).flatMap(List::stream).map(auditing::of).toList());
    }

    /** What the issue page shows, for the user who is logged in. */
    public IssuePage issuePage() {
        return issuePage;
    }

    Host host() {
        return host;
    }

    Auditing auditing() {
        return auditing;
    }

    Guard guard() {
        return guard;
    }

    Router router() {
        return router;
    }

    /** For who came with a browser and may not pass. {@code here}: where a log-in leads back to. */
    void refuse(Refusal refusal, URI here, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (refusal.field().equals(Guard.WEBSUDO)) {
            host.websudo().enforceWebSudoProtection(request, response);
        } else if (refusal.status() == 401) {
            response.sendRedirect(host.login().getLoginUri(here).toString());
        } else {
            response.sendError(refusal.status(), refusal.getMessage());
        }
    }

    static String resource(String name) {
        try (InputStream in = Web.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing in the plugin's jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
