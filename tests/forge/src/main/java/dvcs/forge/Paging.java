package dvcs.forge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** GitLab's offset and keyset pages (gitlab.md, 1.3). */
final class Paging {
    /** Above this many rows GitLab leaves out the totals and rel="last". */
    static final int COUNTED = 10_000;

    private Paging() {}

    static <T> Answer offset(Call call, List<T> all, Function<T, ?> render) {
        return offset(call, all, render, true);
    }

    /** {@code counted} false: no totals, and the next page is announced when this one is full (commits). */
    static <T> Answer offset(Call call, List<T> all, Function<T, ?> render, boolean counted) {
        int page = call.page();
        int size = call.perPage();
        long start = Math.min((long) (page - 1) * size, all.size());
        List<T> rows = all.subList((int) start, (int) Math.min(start + size, all.size()));
        int pages = Math.max(1, (all.size() + size - 1) / size);
        boolean totals = counted && all.size() <= COUNTED;
        boolean next = counted ? page < pages : rows.size() == size;
        Answer answer = Answer.ok(rows.stream().map(render).toList())
                .header("X-Per-Page", Integer.toString(size))
                .header("X-Page", Integer.toString(page))
                .header("X-Next-Page", next ? Integer.toString(page + 1) : "")
                .header("X-Prev-Page", page > 1 ? Integer.toString(page - 1) : "");
        if (totals) {
            answer.header("X-Total", Integer.toString(all.size())).header("X-Total-Pages", Integer.toString(pages));
        }
        Map<String, Integer> links = new LinkedHashMap<>();
        if (page > 1) {
            links.put("prev", page - 1);
        }
        if (next) {
            links.put("next", page + 1);
        }
        links.put("first", 1);
        if (totals) {
            links.put("last", pages);
        }
        List<String> parts = new ArrayList<>();
        links.forEach((relation, number) -> parts.add("<" + call.link(Map.of(
                "page", Integer.toString(number), "per_page", Integer.toString(size))) + ">; rel=\"" + relation + "\""));
        return answer.header("Link", String.join(", ", parts));
    }

    /** Rows after the cursor, already cut to one page plus one; the only header is Link. */
    static <T> Answer keyset(Call call, List<T> rows, String parameter, Function<T, String> cursor, Function<T, ?> render) {
        int size = call.perPage();
        List<T> page = rows.subList(0, Math.min(size, rows.size()));
        Answer answer = Answer.ok(page.stream().map(render).toList());
        if (page.size() == size) {
            String next = call.link(Map.of(parameter, cursor.apply(page.get(size - 1))));
            answer.header("Link", "<" + next + ">; rel=\"next\"");
        }
        return answer;
    }
}
