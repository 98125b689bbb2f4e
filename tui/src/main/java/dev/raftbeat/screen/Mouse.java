package dev.raftbeat.screen;

/**
 * What was done with the mouse.
 *
 * @param x the column of the screen, counted from 0
 * @param y the row of the screen, counted from 0
 */
public record Mouse(Kind kind, int x, int y) {
    /** What was done; a release, a movement and other buttons than the left one are not told. */
    public enum Kind {
        CLICK,
        WHEEL_UP,
        WHEEL_DOWN
    }

    /** The arrow key that scrolls as the wheel does; only for the wheel. */
    public Key arrow() {
        return Key.of(kind == Kind.WHEEL_UP ? Key.Code.UP : Key.Code.DOWN);
    }
}
