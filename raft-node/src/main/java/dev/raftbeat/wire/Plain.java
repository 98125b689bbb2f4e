package dev.raftbeat.wire;

/**
 * Text from elsewhere, made safe to show: a terminal obeys escape sequences, and a log grows with what is put into it.
 */
public final class Plain {
    /** The most characters that are kept. */
    public static final int LENGTH_MAX = 80;

    private Plain() {}

    /** The text with everything but printable ASCII turned into {@code ?}, cut to {@value #LENGTH_MAX} characters. */
    public static String text(String anything) {
        StringBuilder plain = new StringBuilder(Math.min(anything.length(), LENGTH_MAX));
        for (int i = 0; i < anything.length() && i < LENGTH_MAX; i++) {
            char c = anything.charAt(i);
            plain.append(c >= ' ' && c <= '~' ? c : '?');
        }
        if (anything.length() > LENGTH_MAX) {
            plain.replace(LENGTH_MAX - 3, LENGTH_MAX, "...");
        }
        return plain.toString();
    }
}
