package dvcs.store;

import java.util.List;

/** A branch to store, with the keys of its name. */
public record BranchRow(String name, String head, boolean isDefault, List<String> keys) {
    public BranchRow {
        keys = List.copyOf(keys);
    }
}
