package dvcs.api;

import java.util.List;

/** A part of a list. {@code total} counts the whole. */
public record Slice<T>(List<T> items, int start, int total) {
    public Slice {
        items = List.copyOf(items);
    }
}
