package dev.raftbeat.record;

import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.plot.Markup;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.record.RunFold.LeaderState;
import dev.raftbeat.record.TimelineLane.Piece;
import dev.raftbeat.spacetime.NodeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A stretch of a run as a picture: faults, who led in which term, and each node with its role, on one axis of time.
 * Roles differ in height and hatching as well as in colour.
 */
final class TimelineSvg {
    private static final int WIDTH = 1200;
    private static final int LEFT = 70;
    private static final int RIGHT = 1188;
    private static final int TOP = 8;
    private static final int FAULT_ROW = 20;
    private static final int FAULT_ROWS_MAX = 6;
    private static final int LEADER_ROW = 34;
    private static final int NODE_ROW = 34;
    private static final double LETTER = 6.3;
    private static final double NARROWEST = 0.6;

    private final RunFold run;
    private final long from;
    private final long to;
    private final String title;
    private final Markup svg = new Markup();
    private final List<FaultSpan> bands;
    private final List<Integer> rows = new ArrayList<>();
    private int faultRows;

    /** @param title what the picture shows, for those who cannot see it */
    TimelineSvg(RunFold run, long fromNanos, long toNanos, String title) {
        this.run = run;
        this.from = fromNanos;
        this.to = Math.max(toNanos, fromNanos + 1);
        this.title = title;
        bands = run.bands().stream()
                .filter(band -> shows(band.fromNanos(), end(band)))
                .toList();
        pack();
    }

    /** As a part of a page that has {@link Styles#TIMELINE}. */
    String inline() {
        return draw("");
    }

    /** As a file of its own. */
    String standalone() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + draw("<style>" + Styles.TIMELINE + "\nsvg{background:var(--page);font-family:" + Styles.FONT
                        + "}</style>\n");
    }

    private String draw(String style) {
        int height = axisTop() + 40;
        svg.line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"timeline\" viewBox=\"0 0 %d %d\" role=\"img\""
                        + " aria-label=\"%s\">",
                WIDTH, height, title);
        svg.raw(style);
        svg.line("<title>%s</title>", title);
        svg.raw(Styles.HATCHINGS);
        axis();
        shades();
        for (int i = 0; i < bands.size(); i++) {
            fault(bands.get(i), rows.get(i));
        }
        leaders();
        int y = nodesTop();
        for (Map.Entry<NodeId, TimelineLane<NodeState>> node : run.nodes.entrySet()) {
            lane(node.getKey().name(), y + 20);
            svg.line("<path class=\"base\" d=\"M%d %d H%d\"/>", LEFT, y + NODE_ROW - 4, RIGHT);
            new NodeLaneSvg(this, svg, run)
                    .draw(node.getKey(), node.getValue().pieces(run.lastNanos), y + NODE_ROW - 4);
            y += NODE_ROW;
        }
        svg.line("</svg>");
        return svg.toString();
    }

    /** Puts each fault into the first row that is free at its time. */
    private void pack() {
        double[] ends = new double[FAULT_ROWS_MAX];
        for (FaultSpan band : bands) {
            int row = 0;
            while (row < FAULT_ROWS_MAX - 1 && ends[row] > x(band.fromNanos())) {
                row++;
            }
            double letters = x(band.fromNanos()) + 10 + band.text().length() * LETTER;
            ends[row] = Math.max(ends[row], Math.max(x(end(band)), letters));
            rows.add(row);
            faultRows = Math.max(faultRows, row + 1);
        }
    }

    private int leadersTop() {
        return TOP + faultRows * FAULT_ROW + (faultRows > 0 ? 6 : 0);
    }

    private int nodesTop() {
        return leadersTop() + LEADER_ROW + 6;
    }

    private int axisTop() {
        return nodesTop() + run.nodes.size() * NODE_ROW + 2;
    }

    double x(long nanos) {
        double share = (double) (Math.max(from, Math.min(to, nanos)) - from) / (to - from);
        return LEFT + share * (RIGHT - LEFT);
    }

    /** How wide a stretch of time is drawn; never so narrow that nobody sees it. */
    double width(long fromNanos, long toNanos) {
        return Math.max(NARROWEST, x(toNanos) - x(fromNanos));
    }

    boolean shows(long fromNanos, long toNanos) {
        return toNanos >= from && fromNanos <= to;
    }

    private void axis() {
        long step = step((to - from) / 9);
        long first = run.firstNanos + Math.floorDiv(from - run.firstNanos + step - 1, step) * step;
        int bottom = axisTop();
        for (long at = first; at <= to; at += step) {
            svg.line("<path class=\"grid\" d=\"M%.1f %d V%d\"/>", x(at), TOP, bottom);
            String anchor = x(at) < LEFT + 10 ? "start" : x(at) > RIGHT - 24 ? "end" : "middle";
            svg.line(
                    "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>",
                    x(at), bottom + 16, anchor, seconds(at - run.firstNanos, step));
        }
        svg.line("<path class=\"axis\" d=\"M%d %d H%d\"/>", LEFT, bottom, RIGHT);
        svg.line(
                "<text class=\"tick\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
                RIGHT, bottom + 33, "seconds since the first fact");
    }

    /** 1, 2 or 5 times a power of ten. */
    private static long step(long least) {
        long power = 1_000_000;
        while (power * 10 <= least) {
            power *= 10;
        }
        for (int times : new int[] {1, 2, 5}) {
            if (power * times >= least) {
                return power * times;
            }
        }
        return power * 10;
    }

    private static String seconds(long nanos, long step) {
        int digits = step >= 1_000_000_000L ? 0 : step >= 100_000_000L ? 1 : step >= 10_000_000L ? 2 : 3;
        return String.format(Locale.ROOT, "%." + digits + "f", nanos / 1e9);
    }

    /** Lasting faults reach over all lanes, so that one sees what happened under them. */
    private void shades() {
        for (FaultSpan band : bands) {
            if (band.told().lasts()) {
                double x = x(band.fromNanos());
                svg.line(
                        "<rect class=\"shade\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                        x, leadersTop() - 3, Math.max(1, x(end(band)) - x), axisTop() - leadersTop() + 3);
            }
        }
    }

    private static long end(FaultSpan band) {
        return band.told().lasts() ? band.toNanos() : band.fromNanos();
    }

    private void fault(FaultSpan band, int row) {
        double x = x(band.fromNanos());
        double width = Math.max(2, x(end(band)) - x);
        int y = TOP + row * FAULT_ROW;
        boolean lasts = band.told().lasts();
        svg.line(
                "<g><title>%s</title>",
                run.when(band.fromNanos()) + ": " + band.told().sentence());
        if (lasts) {
            svg.line(
                    "<rect class=\"fault\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"3\"/>",
                    x, y, width, FAULT_ROW - 4);
        } else {
            svg.line("<path class=\"deed\" d=\"M%.1f %d l4 5 l-4 5 l-4 -5 z\"/>", x, y + 3);
            svg.line("<path class=\"mark\" d=\"M%.1f %d V%d\"/>", x, y + 13, axisTop());
        }
        double letters = band.text().length() * LETTER + 8;
        boolean before = x + letters > RIGHT && !(lasts && width >= letters);
        svg.line(
                "<text class=\"%s\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text></g>",
                lasts ? "on-fault" : "note",
                before ? x - 6 : x + (lasts ? 5 : 8),
                y + 12,
                before ? "end" : "start",
                band.text());
    }

    private void leaders() {
        int y = leadersTop();
        lane("leader", y + 20);
        for (Piece<LeaderState> piece : run.leaders.pieces(run.lastNanos)) {
            if (!shows(piece.fromNanos(), piece.toNanos())) {
                continue;
            }
            double x = x(piece.fromNanos());
            double width = width(piece.fromNanos(), piece.toNanos());
            LeaderState state = piece.what();
            String who = state.leader().map(NodeId::name).orElse("nobody");
            String words = run.when(piece.fromNanos()) + " to " + run.when(piece.toNanos()) + ": " + who + " leads"
                    + (state.leader().isPresent() ? " term " + state.term() : ", highest term " + state.term())
                    + (piece.mixed() ? ", most of the time" : "");
            String look = state.leader().map(id -> "reign " + member(id)).orElse("gap");
            svg.line(
                    "<g><title>%s</title><rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                    words, look, x, y, width, LEADER_ROW - 6);
            String full = who + " · term " + state.term();
            String brief = "t" + state.term();
            String shown = width > full.length() * LETTER + 8 ? full : width > brief.length() * LETTER + 4 ? brief : "";
            if (state.leader().isPresent() && !shown.isEmpty()) {
                svg.line(
                        "<text class=\"on-lane\" x=\"%.1f\" y=\"%d\">%s</text>",
                        x + (width > 20 ? 6 : 2), y + 19, shown);
            }
            svg.line("</g>");
        }
    }

    private void lane(String name, int y) {
        svg.line("<text class=\"lane\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", LEFT - 10, y, name);
    }

    /** The class of a node's colour. */
    String member(NodeId id) {
        int place = new ArrayList<>(run.nodes.keySet()).indexOf(id);
        return "m" + Math.floorMod(place, 9);
    }
}
