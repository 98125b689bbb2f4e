package dev.raftbeat.screen.cluster.strip;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.world.Timeline.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The columns of the strip as pieces of a line: who leads from where to where. Leaders that changed too fast for their
 * names are one piece with their number: names that run together cannot be read.
 */
final class LeaderLine {
    /** A gap longer than this parts what is before it from what is behind it. */
    private static final int GAP_MAX = 3;

    /** What a piece shows. */
    enum Kind {
        /** Nothing is known of this time. */
        UNKNOWN,
        /** No quorum followed anybody. */
        GAP,
        /** One node led. */
        REIGN,
        /** Several led, each for too short a time to be named. */
        FLAPPING
    }

    /**
     * @param to the column behind it
     * @param leader of a reign
     * @param begun how many times a node began to lead within it
     */
    record Piece(Kind kind, int from, int to, Optional<NodeId> leader, int begun) {
        int width() {
            return to - from;
        }

        /** A name and at least one cell of line: without it, two names would run together. */
        private boolean isBrief() {
            return kind == Kind.FLAPPING
                    || kind == Kind.GAP && width() <= GAP_MAX
                    || kind == Kind.REIGN
                            && width() <= leader.orElseThrow().name().length();
        }

        private Piece with(Piece next) {
            return new Piece(kind, from, next.to, leader, begun + next.begun);
        }
    }

    private LeaderLine() {}

    static List<Piece> of(List<Column> strip) {
        List<Piece> pieces = new ArrayList<>();
        for (int x = 0; x < strip.size(); x++) {
            Piece next = piece(strip, x);
            Piece last = pieces.isEmpty() ? null : pieces.get(pieces.size() - 1);
            boolean same =
                    last != null && last.kind() == next.kind() && last.leader().equals(next.leader());
            if (same) {
                pieces.set(pieces.size() - 1, last.with(next));
            } else {
                pieces.add(next);
            }
        }
        return condensed(pieces);
    }

    private static Piece piece(List<Column> strip, int x) {
        Column column = strip.get(x);
        int begun = column.begun() - (carries(strip, x) ? 1 : 0) + (carries(strip, x - 1) ? 1 : 0);
        boolean lost = column.leader().isEmpty() && begun > 0 && isKnown(strip, x + 1);
        Kind kind = !column.known()
                ? Kind.UNKNOWN
                : begun > 1 || lost ? Kind.FLAPPING : column.leader().isPresent() ? Kind.REIGN : Kind.GAP;
        return new Piece(kind, x, x + 1, kind == Kind.REIGN ? column.leader() : Optional.empty(), begun);
    }

    /** Whether the last one that began to lead in this column is the leader of the next one, and not of this one. */
    private static boolean carries(List<Column> strip, int x) {
        if (x < 0 || !isKnown(strip, x + 1)) {
            return false;
        }
        Column next = strip.get(x + 1);
        return strip.get(x).begun() > 0
                && next.begun() == 0
                && next.leader().isPresent()
                && !next.leader().equals(strip.get(x).leader());
    }

    private static boolean isKnown(List<Column> strip, int x) {
        return x < strip.size() && strip.get(x).known();
    }

    /** Makes one piece of brief ones that follow each other, where several leaders began in them. */
    private static List<Piece> condensed(List<Piece> pieces) {
        List<Piece> all = new ArrayList<>();
        int i = 0;
        while (i < pieces.size()) {
            int end = endOfBrief(pieces, i);
            int begun = pieces.subList(i, end).stream().mapToInt(Piece::begun).sum();
            if (begun > 1) {
                int to = pieces.get(end - 1).to();
                all.add(new Piece(Kind.FLAPPING, pieces.get(i).from(), to, Optional.empty(), begun));
                i = end;
            } else {
                all.add(pieces.get(i));
                i++;
            }
        }
        return all;
    }

    /** Whether it is the reign that goes on, and nobody else began in it: however narrow it is, nothing changes too fast. */
    private static boolean isPresent(List<Piece> pieces, int place) {
        Piece piece = pieces.get(place);
        boolean last = place + 1 == pieces.size() || pieces.get(place + 1).kind() == Kind.UNKNOWN;
        return last && piece.kind() == Kind.REIGN && piece.begun() == 0;
    }

    /** The place behind the last of the brief pieces that begin here; none begin with a gap, and none end with one. */
    private static int endOfBrief(List<Piece> pieces, int from) {
        int end = from;
        if (pieces.get(from).kind() != Kind.GAP) {
            for (int i = from; i < pieces.size() && pieces.get(i).isBrief() && !isPresent(pieces, i); i++) {
                end = pieces.get(i).kind() == Kind.GAP ? end : i + 1;
            }
        }
        return end;
    }
}
