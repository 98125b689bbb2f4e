package dev.raftbeat.screen.cluster.strip;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.screen.Zoom;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.ClockText;
import dev.raftbeat.screen.canvas.Glyphs;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.Pane;
import dev.raftbeat.screen.cluster.RunFolds;
import dev.raftbeat.screen.cluster.ScreenPart;
import dev.raftbeat.screen.cluster.Spot;
import dev.raftbeat.screen.cluster.strip.FaultRows.Bar;
import dev.raftbeat.screen.cluster.strip.LeaderLine.Piece;
import dev.raftbeat.world.Timeline.Column;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Leaders, terms and faults on one axis of time, the newest at the right. A leader's line begins with its name; a gap
 * is time in which no quorum followed anybody, with a mark where somebody campaigned. The line is double where another
 * node claims to lead as well; who does stands below. Nothing is drawn at another time than its own.
 */
public final class StripPane implements Pane {
    private static final int LABEL = 8;
    /** Below the leaders: terms, one row of faults, and the axis. */
    private static final int ROWS_BELOW = 3;

    @Override
    public void draw(Canvas canvas, Model model, long nowNanos) {
        int columns = columns(canvas.width());
        if (columns < 4) {
            return;
        }
        StripWindow window = StripWindow.of(model, columns, nowNanos);
        List<Column> strip = columns(model, window, nowNanos);
        Canvas body = canvas.window(LABEL, 0, columns, canvas.height());
        boolean below = contested(strip) && canvas.height() > 1 + ROWS_BELOW;
        canvas.put(1, 0, "leader", Style.DIM);
        leaders(body, model, strip, window);
        campaigns(body, model, window);
        int y = 1;
        if (below) {
            canvas.put(1, y, "claims", Style.DIM);
            y++;
        }
        rivals(body, y - 1, model, strip, window, !below);
        canvas.put(1, y, "term", Style.DIM);
        terms(body, y, strip);
        y++;
        int axis = canvas.height() - 1;
        FaultLines.draw(canvas.window(0, y, canvas.width(), axis - y), LABEL, bars(model, window), window);
        canvas.window(0, axis, canvas.width(), 1).clear();
        canvas.put(1, axis, "time", Style.DIM);
        axis(body, axis, window);
        mark(body, model, window);
        for (int x = 0; x < columns; x++) {
            body.target(x, 0, 1, body.height(), new Spot.Moment(window.fromNanos() + x * window.columnNanos()));
        }
    }

    private static int columns(int width) {
        return width - LABEL - 1;
    }

    /** How many rows show everything that there is to be shown now. */
    public static int wanted(Model model, int width, long nowNanos) {
        if (columns(width) < 4) {
            return 0;
        }
        StripWindow window = StripWindow.of(model, columns(width), nowNanos);
        int rivals = contested(columns(model, window, nowNanos)) ? 1 : 0;
        return rivals + ROWS_BELOW + Math.max(1, FaultRows.wanted(bars(model, window), window));
    }

    /** How many faults have no row of their own on a strip of this size. */
    public static int hidden(Model model, int width, int height, long nowNanos) {
        if (columns(width) < 4) {
            return 0;
        }
        StripWindow window = StripWindow.of(model, columns(width), nowNanos);
        boolean contested = contested(columns(model, window, nowNanos)) && height > 1 + ROWS_BELOW;
        int rows = height - ROWS_BELOW - (contested ? 1 : 0);
        return rows < 1
                ? 0
                : FaultRows.of(bars(model, window), rows, window).hidden().size();
    }

    private static List<Column> columns(Model model, StripWindow window, long nowNanos) {
        return model.story().timeline().columns(window.fromNanos(), window.columnNanos(), window.columns(), nowNanos);
    }

    private static boolean contested(List<Column> strip) {
        return strip.stream().anyMatch(column -> !column.rivals().isEmpty());
    }

    private static List<Bar> bars(Model model, StripWindow window) {
        return model.story().timeline().bands(window.fromNanos(), window.toNanos()).stream()
                .filter(band -> band.kind().equals("fault") || band.kind().equals("action"))
                .map(band -> Bar.of(band, window))
                .filter(bar -> bar.first() <= window.lastColumn())
                .toList();
    }

    /** The moment that Enter goes to, the beginning of its column, or the one where this run and its twin part. */
    private static void mark(Canvas body, Model model, StripWindow window) {
        (model.strip.cursor().isPresent() ? model.strip.cursor() : model.strip.parting).ifPresent(nanos -> {
            for (int y = 0; y < body.height(); y++) {
                body.invert(window.at(nanos), y, 1);
            }
        });
    }

    private static void leaders(Canvas body, Model model, List<Column> strip, StripWindow window) {
        for (Piece piece : LeaderLine.of(strip)) {
            switch (piece.kind()) {
                case REIGN -> reign(body, model, piece, strip, window);
                case FLAPPING -> flapping(body, piece);
                case GAP -> body.repeat(piece.from(), 0, Glyphs.DOT, piece.width(), Style.BAD);
                case UNKNOWN -> {
                    // Nothing is known, and nothing is drawn.
                }
            }
        }
    }

    private static void reign(Canvas body, Model model, Piece piece, List<Column> strip, StripWindow window) {
        NodeId leader = piece.leader().orElseThrow();
        Style style = model.colour(leader);
        int from = piece.from();
        for (int x = from; x < piece.to(); x++) {
            body.put(x, 0, strip.get(x).rivals().isEmpty() ? Glyphs.HEAVY : Glyphs.DOUBLE, style);
        }
        boolean alone = piece.to() > window.lastColumn()
                || strip.get(piece.to()).leader().isEmpty();
        if (leader.name().length() <= piece.width() - (alone ? 0 : 1)) {
            body.put(from, 0, leader.name(), style);
        } else if (piece.begun() > 0 && piece.to() > window.lastColumn()) {
            // It has only begun: there is room for its name soon.
            body.put(from, 0, Glyphs.LEADER, style);
        } else if (piece.begun() > 0) {
            body.repeat(from, 0, Glyphs.SHADE, piece.width(), style);
        }
    }

    /** Leaders too brief to be named, and how many. */
    private static void flapping(Canvas body, Piece piece) {
        body.repeat(piece.from(), 0, Glyphs.SHADE, piece.width(), Style.WARN);
        List.of(piece.begun() + " leaders", piece.begun() + "" + Glyphs.TIMES, Integer.toString(piece.begun())).stream()
                .filter(words -> words.length() + 2 <= piece.width())
                .findFirst()
                .ifPresent(
                        words -> body.put(piece.from() + (piece.width() - words.length()) / 2, 0, words, Style.STRONG));
    }

    /**
     * Those who claim to lead against the leader, or while nobody leads.
     *
     * @param inLine whether there is no row for them, and their names stand in the line of the leader
     */
    private static void rivals(
            Canvas body, int y, Model model, List<Column> strip, StripWindow window, boolean inLine) {
        int free = 0;
        for (int x = 0; x < strip.size(); ) {
            List<NodeId> rivals = strip.get(x).rivals();
            int end = x + 1;
            while (end < strip.size() && strip.get(end).rivals().equals(rivals)) {
                end++;
            }
            String names = rivals.stream().map(NodeId::name).collect(Collectors.joining("+"));
            if (!rivals.isEmpty() && inLine) {
                besideLeader(body, y, strip, x, end, names);
            } else if (!rivals.isEmpty()) {
                Style style = rivals.size() == 1 ? model.colour(rivals.get(0)) : Style.BAD;
                body.repeat(x, y, Glyphs.DOUBLE, end - x, style);
                boolean blank = end + names.length() <= window.lastColumn()
                        && strip.subList(end, end + names.length() + 1).stream()
                                .allMatch(column -> column.rivals().isEmpty());
                int at = names.length() < end - x ? x : blank ? end : x - names.length();
                if (at >= free) {
                    body.put(at, y, names, style);
                    free = Math.max(end, at + names.length()) + 1;
                }
            }
            x = end;
        }
    }

    /** In one line: double where two claim, and their names where the line has room for them. */
    private static void besideLeader(Canvas body, int y, List<Column> strip, int from, int end, String names) {
        int at = from;
        for (int x = from; x < end; x++) {
            if (body.glyph(x, y) == Glyphs.DOT) {
                body.put(x, y, Glyphs.DOUBLE, Style.BAD);
            }
        }
        while (at < end && body.glyph(at, y) != Glyphs.DOUBLE) {
            at++;
        }
        String words = (strip.get(Math.min(at, strip.size() - 1)).leader().isPresent() ? "+" : "?") + names;
        boolean room = at + words.length() < end
                && IntStream.range(at, at + words.length()).allMatch(x -> body.glyph(x, y) == Glyphs.DOUBLE);
        if (room) {
            body.put(at, y, words, Style.BAD);
        }
    }

    private static void campaigns(Canvas body, Model model, StripWindow window) {
        for (RunFolds.Campaign campaign : model.story().campaigns(window.fromNanos(), window.toNanos())) {
            int x = window.at(campaign.tNanos());
            char there = body.glyph(x, 0);
            if (there == Glyphs.DOT || there == Glyphs.PRE_CANDIDATE) {
                char glyph = campaign.preVote() ? Glyphs.PRE_CANDIDATE : Glyphs.CANDIDATE;
                body.put(x, 0, glyph, Style.CANDIDATE);
            }
        }
    }

    private static void terms(Canvas body, int y, List<Column> strip) {
        long last = -1;
        int free = 0;
        for (int x = 0; x < strip.size(); x++) {
            Column column = strip.get(x);
            if (!column.known() || column.term() == last) {
                continue;
            }
            String term = Long.toString(column.term());
            if (x >= free && nextChange(strip, x) >= x + term.length()) {
                body.put(x, y, term, Style.STRONG);
                free = x + term.length() + 1;
            } else {
                body.put(x, y, Glyphs.WALL, Style.DIM);
            }
            last = column.term();
        }
    }

    /** Where the term changes next: a number must not run over the place of a later one. */
    private static int nextChange(List<Column> strip, int from) {
        int x = from + 1;
        while (x < strip.size()
                && strip.get(x).known()
                && strip.get(x).term() == strip.get(from).term()) {
            x++;
        }
        return x == strip.size() || !strip.get(x).known() ? Integer.MAX_VALUE : x;
    }

    private static void axis(Canvas body, int y, StripWindow window) {
        int step = 10;
        for (int x = 0; x < body.width(); x++) {
            long column = (window.fromNanos() - window.startNanos()) / window.columnNanos() + x;
            if (Math.floorMod(column, step) == 0 && x + 6 < body.width()) {
                long nanos = column * window.columnNanos();
                String label = window.columnNanos() < 1_000_000_000L
                        ? ClockText.moment(nanos).replaceFirst("(\\.\\d)\\d\\d$", "$1")
                        : ClockText.clock(nanos);
                body.put(x, y, '╵', Style.BORDER);
                body.put(x + 1, y, label, Style.DIM);
            }
        }
    }

    /** @param hidden how many faults have no row of their own */
    public static String title(Model model, int hidden) {
        String title = ScreenPart.STRIP.title() + ", a column " + Zoom.word(model.strip.zoom);
        if (model.strip.cursor().isPresent()) {
            return title + ", Enter goes to "
                    + ClockText.moment(model.strip.cursor().getAsLong());
        }
        long start = model.picture().firstNanos();
        return model.strip.end().isPresent()
                ? title + ", up to " + ClockText.clock(model.strip.end().getAsLong() - start) + " (End: now)"
                : hidden > 0 && model.whole().isEmpty() ? title + ", v: all faults" : title;
    }
}
