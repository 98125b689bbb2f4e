package dev.raftbeat.screen.canvas;

import dev.raftbeat.world.NodeView;
import dev.raftbeat.world.NodeView.Life;

/** How a node is shown at a glance: always a glyph and a word, and a style on top. */
public record NodeGlyph(char glyph, String word, String shortWord, Style style) {
    public static NodeGlyph of(NodeView view) {
        if (view.life() == Life.DEAD) {
            return new NodeGlyph(Glyphs.DEAD, "dead", "dead", Style.DEAD);
        }
        if (view.life() == Life.PAUSED) {
            return new NodeGlyph(Glyphs.PAUSED, "paused", "paused", Style.PAUSED);
        }
        return switch (view.role()) {
            case LEADER -> new NodeGlyph(Glyphs.LEADER, "leader", "leader", Style.LEADER);
            case CANDIDATE -> new NodeGlyph(Glyphs.CANDIDATE, "candidate", "candidate", Style.CANDIDATE);
            case PRE_CANDIDATE -> new NodeGlyph(Glyphs.PRE_CANDIDATE, "pre-candidate", "pre-cand.", Style.CANDIDATE);
            case FOLLOWER -> new NodeGlyph(Glyphs.FOLLOWER, "follower", "follower", Style.FOLLOWER);
            default -> new NodeGlyph(Glyphs.UNKNOWN, "starting", "starting", Style.DIM);
        };
    }
}
