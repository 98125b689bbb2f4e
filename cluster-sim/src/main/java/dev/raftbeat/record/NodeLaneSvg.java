package dev.raftbeat.record;

import dev.raftbeat.plot.Markup;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.record.RunFold.LeaderState;
import dev.raftbeat.record.TimelineLane.Piece;
import dev.raftbeat.spacetime.NodeState;
import java.util.List;
import java.util.Optional;

/** One node's lane: the higher a piece, the nearer the node is to leading. A leader whom no quorum follows is hatched. */
final class NodeLaneSvg {
    private final TimelineSvg picture;
    private final RunFold run;
    private final Markup svg;
    private final List<Piece<LeaderState>> reigns;

    NodeLaneSvg(TimelineSvg picture, Markup svg, RunFold run) {
        this.picture = picture;
        this.svg = svg;
        this.run = run;
        reigns = run.leaders.pieces(run.lastNanos);
    }

    void draw(NodeId node, List<Piece<NodeState>> pieces, int bottom) {
        for (Piece<NodeState> piece : pieces) {
            if (picture.shows(piece.fromNanos(), piece.toNanos())) {
                draw(node, piece, bottom);
            }
        }
    }

    private void draw(NodeId node, Piece<NodeState> piece, int bottom) {
        NodeState state = piece.what();
        boolean leads = state.is(Role.LEADER);
        svg.line("<g><title>%s</title>", words(node, piece));
        rect(leads ? "claim" : state.look(), piece.fromNanos(), piece.toNanos(), bottom, state.height());
        if (leads) {
            followed(node, piece, bottom);
            if (picture.width(piece.fromNanos(), piece.toNanos()) > 30) {
                svg.line(
                        "<text class=\"on-lane\" x=\"%.1f\" y=\"%d\">%s</text>",
                        picture.x(piece.fromNanos()) + 5, bottom - 8, "t" + state.term());
            }
        } else if (state.is(Role.CANDIDATE)) {
            svg.line("<path class=\"stands\" d=\"M%.1f %d l4 -6 h-8 z\"/>", picture.x(piece.fromNanos()), bottom - 22);
        }
        svg.line("</g>");
    }

    /** Belief is drawn behind, and truth over it. */
    private void followed(NodeId node, Piece<NodeState> piece, int bottom) {
        for (Piece<LeaderState> reign : reigns) {
            long from = Math.max(reign.fromNanos(), piece.fromNanos());
            long to = Math.min(reign.toNanos(), piece.toNanos());
            boolean its = reign.what().leader().equals(Optional.of(node))
                    && (reign.what().term() == piece.what().term() || piece.mixed());
            if (its && from < to && picture.shows(from, to)) {
                rect(picture.member(node), from, to, bottom, piece.what().height());
            }
        }
    }

    private void rect(String look, long from, long to, int bottom, int height) {
        svg.line(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                look, picture.x(from), bottom - height, picture.width(from, to), height);
    }

    private String words(NodeId node, Piece<NodeState> piece) {
        NodeState state = piece.what();
        return node + ", " + run.when(piece.fromNanos()) + " to " + run.when(piece.toNanos()) + ": "
                + state.words() + ", term " + state.term()
                + state.leader()
                        .filter(leader -> state.is(Role.FOLLOWER))
                        .map(leader -> ", follows " + leader)
                        .orElse("")
                + (piece.mixed() ? ", and other things in between" : "");
    }
}
