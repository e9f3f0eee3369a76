package dvcs.forge;

/** Ways in which GitLab servers differ by version, settings or timing (gitlab.md, sections 2.3 and 7.1). Thread-safe. */
public final class Quirks {
    private volatile boolean filters = true;
    private volatile boolean staleBranchLists;
    private volatile boolean oldBranchPages;

    Quirks() {}

    public boolean filters() {
        return filters;
    }

    /** Whether git offers partial clones. */
    public void setFilters(boolean offered) {
        filters = offered;
    }

    public boolean staleBranchLists() {
        return staleBranchLists;
    }

    /** Whether a listing of branches is kept for 30 s. */
    public void setStaleBranchLists(boolean stale) {
        staleBranchLists = stale;
    }

    public boolean oldBranchPages() {
        return oldBranchPages;
    }

    /** Whether the first page of branches announces a second one even if there is none, as before about 16. */
    public void setOldBranchPages(boolean old) {
        oldBranchPages = old;
    }
}
