package dvcs.forge;

import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.Fields;

/**
 * One API request, taken apart: decoded path segments below /api/v4, query, and whose token it carries.
 *
 * @param parameters of a change: those of the query and of the body
 */
record Call(String method, List<String> path, Fields query, Token token, String self, Parameters parameters) {
    String text(String name, String otherwise) {
        String value = query.getValue(name);
        return value == null ? otherwise : value;
    }

    boolean flag(String name, boolean otherwise) {
        String value = query.getValue(name);
        return value == null ? otherwise : value.equals("true") || value.equals("1");
    }

    /** A query parameter or one of GitLab's 400 sentences. */
    int positive(String name, int otherwise) {
        String value = query.getValue(name);
        if (value == null || value.isEmpty()) {
            return otherwise;
        }
        int number;
        try {
            number = Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new Refusal(Answer.invalid(name + " is invalid"));
        }
        if (number < 1) {
            throw new Refusal(Answer.invalid(name + " does not have a valid value"));
        }
        return number;
    }

    int page() {
        return positive("page", 1);
    }

    int perPage() {
        return Math.min(100, positive("per_page", 20));
    }

    /** The query with some parameters changed, as it stands in a Link header. */
    String link(Map<String, String> changes) {
        Fields copy = new Fields(query);
        changes.forEach(copy::put);
        StringBuilder url = new StringBuilder(self).append('?');
        for (Fields.Field field : copy) {
            for (String value : field.getValues()) {
                if (url.charAt(url.length() - 1) != '?') {
                    url.append('&');
                }
                url.append(Urls.encode(field.getName())).append('=').append(Urls.encode(value));
            }
        }
        return url.toString();
    }
}
