package dev.raftbeat.record;

import dev.raftbeat.plot.Markup;
import dev.raftbeat.record.NodeTimeline.State;
import dev.raftbeat.record.RunFold.LeaderState;
import dev.raftbeat.record.TimelineLane.Piece;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One node's lane: the higher a piece, the nearer the node is to leading. A leader whom no quorum follows is hatched. */
final class NodeLaneSvg {
    private final TimelineSvg picture;
    private final Markup svg;
    private final List<Piece<LeaderState>> reigns;
    private final long endNanos;

    NodeLaneSvg(TimelineSvg picture, Markup svg, RunFold run) {
        this.picture = picture;
        this.svg = svg;
        endNanos = run.lastNanos;
        reigns = run.leaders.pieces(endNanos);
    }

    void draw(NodeTimeline node, int bottom) {
        for (Piece<State> piece : node.lane.pieces(endNanos)) {
            if (picture.shows(piece.fromNanos(), piece.toNanos())) {
                draw(node, piece, bottom);
            }
        }
    }

    private void draw(NodeTimeline node, Piece<State> piece, int bottom) {
        Phase phase = piece.what().phase();
        String look = phase.name().toLowerCase(Locale.ROOT).replace('_', '-');
        svg.line("<g><title>%s</title>", words(node, piece));
        rect(phase == Phase.LEADER ? "claim" : look, piece.fromNanos(), piece.toNanos(), bottom, height(phase));
        if (phase == Phase.LEADER) {
            followed(node, piece, bottom);
            if (picture.width(piece.fromNanos(), piece.toNanos()) > 30) {
                svg.line(
                        "<text class=\"on-lane\" x=\"%.1f\" y=\"%d\">%s</text>",
                        picture.x(piece.fromNanos()) + 5,
                        bottom - 8,
                        "t" + piece.what().term());
            }
        } else if (phase == Phase.CANDIDATE) {
            svg.line("<path class=\"stands\" d=\"M%.1f %d l4 -6 h-8 z\"/>", picture.x(piece.fromNanos()), bottom - 22);
        }
        svg.line("</g>");
    }

    /** Belief is drawn behind, and truth over it. */
    private void followed(NodeTimeline node, Piece<State> piece, int bottom) {
        for (Piece<LeaderState> reign : reigns) {
            long from = Math.max(reign.fromNanos(), piece.fromNanos());
            long to = Math.min(reign.toNanos(), piece.toNanos());
            boolean its = reign.what().leader().equals(Optional.of(node.id))
                    && (reign.what().term() == piece.what().term() || piece.mixed());
            if (its && from < to && picture.shows(from, to)) {
                rect(picture.member(node.id), from, to, bottom, height(Phase.LEADER));
            }
        }
    }

    private void rect(String look, long from, long to, int bottom, int height) {
        svg.line(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                look, picture.x(from), bottom - height, picture.width(from, to), height);
    }

    private String words(NodeTimeline node, Piece<State> piece) {
        State state = piece.what();
        return node.id + ", " + picture.when(piece.fromNanos()) + " to " + picture.when(piece.toNanos()) + ": "
                + state.phase().words() + ", term " + state.term()
                + state.leader()
                        .filter(leader -> state.phase() == Phase.FOLLOWER)
                        .map(leader -> ", follows " + leader)
                        .orElse("")
                + (piece.mixed() ? ", and other things in between" : "");
    }

    private static int height(Phase phase) {
        return switch (phase) {
            case LEADER -> 24;
            case CANDIDATE -> 18;
            case PRE_CANDIDATE -> 12;
            case FOLLOWER -> 5;
            case PAUSED -> 18;
            case DOWN, UNKNOWN -> 2;
        };
    }
}
