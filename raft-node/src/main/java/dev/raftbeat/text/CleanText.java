package dev.raftbeat.text;

/**
 * Text from outside without what a terminal, a page or a reader's eye would obey: a harmful character becomes its escape,
 * such as <code>&#92;u001b</code>, one for each UTF-16 unit. That is JSON's own escape, so JSON stays the JSON that it
 * was. To clean text twice changes nothing.
 */
public final class CleanText {
    /** Characters that take no room and yet are neither controls nor format characters: fillers, joiners, selectors. */
    private static final int[][] INVISIBLE = {
        {0x34F, 0x34F},
        {0x115F, 0x1160},
        {0x17B4, 0x17B5},
        {0x180B, 0x180F},
        {0x3164, 0x3164},
        {0xFE00, 0xFE0F},
        {0xFFA0, 0xFFA0},
        {0xE0100, 0xE01EF}
    };

    private static final String DOTS = "...";

    private CleanText() {}

    /**
     * Whether a code point may do harm where it is shown: controls (of C0, C1, and DEL), format characters (of direction,
     * of no width), separators of lines and paragraphs, half surrogate pairs, and what is private, unassigned or
     * invisible. Tabs and line ends count as controls.
     */
    public static boolean isHarmful(int point) {
        if (point < 0x7F) {
            return point < ' ';
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> isInvisible(point);
        };
    }

    private static boolean isInvisible(int point) {
        for (int[] range : INVISIBLE) {
            if (point >= range[0] && point <= range[1]) {
                return true;
            }
        }
        return false;
    }

    /** One line: a tab becomes a blank, and all else that is harmful its escape, line ends included. */
    public static String line(String text) {
        return clean(text, false);
    }

    /** Several lines: line ends and tabs stay; a carriage return stays out before a line end and is escaped elsewhere. */
    public static String lines(String text) {
        return clean(text, true);
    }

    /**
     * A value within a sentence: one line, white space as single blanks, and no more characters than this; three dots
     * stand at the end where something is missing.
     */
    public static String quoted(String text, int lengthMax) {
        StringBuilder safe = new StringBuilder(Math.min(text.length(), lengthMax));
        for (int at = 0; at < text.length() && safe.length() <= lengthMax; ) {
            int point = text.codePointAt(at);
            boolean isBlank = Character.isWhitespace(point) || Character.isSpaceChar(point);
            if (!isBlank) {
                append(safe, point);
            } else if (!safe.isEmpty() && safe.charAt(safe.length() - 1) != ' ') {
                safe.append(' ');
            }
            at += Character.charCount(point);
        }
        if (safe.toString().stripTrailing().length() <= lengthMax) {
            return safe.toString().stripTrailing();
        }
        boolean half = Character.isHighSurrogate(safe.charAt(lengthMax - DOTS.length() - 1));
        safe.setLength(lengthMax - DOTS.length() - (half ? 1 : 0));
        return safe.append(DOTS).toString();
    }

    /** One line as text of HTML or XML, or as the value of an attribute. */
    public static String markup(String text) {
        String line = line(text);
        StringBuilder safe = new StringBuilder(line.length() + 16);
        for (int i = 0; i < line.length(); i++) {
            char letter = line.charAt(i);
            switch (letter) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(letter);
            }
        }
        return safe.toString();
    }

    private static String clean(String text, boolean severalLines) {
        int first = firstHarmful(text);
        if (first == text.length()) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int at = first; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int point = text.codePointAt(at);
            if (point == '\t') {
                safe.append(severalLines ? '\t' : ' ');
            } else if (severalLines && point == '\n') {
                safe.append('\n');
            } else if (!(severalLines && point == '\r' && text.startsWith("\n", at + 1))) {
                append(safe, point);
            }
        }
        return safe.toString();
    }

    private static int firstHarmful(String text) {
        int at = 0;
        while (at < text.length() && !isHarmful(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return at;
    }

    private static void append(StringBuilder safe, int point) {
        if (!isHarmful(point)) {
            safe.appendCodePoint(point);
            return;
        }
        for (char unit : Character.toChars(point)) {
            safe.append("\\u");
            for (int shift = 12; shift >= 0; shift -= 4) {
                safe.append(Character.forDigit(unit >> shift & 0xF, 16));
            }
        }
    }
}
