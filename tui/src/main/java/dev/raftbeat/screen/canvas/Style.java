package dev.raftbeat.screen.canvas;

/**
 * What a cell means; the theme of the terminal decides what that looks like. No style is the only bearer of a meaning:
 * a glyph or a word always says the same.
 */
public enum Style {
    TEXT,
    /** Less important: units, old news, explanations. */
    DIM,
    /** More important than its neighbours. */
    STRONG,
    BORDER,
    /** The border of the pane that keys act on. */
    FOCUS,
    TITLE,
    KEY,
    LEADER,
    CANDIDATE,
    FOLLOWER,
    DEAD,
    PAUSED,
    GOOD,
    WARN,
    BAD,
    /** The part of a countdown that is left. */
    BAR,
    /** The same, when little is left. */
    BAR_LOW,
    /** The part of a countdown that is gone. */
    TRACK,
    /** A heartbeat that was heard just now. */
    PULSE,
    NODE_1,
    NODE_2,
    NODE_3,
    NODE_4,
    NODE_5,
    NODE_6,
    NODE_7,
    NODE_8,
    NODE_9;

    /** The colour of the member at this place, counted from 0; there are nine, and then they come again. */
    public static Style ofMember(int index) {
        return values()[NODE_1.ordinal() + Math.floorMod(index, 9)];
    }
}
