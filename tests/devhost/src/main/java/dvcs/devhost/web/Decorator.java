package dvcs.devhost.web;

import com.atlassian.jira.user.ApplicationUser;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * Wraps a plugin's HTML page as its {@code <meta name="decorator">} asks: atl.admin, atl.general, atl.userprofile
 * (jira-platform.md 2.1 [S]). Title, head and body are taken out as text, as Jira's Sitemesh does [K]; a page without
 * that meta is left alone.
 */
final class Decorator {
    private static final Pattern META = Pattern.compile(
            "<meta\\s+name=[\"']decorator[\"']\\s+content=[\"']([\\w.]+)[\"']\\s*/?>", Pattern.CASE_INSENSITIVE);
    private static final Pattern TITLE =
            Pattern.compile("<title>(.*?)</title>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern HEAD =
            Pattern.compile("<head\\b[^>]*>(.*?)</head>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern BODY =
            Pattern.compile("<body\\b[^>]*>(.*)</body>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Chrome chrome;
    private final AdminPages admin;

    Decorator(Chrome chrome, AdminPages admin) {
        this.chrome = chrome;
        this.admin = admin;
    }

    void write(HttpServletRequest request, HttpServletResponse response, ApplicationUser user, String html)
            throws IOException {
        String head = group(HEAD, html, "");
        Matcher meta = META.matcher(head);
        if (!meta.find()) {
            response.getWriter().write(html);
            return;
        }
        String title = unescape(group(TITLE, head, ""));
        String rest = META.matcher(TITLE.matcher(head).replaceAll("")).replaceAll("");
        String body = group(BODY, html, html);
        if (meta.group(1).equals("atl.admin")) {
            admin.write(request, response, user, title, rest, body, request.getRequestURI());
        } else {
            chrome.write(
                    request,
                    response,
                    user,
                    new Chrome.Page(title, "", Set.of(), rest, "<main id=\"content\">" + body + "</main>"));
        }
    }

    private static String group(Pattern pattern, String text, String otherwise) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? matcher.group(1) : otherwise;
    }

    private static String unescape(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&")
                .trim();
    }
}
