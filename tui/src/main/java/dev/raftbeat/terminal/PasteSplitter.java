package dev.raftbeat.terminal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells pasted text and reports of the mouse from keys in the bytes of a terminal that marks what is pasted (bracketed
 * paste, mode 2004) and reports the mouse in decimal numbers (SGR, mode 1006). A paste becomes one {@link #MARK} among
 * the keys, in its place, and its text waits in {@link #nextPaste}; a report becomes one {@link #MOUSE}, and waits in
 * {@link #nextReport}.
 *
 * <p>Pasted text may itself contain the end mark. So an end mark counts only when no second one follows before the
 * terminal is quiet. This errs on the side of the paste: a key that is lost does no harm.
 */
final class PasteSplitter {
    /** Stands for a paste among the keys. It is no character, and no keyboard sends it. */
    static final char MARK = '\uFDD0';

    /** Stands for a report of the mouse among the keys, as {@link #MARK} does for a paste. */
    static final char MOUSE = '\uFDD1';

    /** How many bytes of a paste are kept: more than any line takes. */
    static final int KEPT_MAX = 1 << 16;

    private static final String BEGIN = "\u001b[200~";
    private static final String END = "\u001b[201~";
    private static final String CTRL_C = "\u0003";

    private static final Pattern REPORT = Pattern.compile("\u001b\\[<(\\d{1,4});(\\d{1,5});(\\d{1,5})([Mm])");

    /** What may become a report: no keyboard sends it. */
    private static final Pattern HALF_REPORT = Pattern.compile("\u001b\\[<[\\d;]{0,16}\\z");

    /** Nobody types that much without a pause. */
    private static final int TYPED_MAX = 4096;

    /**
     * What the terminal reported of the mouse.
     *
     * @param button the number of the button, with what was held and whether it moved added in its upper bits
     * @param column counted from 1
     * @param row counted from 1
     */
    record Report(int button, int column, int row, boolean released) {}

    private enum State {
        KEYS,
        PASTE,
        /** Behind an end mark that may be part of the text. */
        AFTER
    }

    // Bytes, one in each character.
    private final StringBuilder open = new StringBuilder();
    private final StringBuilder keys = new StringBuilder();
    private final StringBuilder paste = new StringBuilder();
    private final Queue<String> pastes = new ArrayDeque<>();
    private final Queue<Report> reports = new ArrayDeque<>();
    private State state = State.KEYS;
    private int given;

    /**
     * Takes in what was read.
     *
     * @param afterSilence whether nothing came for a second before it. A Ctrl-C alone was then pressed, and ends a paste whose
     *     end mark got lost
     */
    void take(byte[] bytes, int length, boolean afterSilence) {
        String more = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        if (state == State.PASTE && afterSilence && more.equals(CTRL_C)) {
            paste.setLength(0);
            open.setLength(0);
            state = State.KEYS;
        }
        open.append(more);
        settle(false);
    }

    /** Nothing has come for a moment: what may have been half a mark was pressed, and a paste that had its end is over. */
    void quiet() {
        settle(true);
    }

    /** Whether {@link #quiet} would decide something. */
    boolean isUndecided() {
        return state == State.AFTER || state == State.KEYS && open.length() > given;
    }

    private void settle(boolean quiet) {
        boolean more = true;
        while (more) {
            more = switch (state) {
                case KEYS -> keys(quiet);
                case PASTE -> paste();
                case AFTER -> after(quiet);
            };
        }
    }

    private boolean keys(boolean quiet) {
        int begin = open.indexOf(BEGIN);
        Matcher report = REPORT.matcher(open);
        if (report.find() && (begin < 0 || report.start() < begin)) {
            mouse(report);
            return true;
        }
        Matcher half = HALF_REPORT.matcher(open);
        if (begin < 0 && half.find()) {
            // Half a report is never given as keys, however late the rest of it comes.
            give(half.start());
            open.delete(0, half.start());
            given = open.length();
            return false;
        }
        int end = begin >= 0 ? begin : quiet ? open.length() : withoutHalf(BEGIN);
        give(end);
        if (begin >= 0) {
            given = 0;
            open.delete(0, begin + BEGIN.length());
            state = State.PASTE;
            return true;
        }
        // Half a mark that was given as keys is remembered: if the rest comes late, a paste begins all the same.
        int kept = withoutHalf(BEGIN);
        given = Math.max(given, end) - kept;
        open.delete(0, kept);
        return false;
    }

    private void give(int end) {
        if (end > given) {
            keys.append(open, given, end);
        }
    }

    private void mouse(Matcher report) {
        give(report.start());
        reports.add(new Report(
                Integer.parseInt(report.group(1)),
                Integer.parseInt(report.group(2)),
                Integer.parseInt(report.group(3)),
                report.group(4).equals("m")));
        mark(MOUSE);
        open.delete(0, report.end());
        given = 0;
    }

    private void mark(char mark) {
        keys.append(new String(String.valueOf(mark).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }

    private boolean paste() {
        int end = open.indexOf(END);
        int until = end >= 0 ? end : withoutHalf(END);
        keep(until);
        open.delete(0, end >= 0 ? end + END.length() : until);
        state = end >= 0 ? State.AFTER : State.PASTE;
        return end >= 0;
    }

    private boolean after(boolean quiet) {
        int end = open.indexOf(END);
        int begin = open.indexOf(BEGIN);
        if (end >= 0 && (begin < 0 || end < begin)) {
            keep(end);
            open.delete(0, end + END.length());
            return true;
        }
        if (begin >= 0 || quiet) {
            pastes.add(new String(bytes(paste), StandardCharsets.UTF_8));
            paste.setLength(0);
            mark(MARK);
            state = State.KEYS;
            return true;
        }
        if (open.length() > TYPED_MAX) {
            int until = withoutHalf(END);
            keep(until);
            open.delete(0, until);
        }
        return false;
    }

    private void keep(int until) {
        paste.append(open, 0, Math.min(until, KEPT_MAX - paste.length()));
    }

    /** Where the part of a mark begins with which the open bytes end. */
    private int withoutHalf(String mark) {
        int half = Math.min(open.length(), mark.length() - 1);
        while (!mark.startsWith(open.substring(open.length() - half))) {
            half--;
        }
        return open.length() - half;
    }

    private static byte[] bytes(StringBuilder some) {
        return some.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** How many bytes of keys wait. */
    int waiting() {
        return keys.length();
    }

    /** The bytes of the keys that wait, at most so many. */
    byte[] takeKeys(int most) {
        int length = Math.min(most, keys.length());
        byte[] taken = bytes(new StringBuilder().append(keys, 0, length));
        keys.delete(0, length);
        return taken;
    }

    /** The next report of the mouse; empty where there is none. */
    Optional<Report> nextReport() {
        return Optional.ofNullable(reports.poll());
    }

    /** The text of the next paste; empty where there is none. */
    String nextPaste() {
        String next = pastes.poll();
        return next == null ? "" : next;
    }
}
