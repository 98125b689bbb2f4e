package dev.raftbeat.screen;

import dev.raftbeat.text.CleanText;
import java.util.ArrayList;
import java.util.List;

/** A line that is being typed, with a cursor and a history. */
public final class LineEditor {
    private static final int HISTORY_MAX = 200;
    private static final int LENGTH_MAX = 500;

    private final StringBuilder text = new StringBuilder();
    private final List<String> history = new ArrayList<>();
    private int cursor;
    private int back;
    private String draft = "";

    public String text() {
        return text.toString();
    }

    public int cursor() {
        return cursor;
    }

    public void set(String line) {
        text.setLength(0);
        text.append(line);
        cursor = text.length();
    }

    public void moveTo(int at) {
        cursor = Math.max(0, Math.min(text.length(), at));
    }

    /** Starts afresh with this line, at the newest end of the history. */
    public void open(String line) {
        set(line);
        back = 0;
        draft = "";
    }

    /** Puts a piece in place of what stands between {@code from} and the cursor. */
    public void replace(int from, String piece) {
        text.replace(from, cursor, piece);
        cursor = from + piece.length();
    }

    public void remember(String line) {
        history.remove(line);
        history.add(line);
        if (history.size() > HISTORY_MAX) {
            history.remove(0);
        }
    }

    /** Handles a key that edits; answers whether it was one. */
    public boolean key(Key key) {
        if (key.code() == Key.Code.CHAR && key.ctrl()) {
            return control(key.letter());
        }
        switch (key.code()) {
            case CHAR -> insert(key.letter());
            case LEFT -> cursor = Math.max(0, cursor - 1);
            case RIGHT -> cursor = Math.min(text.length(), cursor + 1);
            case HOME -> cursor = 0;
            case END -> cursor = text.length();
            case BACKSPACE -> rubOut(cursor - 1);
            case DELETE -> rubOut(cursor);
            case UP -> recall(back + 1);
            case DOWN -> recall(back - 1);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Says where pasted text goes, on a screen where no line is being typed. */
    public static final String NO_LINE = "pasted text goes to a line only; press : to open one, and paste again";

    /**
     * Inserts pasted text at the cursor, as one line: line ends and tabs become blanks, what cannot be shown is left out.
     *
     * @return what is wrong, when it is too long for a line and therefore left out; empty when it was inserted
     */
    public String paste(String pasted) {
        StringBuilder clean = new StringBuilder();
        pasted.replaceAll("^\\R+|\\R+$", "")
                .replaceAll("\\s+", " ")
                .codePoints()
                .filter(point -> !CleanText.isHarmful(point))
                .forEach(clean::appendCodePoint);
        if (text.length() + clean.length() > LENGTH_MAX) {
            return "the pasted text is too long: a line takes " + LENGTH_MAX + " characters";
        }
        text.insert(cursor, clean);
        cursor += clean.length();
        return "";
    }

    private boolean control(char letter) {
        switch (letter) {
            case 'a' -> cursor = 0;
            case 'e' -> cursor = text.length();
            case 'u' -> {
                text.delete(0, cursor);
                cursor = 0;
            }
            case 'k' -> text.setLength(cursor);
            case 'w' -> {
                int from = wordStart();
                text.delete(from, cursor);
                cursor = from;
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private int wordStart() {
        int from = cursor;
        while (from > 0 && text.charAt(from - 1) == ' ') {
            from--;
        }
        while (from > 0 && text.charAt(from - 1) != ' ') {
            from--;
        }
        return from;
    }

    private void insert(char letter) {
        if (text.length() < LENGTH_MAX && (Character.isSurrogate(letter) || !CleanText.isHarmful(letter))) {
            text.insert(cursor, letter);
            cursor++;
        }
    }

    private void rubOut(int at) {
        if (at >= 0 && at < text.length()) {
            text.deleteCharAt(at);
            cursor = at;
        }
    }

    private void recall(int steps) {
        if (steps < 0 || steps > history.size()) {
            return;
        }
        if (back == 0) {
            draft = text();
        }
        back = steps;
        set(steps == 0 ? draft : history.get(history.size() - steps));
    }
}
