package dvcs.api;

/**
 * So many items are missing at the forge at once that nothing is removed until an administrator says so: of an account its
 * repositories, of a repository its branches.
 *
 * @param missing how many; 0: nothing is held back
 * @param all how many there were
 * @param since epoch milliseconds
 * @param decision what an administrator said; an accepted removal happens in the next run, of a rejected one
 *     exactly what was missing is kept
 * @param reason one sentence with the numbers and what to do, or empty
 */
public record HeldDeletions(int missing, int all, long since, Decision decision, String reason) {
    public enum Decision { OPEN, ACCEPTED, REJECTED }

    public static final HeldDeletions NONE = new HeldDeletions(0, 0, 0, Decision.OPEN, "");
}
