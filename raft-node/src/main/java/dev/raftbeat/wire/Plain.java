package dev.raftbeat.wire;

import dev.raftbeat.text.CleanText;

/** What somebody else sent, as a detail of a fact or a refusal: made safe to show, and short, because it fills logs. */
public final class Plain {
    /** The most characters that are kept. */
    public static final int LENGTH_MAX = 80;

    private Plain() {}

    /** As {@link CleanText#quoted}, in at most {@value #LENGTH_MAX} characters. */
    public static String text(String anything) {
        return CleanText.quoted(anything, LENGTH_MAX);
    }
}
