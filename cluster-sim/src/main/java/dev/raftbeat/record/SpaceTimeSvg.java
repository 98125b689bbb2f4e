package dev.raftbeat.record;

import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.plot.BrokenAxis;
import dev.raftbeat.plot.BrokenAxis.Piece;
import dev.raftbeat.plot.Markup;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.spacetime.Arrow;
import dev.raftbeat.spacetime.Lane;
import dev.raftbeat.spacetime.Lane.Stretch;
import dev.raftbeat.spacetime.LaneMark;
import dev.raftbeat.spacetime.NodeState;
import dev.raftbeat.spacetime.SpaceTime;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.world.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * An election in space and time: a lane a node, an arrow a message. Where nothing happens for long the axis of time is
 * broken, because messages take a thousandth of the time that timers do.
 */
public final class SpaceTimeSvg {
    private static final int WIDTH = 1200;
    private static final int LEFT = 70;
    private static final int RIGHT = 1188;
    private static final int TOP = 8;
    private static final int FAULT_ROW = 20;
    private static final int FAULT_ROWS_MAX = 5;
    private static final int LANE = 72;
    private static final int GAP_WIDTH = 54;

    private final SpaceTime picture;
    private final String title;
    private final BrokenAxis axis;
    private final Markup svg = new Markup();
    private final List<FaultSpan> faults;
    private final int lanesTop;
    private final int bottom;

    private SpaceTimeSvg(SpaceTime picture, String title) {
        this.picture = picture;
        this.title = title;
        List<Long> moments = new ArrayList<>();
        picture.arrows().forEach(arrow -> {
            moments.add(arrow.sentNanos());
            moments.add(arrow.lastNanos());
        });
        picture.marks().forEach(mark -> moments.add(mark.tNanos()));
        picture.faults().forEach(fault -> moments.add(fault.fromNanos()));
        picture.faults().forEach(fault -> moments.add(fault.toNanos()));
        axis = BrokenAxis.of(
                moments,
                picture.fromNanos(),
                picture.toNanos(),
                Math.max(1, picture.longSilenceNanos()),
                LEFT + 10,
                RIGHT,
                GAP_WIDTH);
        faults = picture.faults()
                .subList(0, Math.min(FAULT_ROWS_MAX, picture.faults().size()));
        lanesTop = TOP + faults.size() * FAULT_ROW + 50;
        bottom = lanesTop + Math.max(0, picture.lanes().size() - 1) * LANE + 26;
    }

    /**
     * As a part of a page that has the looks of timelines.
     *
     * @param title what it shows, for those who cannot see it
     */
    static String inline(SpaceTime picture, String title) {
        return new SpaceTimeSvg(picture, title).draw("", false);
    }

    /** As a file of its own, with its legend. @param title what it shows, in a sentence */
    public static String standalone(SpaceTime picture, String title) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + new SpaceTimeSvg(picture, title)
                        .draw(
                                "<style>" + Styles.TIMELINE + "\nsvg{background:var(--page);font-family:" + Styles.FONT
                                        + "}</style>\n",
                                true);
    }

    private String draw(String style, boolean alone) {
        int head = alone ? 34 : 0;
        SpaceTimeLegend legend = new SpaceTimeLegend(picture);
        int height = bottom + 46 + legend.height() + head;
        svg.line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"timeline\" viewBox=\"0 %d %d %d\" role=\"img\""
                        + " aria-label=\"%s\">",
                -head, WIDTH, height, title);
        svg.raw(style);
        svg.line("<title>%s</title>", title);
        svg.raw(Styles.HATCHINGS);
        if (alone) {
            svg.line("<text class=\"lane\" x=\"%d\" y=\"%d\">%s</text>", 12, -12, title);
        }
        gaps();
        for (int row = 0; row < faults.size(); row++) {
            fault(faults.get(row), TOP + row * FAULT_ROW);
        }
        picture.lanes().forEach(this::lane);
        picture.arrows().forEach(this::arrow);
        picture.lanes().forEach(this::marks);
        ticks();
        legend.draw(svg, 12, bottom + 44);
        svg.line("</svg>");
        return svg.toString();
    }

    private double y(NodeId node) {
        return lanesTop + picture.place(node) * (double) LANE;
    }

    private String moment(long nanos) {
        return Amounts.moment(nanos - picture.zeroNanos());
    }

    private void gaps() {
        for (Piece piece : axis.pieces()) {
            if (piece.gap()) {
                svg.line(
                        "<rect class=\"broken\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                        piece.from(), lanesTop - 44, piece.to() - piece.from(), bottom - lanesTop + 44);
                svg.line(
                        "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                        (piece.from() + piece.to()) / 2, bottom + 15, PlainText.duration(piece.length()));
            }
        }
    }

    /** The time stands at the beginning of each piece that is wide enough for it. */
    private void ticks() {
        svg.line("<path class=\"axis\" d=\"M%d %d H%d\"/>", LEFT, bottom, RIGHT);
        for (Piece piece : axis.pieces()) {
            if (!piece.gap()) {
                svg.line("<path class=\"axis\" d=\"M%.1f %d v6\"/>", piece.from(), bottom);
                if (piece.to() - piece.from() > 62) {
                    svg.line(
                            "<text class=\"tick\" x=\"%.1f\" y=\"%d\">%s</text>",
                            piece.from() + 2, bottom + 15, moment(piece.low()));
                }
            }
        }
        svg.line(
                "<text class=\"tick\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
                RIGHT, bottom + 31, "seconds since the first fact; grey: nothing happens for so long");
    }

    private void fault(FaultSpan fault, int y) {
        boolean lasts = fault.told().lasts();
        double x = axis.at(Math.max(fault.fromNanos(), picture.fromNanos()));
        double end = lasts ? axis.at(fault.toNanos()) : x;
        svg.line(
                "<g><title>%s</title>",
                moment(fault.fromNanos()) + ": " + fault.told().sentence());
        if (lasts) {
            svg.line(
                    "<rect class=\"fault\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"3\"/>",
                    x, y, Math.max(2, end - x), FAULT_ROW - 4);
        } else {
            svg.line("<path class=\"deed\" d=\"M%.1f %d l4 5 l-4 5 l-4 -5 z\"/>", x, y + 3);
            svg.line("<path class=\"mark\" d=\"M%.1f %d V%d\"/>", x, y + 13, bottom);
        }
        boolean before = x > (LEFT + RIGHT) / 2.0;
        svg.line(
                "<text class=\"%s\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text></g>",
                lasts ? "on-fault" : "note", before ? x - 8 : x + 8, y + 12, before ? "end" : "start", fault.text());
    }

    private void lane(Lane lane) {
        double y = y(lane.node());
        svg.line(
                "<text class=\"lane\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                LEFT - 8, y + 4, lane.node().name());
        svg.line("<path class=\"base\" d=\"M%d %.1f H%d\"/>", LEFT, y, RIGHT);
        for (Stretch one : lane.stretches()) {
            NodeState state = one.state();
            double from = axis.at(one.fromNanos());
            double height = Math.max(3, state.height() * 0.6);
            boolean leads = state.look().equals("leader");
            svg.line(
                    "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s</title></rect>",
                    leads ? "m" + picture.place(lane.node()) % 9 : state.look(),
                    from,
                    y - height / 2,
                    Math.max(0.6, axis.at(one.toNanos()) - from),
                    height,
                    lane.node() + " from " + moment(one.fromNanos()) + " to " + moment(one.toNanos()) + ": "
                            + state.words() + ", term " + state.term());
        }
    }

    private void arrow(Arrow arrow) {
        if (picture.place(arrow.from()) < 0 || picture.place(arrow.to()) < 0) {
            return;
        }
        double x = axis.at(arrow.sentNanos());
        double y = y(arrow.from());
        double toX = axis.at(arrow.lastNanos());
        double toY = y(arrow.to());
        boolean ends = arrow.lastNanos() <= picture.toNanos();
        double share = !ends
                ? 0.9
                : arrow.arrived()
                        ? 1
                        : arrow.lostAtSender() ? 0.25 : arrow.loss().isPresent() ? 0.85 : 0.5;
        toX = arrow.lostAtSender() ? x + 6 : x + (toX - x) * share;
        toY = y + (toY - y) * share;
        svg.line(
                "<path class=\"%s\" d=\"M%.1f %.1fL%.1f %.1f%s\"><title>%s</title></path>",
                "arrow " + look(arrow),
                x,
                y,
                toX,
                toY,
                new Markup.Raw(!ends ? "" : arrow.arrived() ? head(x, y, toX, toY) : cross(toX, toY)),
                arrow.sentence() + "; sent at " + moment(arrow.sentNanos()));
    }

    /** The class of an arrow's look. */
    static String look(Arrow arrow) {
        String purpose = arrow.purpose().name().toLowerCase(Locale.ROOT).replace('_', '-');
        return arrow.arrived() ? purpose : purpose + " lost";
    }

    private static String head(double x, double y, double toX, double toY) {
        double length = Math.hypot(toX - x, toY - y);
        double dx = (toX - x) / Math.max(1, length);
        double dy = (toY - y) / Math.max(1, length);
        return String.format(
                Locale.ROOT,
                "M%.1f %.1fL%.1f %.1fL%.1f %.1f",
                toX - 8 * dx - 4 * dy,
                toY - 8 * dy + 4 * dx,
                toX,
                toY,
                toX - 8 * dx + 4 * dy,
                toY - 8 * dy - 4 * dx);
    }

    private static String cross(double x, double y) {
        return String.format(Locale.ROOT, "M%.1f %.1fl8 8M%.1f %.1fl-8 8", x - 4, y - 4, x + 4, y - 4);
    }

    /** What happens to a node at one time has one label; labels that would overlap stand one above another. */
    private void marks(Lane lane) {
        double[] ends = new double[3];
        List<LaneMark> all = picture.marks().stream()
                .filter(mark -> mark.node().equals(lane.node()))
                .toList();
        for (int i = 0; i < all.size(); i++) {
            LaneMark mark = all.get(i);
            int last = i;
            while (last + 1 < all.size() && all.get(last + 1).tNanos() == mark.tNanos()) {
                last++;
            }
            String words =
                    all.subList(i, last + 1).stream().map(LaneMark::words).collect(Collectors.joining(", "));
            all.subList(i, last + 1).forEach(this::sign);
            label(axis.at(mark.tNanos()), y(lane.node()), words, ends);
            i = last;
        }
    }

    private void label(double x, double y, String words, double[] ends) {
        double width = words.length() * 5.6 + 8;
        double from = Math.max(LEFT, Math.min(x - 2, RIGHT - width));
        for (int level = 0; level < ends.length; level++) {
            if (ends[level] <= from) {
                ends[level] = from + width;
                svg.line("<text class=\"did\" x=\"%.1f\" y=\"%.1f\">%s</text>", from, y - 13 - 12 * level, words);
                return;
            }
        }
    }

    private void sign(LaneMark mark) {
        double x = axis.at(mark.tNanos());
        double y = y(mark.node());
        String shape = switch (mark.kind()) {
            case TIMER -> "M%.1f %.1fm-5 -8h10l-10 16h10z";
            case PRE_CANDIDATE -> "M%.1f %.1fm0 -7l6 7l-6 7l-6 -7z";
            case CANDIDATE -> "M%.1f %.1fm0 -7l6 7l-6 7l-6 -7z";
            case LEADER -> "M%.1f %.1fm0 -9l8 14h-16z";
            case STEPPED_DOWN -> "M%.1f %.1fm0 9l8 -14h-16z";
            case BOOTED -> "M%.1f %.1fm-4 -7l10 7l-10 7z";
            case ENDED -> "M%.1f %.1fm-7 -7l14 14m0 -14l-14 14";
        };
        if (mark.kind() == LaneMark.Kind.TIMER) {
            svg.line(
                    "<path class=\"ran\" d=\"M%.1f %.1fH%.1f\"/>",
                    axis.at(Math.max(mark.sinceNanos(), picture.fromNanos())), y + 7, x);
        }
        svg.line(
                "<path class=\"%s\" d=\"" + shape + "\"><title>%s</title></path>",
                "sign " + mark.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                x,
                y,
                mark.node() + " " + mark.words() + ", at " + moment(mark.tNanos()));
    }
}
