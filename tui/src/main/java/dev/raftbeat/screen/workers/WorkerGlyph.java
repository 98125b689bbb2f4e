package dev.raftbeat.screen.workers;

import dev.raftbeat.lab.membership.WorkerState;
import dev.raftbeat.screen.canvas.Glyphs;
import dev.raftbeat.screen.canvas.Style;

/** How a worker is shown at a glance: a glyph and a style; its word stands beside. */
record WorkerGlyph(char glyph, Style style) {
    static WorkerGlyph of(WorkerState state) {
        return switch (state) {
            case ALIVE -> new WorkerGlyph(Glyphs.HEART, Style.GOOD);
            case REJOINED -> new WorkerGlyph(Glyphs.PRE_CANDIDATE, Style.LEADER);
            case SUSPECTED -> new WorkerGlyph(Glyphs.CANDIDATE, Style.CANDIDATE);
            case DEAD -> new WorkerGlyph(Glyphs.DEAD, Style.DEAD);
            case LEFT -> new WorkerGlyph(Glyphs.FOLLOWER, Style.DIM);
            default -> new WorkerGlyph(Glyphs.UNKNOWN, Style.DIM);
        };
    }
}
