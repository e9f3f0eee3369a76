package dvcs.store;

/**
 * What a forge gave through OAuth, in the clear: never printed.
 *
 * @param refresh empty: the former one goes on
 * @param expiresIn seconds from its arrival on; 0: never, or not said
 */
public record TokenPair(String access, String refresh, long expiresIn, String scope) {
    @Override
    public String toString() {
        return "TokenPair[" + expiresIn + " s]";
    }
}
