package dev.raftbeat.screen.cluster.page;

import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.ClockText;
import dev.raftbeat.screen.canvas.Glyphs;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.spacetime.Arrow;
import dev.raftbeat.spacetime.Lane;
import dev.raftbeat.spacetime.LaneMark;
import dev.raftbeat.spacetime.NodeState;
import dev.raftbeat.spacetime.Row;
import dev.raftbeat.spacetime.SpaceTime;
import dev.raftbeat.world.PlainText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** An election in space and time, drawn with characters: lanes side by side, time downward, an arrow a message. */
public final class ArrowsPane {
    private static final List<String> LEGEND = List.of(
            "• sends",
            "→ arrives",
            "✗ lost there, or its process ends",
            "… arrives later",
            "× timer fires",
            "★ elected",
            "Lanes: │ follower",
            "◇ asks for promises",
            "◆ candidate",
            "█ leader",
            "‖ stands still",
            "blank: down");

    private static final int TIME = 11;
    private static final int WORDS_LEAST = 30;
    private static final int LANE_LEAST = 4;
    private static final int LANE_MOST = 12;

    /** A row of the picture, or a piece of one whose words need more room. */
    private record Line(Optional<Row> row, long silenceNanos, String words) {}

    private final SpaceTime picture;
    private final int width;
    private final int lane;
    private final List<Line> lines = new ArrayList<>();

    /** @param width in columns, within which all of it has to fit */
    public ArrowsPane(SpaceTime picture, int width) {
        this.picture = picture;
        this.width = width;
        int room = width - TIME - Math.max(WORDS_LEAST, width * 2 / 5);
        int count = Math.max(1, picture.lanes().size());
        lane = Math.max(LANE_LEAST, Math.min(LANE_MOST, room / count));
        for (Row row : Row.of(picture)) {
            if (row.silenceNanos() > 0) {
                lines.add(new Line(Optional.empty(), row.silenceNanos(), ""));
            }
            Optional<Row> first = Optional.of(row);
            for (String words : Canvas.wrap(row.words(), Math.max(8, width - words() - 1))) {
                lines.add(new Line(first, 0, words));
                first = Optional.empty();
            }
        }
    }

    /** How many rows all of it needs, its head and its legend among them. */
    public int rows() {
        return lines.size() + 1 + legend().size();
    }

    /**
     * Draws its head, and as many lines as there is room for, from this one on or from an earlier one where that fills the
     * window; answers from which.
     */
    public int draw(Canvas canvas, int wantedTop) {
        for (int i = 0; i < picture.lanes().size(); i++) {
            String name = picture.lanes().get(i).node().name();
            canvas.putFit(x(i), 0, name, lane - 1, Style.ofMember(i));
        }
        List<String> legend = legend();
        int rows = canvas.height() - 1 - legend.size();
        int top = Math.max(0, Math.min(wantedTop, lines.size() - rows));
        long at = picture.fromNanos();
        for (int i = 0; i < lines.size() && i < top + rows; i++) {
            Line line = lines.get(i);
            at = line.row().map(Row::lastNanos).orElse(at);
            if (i >= top) {
                line(canvas, 1 + i - top, line, at);
            }
        }
        for (int i = 0; i < legend.size(); i++) {
            canvas.put(1, canvas.height() - legend.size() + i, legend.get(i), Style.DIM);
        }
        if (top + rows < lines.size()) {
            canvas.putRight(canvas.width() - 1, Math.max(0, rows), " ↓ more ", Style.KEY);
        }
        return top;
    }

    /** What the signs mean, in as many lines as it needs. */
    private List<String> legend() {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String entry : LEGEND) {
            if (!line.isEmpty() && line.length() + entry.length() + 3 > width) {
                lines.add(line);
                line = "";
            }
            line += (line.isEmpty() ? "" : "  ") + entry;
        }
        lines.add(line);
        return lines;
    }

    private int x(int place) {
        return TIME + 1 + place * lane;
    }

    private int words() {
        return TIME + 1 + picture.lanes().size() * lane;
    }

    private void line(Canvas canvas, int y, Line line, long at) {
        for (int i = 0; i < picture.lanes().size(); i++) {
            Lane one = picture.lanes().get(i);
            Optional<NodeState> state = one.at(at);
            canvas.put(
                    x(i),
                    y,
                    state.map(ArrowsPane::glyph).orElse(' '),
                    state.map(ArrowsPane::style).orElse(Style.DIM));
        }
        if (line.silenceNanos() > 0) {
            canvas.put(words(), y, "· · " + PlainText.duration(line.silenceNanos()) + " · ·", Style.DIM);
            return;
        }
        line.row().ifPresent(row -> {
            canvas.putRight(TIME - 1, y, ClockText.moment(row.tNanos() - picture.zeroNanos()), Style.DIM);
            row.arrows().stream()
                    .sorted(Comparator.comparingInt(this::length).reversed())
                    .forEach(arrow -> arrow(canvas, y, arrow, row.isBehind(arrow)));
            row.marks().forEach(mark -> mark(canvas, y, mark));
        });
        Style style = line.row().map(ArrowsPane::style).orElse(Style.TEXT);
        canvas.put(words(), y, line.words(), style);
    }

    private int length(Arrow arrow) {
        return Math.abs(picture.place(arrow.to()) - picture.place(arrow.from()));
    }

    private void arrow(Canvas canvas, int y, Arrow arrow, boolean behind) {
        int from = picture.place(arrow.from());
        int to = picture.place(arrow.to());
        if (from < 0 || to < 0) {
            return;
        }
        int step = to > from ? 1 : -1;
        Style style = arrow.loss().isPresent() ? Style.BAD : style(arrow);
        int end = arrow.lostAtSender() ? x(from) + 2 * step : x(to) - step;
        for (int x = x(from) + step; x != end; x += step) {
            char there = canvas.glyph(x, y);
            if (there == ' ' || there == Glyphs.LINE) {
                canvas.put(x, y, Glyphs.LINE, style);
            }
        }
        canvas.put(x(from), y, Glyphs.BULLET, style);
        char head = step > 0 ? Glyphs.ARROW : '←';
        if (behind) {
            canvas.put(end, y, Glyphs.ELLIPSIS, style);
            return;
        }
        canvas.put(end, y, arrow.arrived() ? head : arrow.loss().isPresent() ? Glyphs.DEAD : Glyphs.UNKNOWN, style);
    }

    private void mark(Canvas canvas, int y, LaneMark mark) {
        int place = picture.place(mark.node());
        if (place >= 0) {
            char glyph = switch (mark.kind()) {
                case TIMER -> '×';
                case PRE_CANDIDATE -> Glyphs.PRE_CANDIDATE;
                case CANDIDATE -> Glyphs.CANDIDATE;
                case LEADER -> Glyphs.LEADER;
                case STEPPED_DOWN -> Glyphs.END;
                case BOOTED -> Glyphs.HERE;
                case ENDED -> Glyphs.DEAD;
            };
            canvas.put(x(place), y, glyph, mark.kind() == LaneMark.Kind.ENDED ? Style.BAD : Style.STRONG);
        }
    }

    private static Style style(Row row) {
        if (!row.faults().isEmpty()) {
            return Style.WARN;
        }
        if (!row.marks().isEmpty()) {
            return Style.STRONG;
        }
        return row.arrows().stream().noneMatch(Arrow::arrived)
                ? Style.BAD
                : style(row.arrows().get(0));
    }

    private static Style style(Arrow arrow) {
        return switch (arrow.purpose()) {
            case HEARTBEAT, ACKNOWLEDGEMENT -> Style.DIM;
            case VOTE_GRANTED, PREVOTE_GRANTED -> Style.GOOD;
            case VOTE_DENIED, PREVOTE_DENIED -> Style.WARN;
            default -> Style.TEXT;
        };
    }

    private static char glyph(NodeState state) {
        return switch (state.look()) {
            case "down" -> ' ';
            case "paused" -> Glyphs.PAUSED;
            case "leader" -> Glyphs.FULL;
            case "candidate" -> Glyphs.CANDIDATE;
            case "pre-candidate" -> Glyphs.PRE_CANDIDATE;
            default -> Glyphs.WALL;
        };
    }

    private static Style style(NodeState state) {
        return switch (state.look()) {
            case "down" -> Style.DEAD;
            case "paused" -> Style.PAUSED;
            case "leader" -> Style.LEADER;
            case "candidate", "pre-candidate" -> Style.CANDIDATE;
            default -> Style.FOLLOWER;
        };
    }

    /** The whole picture as lines of text. */
    public static String text(SpaceTime picture, int width) {
        ArrowsPane pane = new ArrowsPane(picture, width);
        Canvas canvas = new Canvas(width, pane.rows());
        Object ignored = pane.draw(canvas, 0);
        return canvas.text();
    }
}
