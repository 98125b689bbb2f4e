package dev.raftbeat.screen;

import dev.raftbeat.detect.MemberState;

/** How a worker is shown at a glance: a glyph and a style; its word stands beside. */
record WorkerFace(char glyph, Style style) {
    static WorkerFace of(MemberState state) {
        return switch (state) {
            case ALIVE -> new WorkerFace(Glyphs.HEART, Style.GOOD);
            case REJOINED -> new WorkerFace(Glyphs.PRE_CANDIDATE, Style.LEADER);
            case SUSPECTED -> new WorkerFace(Glyphs.CANDIDATE, Style.CANDIDATE);
            case DEAD -> new WorkerFace(Glyphs.DEAD, Style.DEAD);
            case LEFT -> new WorkerFace(Glyphs.FOLLOWER, Style.DIM);
            default -> new WorkerFace(Glyphs.UNKNOWN, Style.DIM);
        };
    }
}
