package dvcs.forge;

import java.util.Map;

/** The few pages that people see. Plain HTML without script, as every browser and screen reader takes it. */
final class Page {
    private static final String WHOLE = """
            <!DOCTYPE html>
            <html lang="en">
            <head><meta charset="utf-8"><title>%s · GitLab</title></head>
            <body><main>
            %s</main></body>
            </html>
            """;

    private Page() {}

    static Answer of(int status, String title, String main) {
        return Answer.text(status, "text/html; charset=utf-8", WHOLE.formatted(escape(title), main))
                .header("Cache-Control", "no-store").header("X-Frame-Options", "DENY");
    }

    /** {@code inside}: HTML of the form's visible part. */
    static String form(String action, Map<String, String> hidden, String inside) {
        StringBuilder html = new StringBuilder("<form method=\"post\" action=\"" + escape(action) + "\" accept-charset=\"UTF-8\">\n");
        hidden.forEach((name, value) -> html.append("<input type=\"hidden\" name=\"").append(escape(name)).append("\" value=\"")
                .append(escape(value)).append("\">\n"));
        return html.append(inside).append("</form>\n").toString();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }
}
