package dvcs.web;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.atlassian.sal.api.auth.LoginUriProvider;
import com.atlassian.sal.api.message.I18nResolver;
import com.atlassian.sal.api.message.LocaleResolver;
import com.atlassian.sal.api.user.UserKey;
import com.atlassian.sal.api.user.UserManager;
import com.atlassian.sal.api.user.UserProfile;
import com.atlassian.sal.api.websudo.WebSudoManager;
import com.atlassian.sal.api.websudo.WebSudoSessionException;
import com.atlassian.webresource.api.assembler.PageBuilderService;
import dvcs.web.IssueAccess.Outcome;
import dvcs.web.IssueAccess.Sight;
import dvcs.api.AuditTrail;
import java.io.Serializable;
import java.net.URI;
import java.util.Arrays;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.servlet.http.HttpServletRequest;

/** The web room over a made connector, with the users of the development host: admin, alice, bob and nobody. */
final class Fixture {
    final MadeConnector connector = new MadeConnector();
    final MadeClients clients = new MadeClients(connector.asked);
    final MadeAuthorisations authorisations = new MadeAuthorisations(connector.asked);
    final MadeSmartCommits smartCommits = new MadeSmartCommits(connector.asked);
    final List<AuditTrail.Entry> audited = new ArrayList<>();
    final MadeRules rules = new MadeRules(connector.asked);
    final MadeQueue queue = new MadeQueue(connector.asked);
    final UserManager users = mock(UserManager.class);
    final WebSudoManager websudo = mock(WebSudoManager.class);
    final LoginUriProvider login = mock(LoginUriProvider.class);
    final PageBuilderService pages = mock(PageBuilderService.class, RETURNS_DEEP_STUBS);
    final Web web;
    private String asking;
    private Map<String, String> texts = Map.of("dvcs.accounts.title", "DVCS accounts");

    Fixture() {
        when(users.getRemoteUser(any(HttpServletRequest.class))).thenAnswer(call -> profile());
        when(users.isAdmin(new UserKey("admin"))).thenReturn(true);
        when(login.getLoginUri(any())).thenAnswer(call -> URI.create("/login.jsp?os_destination=x"));
        I18nResolver i18n = mock(I18nResolver.class);
        when(i18n.getAllTranslationsForPrefix(anyString(), any())).thenAnswer(call -> texts);
        when(i18n.getText(anyString(), any(Serializable[].class))).thenAnswer(call -> English.TEXTS.text(call.getArgument(0),
                Arrays.copyOfRange(call.getArguments(), 1, call.getArguments().length, Serializable[].class)));
        LocaleResolver locale = mock(LocaleResolver.class);
        when(locale.getLocale(any(HttpServletRequest.class))).thenReturn(Locale.ENGLISH);
        web = new Web(new Web.Rooms(connector, smartCommits, clients, authorisations, queue, rules, audited::add), this::look, new Web.Host(users, websudo, login, i18n, locale, pages, () -> "/jira"));
    }

    private UserProfile profile() {
        if (asking == null) {
            return null;
        }
        UserProfile profile = mock(UserProfile.class);
        when(profile.getUserKey()).thenReturn(new UserKey(asking));
        return profile;
    }

    /** KEY-1 was OLD-1 once; alice and admin see it and its development, bob the issue alone. */
    Sight look(String issueKey) {
        if (asking == null) {
            return new Sight(Outcome.LOG_IN, Set.of());
        }
        if (!issueKey.equals("KEY-1")) {
            return new Sight(Outcome.HIDDEN, Set.of());
        }
        return asking.equals("bob")
                ? new Sight(Outcome.NO_DEVELOPMENT, Set.of())
                : new Sight(Outcome.SEEN, Set.of("KEY-1", "OLD-1"));
    }

    /** Null: anonymous. */
    Fixture as(String user) {
        asking = user;
        return this;
    }

    Fixture texts(Map<String, String> all) {
        texts = all;
        return this;
    }

    void websudoEnded() {
        doThrow(new WebSudoSessionException("ended")).when(websudo).willExecuteWebSudoRequest(any());
        doAnswer(call -> null).when(websudo).enforceWebSudoProtection(any(), any());
    }

    Exchange call(String method, String path) {
        return new Exchange(method, path);
    }

    Exchange send(Exchange exchange) throws Exception {
        new ApiServlet(web).service(exchange.request(), exchange.response());
        return exchange;
    }
}
