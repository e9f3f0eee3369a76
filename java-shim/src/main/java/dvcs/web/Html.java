package dvcs.web;

/**
 * Builds HTML in which every text and every attribute is escaped: there is no way to put markup in but by tag names,
 * which are constants of the program.
 */
final class Html {
    private final StringBuilder out = new StringBuilder();

    /** Opens a tag; {@code attributes} are names and values in turn. */
    Html open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"").append(escape(attributes[i + 1])).append('"');
        }
        out.append('>');
        return this;
    }

    Html close(String tag) {
        out.append("</").append(tag).append('>');
        return this;
    }

    Html text(String text) {
        out.append(escape(text));
        return this;
    }

    Html element(String tag, String cssClass, String text) {
        return open(tag, "class", cssClass).text(text).close(tag);
    }

    /** A link if the address is one of the web, else the text alone: a forge may hand out {@code javascript:}. */
    Html link(String url, String cssClass, String title, String text) {
        if (!isWebAddress(url)) {
            return open("span", "class", cssClass, "title", title).text(text).close("span");
        }
        return open("a", "href", url, "class", cssClass, "title", title, "rel", "noopener noreferrer")
                .text(text)
                .close("a");
    }

    static boolean isWebAddress(String url) {
        return (url.regionMatches(true, 0, "https://", 0, 8) || url.regionMatches(true, 0, "http://", 0, 7))
                && url.chars().noneMatch(c -> c <= ' ' || c == 0x7f || c == '\\');
    }

    static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c < ' ' && c != '\n' && c != '\t' ? '\ufffd' : c);
            }
        }
        return safe.toString();
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
