package dvcs.web;

import dvcs.api.AccountChange;
import dvcs.api.Certificates;
import dvcs.api.NewAccount;
import dvcs.api.SmartCommits.AuthorPolicy;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/** Checks what an administrator typed before anything is sent anywhere. */
final class AccountForm {
    private static final Set<String> KNOWN = Set.of("gitlab", "gitea");
    private static final Set<String> LATER = Set.of("github", "bitbucket");
    /** Twenty certificates with the comments that openssl prints. */
    private static final int LONGEST_PEM = 48 * 1024;

    private AccountForm() {}

    static NewAccount read(byte[] bytes) {
        Body body = Body.parse(bytes, Set.of("host", "name", "url", "token", "autoLink", "ca", "smartCommits"));
        String host = host(body.text("host", 30));
        String url = url(body.text("url", 255));
        String name = name(body.text("name", 255), url);
        Boolean autoLink = body.bool("autoLink");
        Boolean smartCommits = body.bool("smartCommits");
        Certificates ca = certificates(body);
        if (ca != null && !ca.isEmpty() && !url.regionMatches(true, 0, "https:", 0, 6)) {
            throw new Refusal(400, "A certificate is of use with https:// only, and the host URL begins with http://.", "ca");
        }
        return new NewAccount(host, name, url, requiredToken(body), autoLink == null || autoLink, ca == null ? Certificates.NONE : ca,
                smartCommits == null || smartCommits);
    }

    static AccountChange readChange(byte[] bytes) {
        Body body = Body.parse(bytes, Set.of("token", "autoLink", "ca", "smartCommits", "authorPolicy", "webhooks"));
        Boolean autoLink = body.bool("autoLink");
        String token = body.text("token", 1000);
        Certificates ca = certificates(body);
        Boolean smartCommits = body.bool("smartCommits");
        AuthorPolicy policy = body.constant("authorPolicy", AuthorPolicy.class);
        Boolean webhooks = body.bool("webhooks");
        if (token == null && autoLink == null && ca == null && smartCommits == null && policy == null && webhooks == null) {
            throw new Refusal(400, "Give at least one of “token”, “autoLink”, “ca”, “smartCommits”, “authorPolicy” and “webhooks”.");
        }
        return new AccountChange(token == null ? null : requiredToken(body), autoLink, ca, smartCommits, policy, webhooks);
    }

    /** Null when the field is missing. */
    static Certificates certificates(Body body) {
        String pem = body.lines("ca", LONGEST_PEM);
        return pem == null ? null : Certificates.parse(pem).requireValidAt(Instant.now());
    }

    static boolean readMoved(byte[] bytes) {
        Boolean moved = Body.parse(bytes, Set.of("moved")).bool("moved");
        if (moved == null) {
            throw new Refusal(400, "Give “moved”: true if this Jira has moved, false if it is a copy.", "moved");
        }
        return moved;
    }

    static boolean readAccept(byte[] bytes) {
        Boolean accept = Body.parse(bytes, Set.of("accept")).bool("accept");
        if (accept == null) {
            throw new Refusal(400, "Give “accept”: true to remove what is gone at the host, false to keep it.", "accept");
        }
        return accept;
    }

    private static String host(String text) {
        String host = required(text, "host", "Choose a host.").toLowerCase(Locale.ROOT);
        if (LATER.contains(host)) {
            throw new Refusal(400, "This version does not connect to this host yet. Choose gitlab or gitea.", "host");
        }
        if (!KNOWN.contains(host)) {
            throw new Refusal(400, "This host is not known. Choose gitlab or gitea.", "host");
        }
        return host;
    }

    private static String url(String text) {
        String given = required(text, "url", "Enter the host URL, for example https://gitlab.example.com.");
        URI uri;
        try {
            uri = new URI(given);
        } catch (URISyntaxException e) {
            throw badUrl("The host URL is not a URL");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw badUrl("The host URL must start with https:// or http://");
        }
        if (uri.getHost() == null || uri.getPort() > 65535) {
            throw badUrl("The host URL has no valid host name");
        }
        if (uri.getRawUserInfo() != null) {
            throw badUrl("The host URL must not hold a user name or password; the access token has a field of its own");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw badUrl("The host URL must not hold ? or #");
        }
        return given.replaceAll("/+$", "");
    }

    private static Refusal badUrl(String problem) {
        return new Refusal(400, problem + ". Enter it as in https://gitlab.example.com.", "url");
    }

    private static String name(String text, String url) {
        String name = text == null ? "" : text.replaceAll("^/+|/+$", "");
        if (name.contains("://")) {
            throw new Refusal(400, "Enter the path of the group or the user name, not its address.", "name");
        }
        if (name.isEmpty() && url.toLowerCase(Locale.ROOT).matches("https?://gitlab\\.com(:\\d+)?")) {
            throw new Refusal(400, "Enter a group or user: all of gitlab.com cannot be read.", "name");
        }
        return name;
    }

    private static String requiredToken(Body body) {
        String token = required(body.text("token", 1000), "token", "Enter an access token.");
        if (!token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new Refusal(400, "The access token holds a character that no token has. Copy it again.", "token");
        }
        return token;
    }

    private static String required(String text, String field, String otherwise) {
        if (text == null || text.isEmpty()) {
            throw new Refusal(400, otherwise, field);
        }
        return text;
    }
}
