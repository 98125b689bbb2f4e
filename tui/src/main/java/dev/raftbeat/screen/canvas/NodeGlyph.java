package dev.raftbeat.screen.canvas;

import dev.raftbeat.world.NodeView;
import dev.raftbeat.world.NodeView.Life;

/** How a node is shown at a glance: always a glyph and a word, and a style on top. */
public record NodeGlyph(char glyph, String word, String shortWord, Style style) {
    public static NodeGlyph of(NodeView view) {
        if (view.life() == Life.DEAD) {
            return new NodeGlyph(Mark.DEAD.glyph(), "dead", "dead", Style.DEAD);
        }
        if (view.life() == Life.PAUSED) {
            return new NodeGlyph(Mark.PAUSED.glyph(), "paused", "paused", Style.PAUSED);
        }
        return switch (view.role()) {
            case LEADER -> new NodeGlyph(Mark.LEADING.glyph(), "leader", "leader", Style.LEADER);
            case CANDIDATE -> new NodeGlyph(Mark.CAMPAIGNING.glyph(), "candidate", "candidate", Style.CANDIDATE);
            case PRE_CANDIDATE -> new NodeGlyph(Mark.ASKING.glyph(), "pre-candidate", "pre-cand.", Style.CANDIDATE);
            case FOLLOWER -> new NodeGlyph(Mark.FOLLOWING.glyph(), "follower", "follower", Style.FOLLOWER);
            default -> new NodeGlyph(Mark.UNKNOWN.glyph(), "starting", "starting", Style.DIM);
        };
    }
}
