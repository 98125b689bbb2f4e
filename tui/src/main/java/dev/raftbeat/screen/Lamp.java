package dev.raftbeat.screen;

/**
 * How an invariant stands.
 *
 * @param title two or three words
 * @param detail what broke it, or what it demands; one line
 */
record Lamp(String id, String title, State state, String detail) {
    /** Glyph and word first, colour on top. */
    enum State {
        HOLDS(Glyphs.GOOD, "holds", Style.GOOD),
        UNKNOWN(Glyphs.UNKNOWN, "unknown", Style.DIM),
        VIOLATED(Glyphs.DEAD, "VIOLATED", Style.BAD);

        private final char glyph;
        private final String word;
        private final Style style;

        State(char glyph, String word, Style style) {
            this.glyph = glyph;
            this.word = word;
            this.style = style;
        }

        char glyph() {
            return glyph;
        }

        String word() {
            return word;
        }

        Style style() {
            return style;
        }
    }
}
