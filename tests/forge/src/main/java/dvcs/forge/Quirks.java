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

    private volatile boolean groupHooks;
    private volatile boolean signedHooks;
    private volatile boolean hooksAreDisabled;
    private volatile boolean hooksAllowed = true;
    private volatile boolean localHooksRefused;
    private volatile int hookCopies = 1;

    public boolean groupHooks() {
        return groupHooks;
    }

    /** Whether groups have webhooks, as in GitLab Premium. */
    public void setGroupHooks(boolean premium) {
        groupHooks = premium;
    }

    public boolean signedHooks() {
        return signedHooks;
    }

    /** Whether webhooks know signing tokens, as from 19.0 on. */
    public void setSignedHooks(boolean signed) {
        signedHooks = signed;
    }

    public boolean hooksAreDisabled() {
        return hooksAreDisabled;
    }

    /** Whether webhooks that fail are stopped: off on a server of one's own, on at GitLab.com. */
    public void setHooksAreDisabled(boolean disabled) {
        hooksAreDisabled = disabled;
    }

    public boolean hooksAllowed() {
        return hooksAllowed;
    }

    /** Whether the token's user has the role that webhooks need. */
    public void setHooksAllowed(boolean allowed) {
        hooksAllowed = allowed;
    }

    public boolean localHooksRefused() {
        return localHooksRefused;
    }

    /** Whether webhooks to the local network are refused, as they are unless an administrator allows them. */
    public void setLocalHooksRefused(boolean refused) {
        localHooksRefused = refused;
    }

    public int hookCopies() {
        return hookCopies;
    }

    /** How often each delivery comes. */
    public void setHookCopies(int copies) {
        hookCopies = copies;
    }
}
