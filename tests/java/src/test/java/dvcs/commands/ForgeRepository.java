package dvcs.commands;

import dvcs.store.CommitRow;
import dvcs.store.MergeRequestRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A repository of a simulation as its forge has it. */
final class ForgeRepository {
    final int id;
    final List<CommitRow> present = new ArrayList<>();
    final List<MergeRequestRow> merged = new ArrayList<>();
    /** Commits that came while it was not armed. */
    final Set<String> history = new HashSet<>();
    int generation = 1;
    Boolean on;

    ForgeRepository(int id) {
        this.id = id;
    }
}
