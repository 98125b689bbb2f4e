package dev.raftbeat.screen;

import dev.raftbeat.world.NodeView;
import dev.raftbeat.world.NodeView.Life;

/** How a node is shown at a glance: always a glyph and a word, and a style on top. */
record Face(char glyph, String word, String shortWord, Style style) {
    static Face of(NodeView view) {
        if (view.life() == Life.DEAD) {
            return new Face(Glyphs.DEAD, "dead", "dead", Style.DEAD);
        }
        if (view.life() == Life.PAUSED) {
            return new Face(Glyphs.PAUSED, "paused", "paused", Style.PAUSED);
        }
        return switch (view.role()) {
            case LEADER -> new Face(Glyphs.LEADER, "leader", "leader", Style.LEADER);
            case CANDIDATE -> new Face(Glyphs.CANDIDATE, "candidate", "candidate", Style.CANDIDATE);
            case PRE_CANDIDATE -> new Face(Glyphs.PRE_CANDIDATE, "pre-candidate", "pre-cand.", Style.CANDIDATE);
            case FOLLOWER -> new Face(Glyphs.FOLLOWER, "follower", "follower", Style.FOLLOWER);
            default -> new Face(Glyphs.UNKNOWN, "starting", "starting", Style.DIM);
        };
    }
}
