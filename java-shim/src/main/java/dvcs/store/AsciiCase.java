package dvcs.store;

/** Lower case of A to Z and nothing else: {@link String#toLowerCase} makes a k of the Kelvin sign, and so of one address another. */
public final class AsciiCase {
    private AsciiCase() {}

    public static String lower(String text) {
        StringBuilder lower = new StringBuilder(text);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                lower.setCharAt(i, (char) (c + 'a' - 'A'));
            }
        }
        return lower.toString();
    }
}
