package dev.raftbeat.screen.canvas;

import dev.raftbeat.check.judge.Judge;

/**
 * How an invariant stands.
 *
 * @param title two or three words
 * @param detail what broke it, or what it demands; one line
 */
public record Lamp(String id, String title, State state, String detail) {
    public static Lamp of(Judge.Lamp lamp) {
        State state = switch (lamp.verdict()) {
            case VALID -> State.HOLDS;
            case UNKNOWN -> State.UNKNOWN;
            case VIOLATED -> State.VIOLATED;
        };
        String detail = lamp.violations().isEmpty()
                ? lamp.sentence()
                : lamp.violations().get(0).sentence();
        return new Lamp(lamp.id(), lamp.title(), state, detail);
    }

    /** Glyph and word first, colour on top. */
    public enum State {
        HOLDS(Mark.HOLDS, "holds", "hold", Style.GOOD),
        UNKNOWN(Mark.UNDECIDED, "unknown", "unknown", Style.DIM),
        VIOLATED(Mark.FAILS, "VIOLATED", "VIOLATED", Style.BAD);

        private final Mark mark;
        private final String word;
        private final String plural;
        private final Style style;

        State(Mark mark, String word, String plural, Style style) {
            this.mark = mark;
            this.word = word;
            this.plural = plural;
            this.style = style;
        }

        public char glyph() {
            return mark.glyph();
        }

        public String word() {
            return word;
        }

        public String plural() {
            return plural;
        }

        public Style style() {
            return style;
        }
    }
}
