package dvcs.devhost.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Escaping for text and attributes. */
public final class Html {
    private Html() {}

    public static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    /** Fills {@code {0}}, {@code {1}} … of a template with escaped values. */
    static String fill(String template, Object... values) {
        String[] escaped = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            escaped[i] = escape(String.valueOf(values[i]));
        }
        return insert(template, escaped);
    }

    /** The same with finished HTML. One pass: a value that holds {@code {1}} stays as it is. */
    static String insert(String template, String... values) {
        StringBuilder out = new StringBuilder(template.length() + 64);
        for (int i = 0; i < template.length(); i++) {
            boolean hole = template.charAt(i) == '{'
                    && i + 2 < template.length()
                    && template.charAt(i + 2) == '}'
                    && Character.isDigit(template.charAt(i + 1));
            if (hole) {
                out.append(values[template.charAt(i + 1) - '0']);
                i += 2;
            } else {
                out.append(template.charAt(i));
            }
        }
        return out.toString();
    }

    static String urlEncode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
