package dvcs.api;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

/** Where a forge is, as somebody typed it. */
public final class WebAddress {
    private static final int LONGEST = 450;

    private WebAddress() {}

    /**
     * Written in one way, so that nothing is there twice: host names ignore case, ports have defaults, no blank or slash at the end. A
     * prefix of the path stays.
     *
     * @param field to blame, in a {@link ConnectorException}
     */
    public static String of(String text, String field) {
        String trimmed = text.trim().replaceAll("/+$", "");
        try {
            URI uri = new URI(trimmed);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawQuery() != null
                    || uri.getRawFragment() != null || uri.getPort() > 65_535 || trimmed.length() > LONGEST) {
                throw new URISyntaxException(trimmed, "no plain web address");
            }
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            boolean usual = uri.getPort() < 0 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
            return scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + uri.getPort()) + uri.getRawPath();
        } catch (URISyntaxException e) {
            throw new ConnectorException(400,
                    "“" + trimmed + "” is no web address. Give the forge's own, like https://gitlab.example.com.", field);
        }
    }
}
