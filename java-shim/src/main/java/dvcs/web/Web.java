package dvcs.web;

import com.atlassian.sal.api.auth.LoginUriProvider;
import com.atlassian.sal.api.message.I18nResolver;
import com.atlassian.sal.api.message.LocaleResolver;
import com.atlassian.sal.api.user.UserManager;
import com.atlassian.sal.api.websudo.WebSudoManager;
import com.atlassian.webresource.api.assembler.PageBuilderService;
import dvcs.api.Connector;
import dvcs.api.SmartCommits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Everything that pages, API, panel and tab share. One per running plugin; thread-safe. */
public final class Web {
    /** The services of the host that pages need. */
    public record Host(
            UserManager users,
            WebSudoManager websudo,
            LoginUriProvider login,
            I18nResolver texts,
            LocaleResolver locale,
            PageBuilderService pages) {}

    private final Host host;
    private final Guard guard;
    private final Router router;
    private final IssuePage issuePage;

    public Web(Connector connector, SmartCommits smartCommits, IssueAccess issues, Host host) {
        this.host = host;
        guard = new Guard(host.users(), host.websudo());
        router = new Router(Stream.concat(new Api(connector, smartCommits, issues, resource("/dvcs/openapi.json")).routes().stream(),
                new SmartCommitsApi(smartCommits).routes().stream()).toList());
        issuePage = new IssuePage(connector, issues, host.texts()::getText);
    }

    /** What the issue page shows, for the user who is logged in. */
    public IssuePage issuePage() {
        return issuePage;
    }

    Host host() {
        return host;
    }

    Guard guard() {
        return guard;
    }

    Router router() {
        return router;
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
