package dev.raftbeat.screen;

/**
 * A key that was pressed, in our own words, so that the screen knows no terminal.
 *
 * @param code which key; {@link Code#CHAR} for whatever prints
 * @param letter what it prints; 0 for other keys
 * @param ctrl whether Ctrl was held, known for letters only
 */
public record Key(Code code, char letter, boolean ctrl) {
    /** The keys that the screen listens to. */
    public enum Code {
        CHAR,
        ENTER,
        ESC,
        TAB,
        BACK_TAB,
        UP,
        DOWN,
        LEFT,
        RIGHT,
        HOME,
        END,
        PAGE_UP,
        PAGE_DOWN,
        BACKSPACE,
        DELETE,
        /** The terminal is gone. */
        GONE,
        OTHER
    }

    public static Key of(char letter) {
        return new Key(Code.CHAR, letter, false);
    }

    public static Key of(Code code) {
        return new Key(code, (char) 0, false);
    }

    public static Key ctrl(char letter) {
        return new Key(Code.CHAR, letter, true);
    }

    /** Whether it is this very letter, pressed without Ctrl. */
    public boolean is(char wanted) {
        return code == Code.CHAR && !ctrl && letter == wanted;
    }

    public boolean isCtrl(char wanted) {
        return code == Code.CHAR && ctrl && letter == wanted;
    }
}
