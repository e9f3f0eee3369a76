package dvcs.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An administrator's browser on its way to the forge and back: cookies there, the password here, no redirect followed unseen. */
final class ForgeVisitor {
    private static final Pattern FORM = Pattern.compile("<form method=\"post\" action=\"([^\"]*)\".*?</form>", Pattern.DOTALL);
    private static final Pattern HIDDEN = Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

    private final HttpClient http = HttpClient.newBuilder().cookieHandler(new CookieManager()).followRedirects(HttpClient.Redirect.NEVER).build();
    private final URI forge;

    ForgeVisitor(String forge) {
        this.forge = URI.create(forge);
    }

    /** Where the forge sends the browser with its answer. */
    String confirm(String address, String button) {
        HttpResponse<String> page = follow(get(URI.create(address)));
        if (page.body().contains("Sign in</button>")) {
            page = follow(press(page, "Sign in", Map.of("user[login]", "connector", "user[password]", "connector")));
        }
        return location(press(page, button, Map.of()));
    }

    /** As the administrator {@code admin}; where the browser lands. */
    String comeBack(String callback) {
        String password = Base64.getEncoder().encodeToString("admin:admin".getBytes(StandardCharsets.UTF_8));
        return location(send(HttpRequest.newBuilder(URI.create(callback)).header("Authorization", "Basic " + password)));
    }

    private HttpResponse<String> follow(HttpResponse<String> answer) {
        HttpResponse<String> last = answer;
        while (last.statusCode() == 302) {
            last = get(forge.resolve(location(last)));
        }
        assertThat(last.statusCode()).as(last.body()).isEqualTo(200);
        return last;
    }

    private HttpResponse<String> press(HttpResponse<String> page, String button, Map<String, String> typed) {
        Matcher form = FORM.matcher(page.body());
        while (form.find()) {
            if (form.group().contains(">" + button + "</button>")) {
                Map<String, String> fields = new LinkedHashMap<>();
                Matcher hidden = HIDDEN.matcher(form.group());
                while (hidden.find()) {
                    fields.put(plain(hidden.group(1)), plain(hidden.group(2)));
                }
                fields.putAll(typed);
                String body = fields.entrySet().stream().map(each -> encode(each.getKey()) + "=" + encode(each.getValue())).collect(Collectors.joining("&"));
                return send(HttpRequest.newBuilder(forge.resolve(plain(form.group(1)))).header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body)));
            }
        }
        throw new AssertionError("no button " + button + " in " + page.body());
    }

    private HttpResponse<String> get(URI address) {
        return send(HttpRequest.newBuilder(address));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElseThrow(() -> new AssertionError(answer.statusCode() + " and no redirect: " + answer.body()));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String plain(String html) {
        return html.replace("&quot;", "\"").replace("&#39;", "'").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
