package dvcs.forge;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser as far as the forge's pages need one: cookies, forms, and no redirect followed unseen. */
final class Browser {
    private static final Pattern FORM = Pattern.compile("<form method=\"post\" action=\"([^\"]*)\".*?</form>", Pattern.DOTALL);
    private static final Pattern HIDDEN = Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

    private final HttpClient http = HttpClient.newBuilder().cookieHandler(new CookieManager()).followRedirects(HttpClient.Redirect.NEVER).build();
    private final String server;

    Browser(String server) {
        this.server = server;
    }

    HttpResponse<String> get(String address) {
        return send(HttpRequest.newBuilder(URI.create(address.startsWith("http") ? address : server + address)).build());
    }

    /** Sends the form with that button. */
    HttpResponse<String> press(HttpResponse<String> page, String button, Map<String, String> typed) {
        Matcher form = FORM.matcher(page.body());
        while (form.find()) {
            if (form.group().contains(">" + button + "</button>")) {
                return post(unescape(form.group(1)), fields(form.group(), typed));
            }
        }
        throw new AssertionError("no button " + button + " in " + page.body());
    }

    HttpResponse<String> logIn(HttpResponse<String> page, String user, String password) {
        return press(page, "Sign in", Map.of("user[login]", user, "user[password]", password));
    }

    /** From an address that wants a log-in to the page itself. */
    HttpResponse<String> open(String address, String user) {
        HttpResponse<String> first = get(address);
        HttpResponse<String> signedIn = logIn(get(location(first)), user, user);
        return get(location(signedIn));
    }

    HttpResponse<String> post(String path, Map<String, String> form) {
        String body = form.entrySet().stream().map(each -> Urls.encode(each.getKey()) + "=" + Urls.encode(each.getValue()))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(server + path)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow(() -> new AssertionError("no redirect: " + answer.body()));
    }

    private static Map<String, String> fields(String form, Map<String, String> typed) {
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher hidden = HIDDEN.matcher(form);
        while (hidden.find()) {
            fields.put(unescape(hidden.group(1)), unescape(hidden.group(2)));
        }
        fields.putAll(typed);
        return fields;
    }

    private static String unescape(String html) {
        return html.replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
