package dvcs.web;

import com.atlassian.annotations.security.AdminOnly;
import dvcs.plugin.Root;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * {@code /plugins/servlet/dvcs/accounts} and the pages beside it: static shells. What they show comes as JSON and is
 * drawn by ES modules with {@code textContent}, so nothing from a forge is ever part of their markup.
 */
@AdminOnly
public final class PageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String SHELL = Web.resource("/dvcs/page.html");

    /** Which it is says the parameter "page" of the descriptor. */
    private enum Page {
        ACCOUNTS("main.js", "dvcs.accounts.title"),
        QUEUE("queue.js", "dvcs.queue.title"),
        SMART_COMMITS("smart-commits.js", "dvcs.smart.title"),
        CLIENT_CONFIGURATIONS("clients.js", "dvcs.clients.title");

        private final String module;
        private final String title;

        Page(String module, String title) {
            this.module = module;
            this.title = title;
        }
    }

    private final transient Web web;
    private Page page;

    public PageServlet(Root root) {
        this(root.web());
    }

    PageServlet(Web web) {
        this.web = web;
    }

    @Override
    public void init() {
        page = Page.valueOf(getInitParameter("page"));
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            web.guard().administrator(request);
        } catch (Refusal e) {
            web.refuse(e, URI.create(request.getRequestURL().toString()), request, response);
            return;
        }
        web.host().pages().assembler().resources().requireWebResource("dvcs.native.connector:accounts-page");
        response.setContentType("text/html;charset=UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write(shell(request));
    }

    private String shell(HttpServletRequest request) {
        Map<String, String> texts = new TreeMap<>(web.host().texts()
                .getAllTranslationsForPrefix("dvcs.", web.host().locale().getLocale(request)));
        String version = getInitParameter("version");
        String context = request.getContextPath();
        String modules = context + "/download/resources/dvcs.native.connector:accounts-page/" + version;
        return SHELL.replace("@modules@", Html.escape(modules))
                .replace("@main@", page.module)
                .replace("@context@", Html.escape(context))
                .replace("@api@", Html.escape(context + "/plugins/servlet/dvcs/api/1/"))
                .replace("@title@", Html.escape(texts.getOrDefault(page.title, page.title)))
                .replace("@texts@", Json.writeForHtml(texts));
    }
}
