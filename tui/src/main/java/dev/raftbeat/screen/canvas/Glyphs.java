package dev.raftbeat.screen.canvas;

import dev.raftbeat.text.CleanText;
import java.text.Normalizer;

/**
 * The fixed list of glyphs that the screen draws, each one cell wide in every terminal, and the way any text from
 * outside becomes fit to be drawn.
 */
public final class Glyphs {
    public static final char LEADER = '★';
    public static final char CANDIDATE = '◆';
    public static final char PRE_CANDIDATE = '◇';
    public static final char FOLLOWER = '○';
    public static final char DEAD = '✗';
    public static final char PAUSED = '‖';
    public static final char UNKNOWN = '?';
    public static final char HEART = '♥';
    public static final char GOOD = '✓';
    public static final char DOT = '·';
    public static final char BULLET = '•';
    public static final char FULL = '█';
    public static final char TRACK = '░';
    public static final char HERE = '▸';
    public static final char ELLIPSIS = '…';
    public static final char ARROW = '→';
    public static final char BOTH_WAYS = '↔';
    public static final char LINE = '─';
    public static final char HEAVY = '━';
    /** Where more than one node claims to lead, or more than one fault goes on. */
    public static final char DOUBLE = '═';
    /** Leaders that changed too fast to be named. */
    public static final char SHADE = '▒';

    public static final char TIMES = '×';
    public static final char WALL = '│';
    public static final char CUT = '╳';
    public static final char CUT_ONE_WAY = '╱';
    public static final char BEGIN = '▼';
    public static final char END = '△';

    private static final String UNICODE = "★◆◇○✗‖♥✓·•█▌░▸…→↔←↑↓─━│╳╱╲▼△╵┌┐└┘├┤┬┴┼╴╶±≥≤×–—∞═▒";
    private static final String ASCII = "*@%oxzv+.:##_>~>=<^v-=|X/\\v^'+++++++++--+><x--8&#";

    private Glyphs() {}

    /** The stand-in of a glyph for terminals that know ASCII alone; always one character. */
    public static char ascii(char glyph) {
        if (glyph < 0x7f) {
            return glyph;
        }
        int at = UNICODE.indexOf(glyph);
        if (at >= 0) {
            return ASCII.charAt(at);
        }
        String plain = Normalizer.normalize(String.valueOf(glyph), Normalizer.Form.NFD);
        return plain.charAt(0) < 0x7f ? plain.charAt(0) : '?';
    }

    /**
     * Text that fits a grid of cells, one character a cell: cleaned, with composed accents, and with a question mark for
     * whatever is not surely one cell wide.
     */
    public static String safe(String text) {
        if (plain(text)) {
            return text;
        }
        String composed = Normalizer.normalize(CleanText.line(text), Normalizer.Form.NFC);
        StringBuilder fit = new StringBuilder(composed.length());
        composed.codePoints().filter(point -> !mark(point)).forEach(point -> fit.append(cell(point)));
        return fit.toString();
    }

    private static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter < ' ' || letter >= 0x7f && UNICODE.indexOf(letter) < 0) {
                return false;
            }
        }
        return true;
    }

    /** What a cell shows for a code point: itself where that is surely one cell wide, and a question mark otherwise. */
    static char cell(int point) {
        return oneCellWide(point) ? (char) point : UNKNOWN;
    }

    private static boolean mark(int point) {
        int type = Character.getType(point);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    /** Latin, Greek and Cyrillic letters and our own glyphs: an island of certainty, deliberately small. */
    private static boolean oneCellWide(int point) {
        boolean letters = point >= 0xa1 && point <= 0x24f && point != 0xad || point >= 0x370 && point <= 0x52f;
        return point >= ' ' && point < 0x7f
                || letters && Character.isDefined(point) && !mark(point)
                || point <= Character.MAX_VALUE && UNICODE.indexOf(point) >= 0;
    }
}
