package dev.raftbeat.screen.cluster;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.screen.Zoom;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.ClockText;
import dev.raftbeat.screen.canvas.Glyphs;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.world.Timeline.Band;
import dev.raftbeat.world.Timeline.Column;
import java.util.List;
import java.util.Optional;

/**
 * Leaders, terms and faults on one axis of time, the newest at the right. A leader's line begins with its name; a gap
 * is time in which no quorum followed anybody, with a mark where somebody campaigned.
 */
public final class StripPane implements Pane {
    private static final int LABEL = 8;

    @Override
    public void draw(Canvas canvas, Model model, long nowNanos) {
        int columns = canvas.width() - LABEL - 1;
        if (columns < 4) {
            return;
        }
        Window window = Window.of(model, columns, nowNanos);
        List<Column> strip = model.story.timeline().columns(window.from, window.to, columns, nowNanos);
        Canvas body = canvas.window(LABEL, 0, columns, canvas.height());
        canvas.put(1, 0, "leader", Style.DIM);
        leaders(body, model, strip);
        campaigns(body, model, window, strip);
        canvas.put(1, 1, "term", Style.DIM);
        terms(body, strip);
        int axis = canvas.height() - 1;
        faults(canvas.window(0, 2, canvas.width(), axis - 2), body.window(0, 2, columns, axis - 2), model, window);
        canvas.put(1, axis, "time", Style.DIM);
        axis(body, axis, model, window);
        cursor(body, model, window);
        for (int x = 0; x < columns; x++) {
            body.target(x, 0, 1, body.height(), new Spot.Moment(window.from + x * window.column));
        }
    }

    /** The moment that Enter goes to: the beginning of its column. */
    private static void cursor(Canvas body, Model model, Window window) {
        if (model.stripCursor.isPresent()) {
            int x = window.at(model.stripCursor.getAsLong());
            for (int y = 0; y < body.height(); y++) {
                body.invert(x, y, 1);
            }
        }
    }

    /** What is shown: whole columns, so that the picture steps and does not shiver. */
    private record Window(long from, long to, long column) {
        static Window of(Model model, int columns, long now) {
            long column = Zoom.columnNanos(model.zoom);
            long start = model.picture().firstNanos();
            long past = Math.max(0, now - start) / column + 1;
            long back = Math.max(0, Math.min(back(model, start, past, columns), past - columns));
            long to = start + Math.max(past - back, columns) * column;
            return new Window(to - columns * column, to, column);
        }

        /** As far back as the cursor asks for, where there is one. */
        private static long back(Model model, long start, long past, int columns) {
            if (model.stripCursor.isEmpty()) {
                return model.stripBack;
            }
            long cursor = (model.stripCursor.getAsLong() - start) / Zoom.columnNanos(model.zoom);
            return past - columns - cursor;
        }

        int at(long nanos) {
            return (int) Math.max(-1, Math.min(Integer.MAX_VALUE / 2, Math.floorDiv(nanos - from, column)));
        }
    }

    private static void leaders(Canvas body, Model model, List<Column> strip) {
        int x = 0;
        while (x < strip.size()) {
            Column here = strip.get(x);
            int end = x + 1;
            while (end < strip.size()
                    && strip.get(end).known() == here.known()
                    && strip.get(end).leader().equals(here.leader())) {
                end++;
            }
            if (here.leader().isPresent()) {
                reign(body, model, here.leader().get(), x, end);
            } else if (here.known()) {
                body.repeat(x, 0, Glyphs.DOT, end - x, Style.BAD);
            }
            x = end;
        }
    }

    private static void reign(Canvas body, Model model, NodeId leader, int from, int end) {
        Style style = model.colour(leader);
        String name = leader.name();
        body.repeat(from, 0, Glyphs.HEAVY, end - from, style);
        int room = end - from;
        if (room <= name.length()) {
            name = name.substring(Math.max(0, name.length() - room));
        }
        body.put(from, 0, Canvas.fit(name, room), style);
    }

    private static void campaigns(Canvas body, Model model, Window window, List<Column> strip) {
        for (RunFolds.Campaign campaign : model.story.campaigns(window.from, window.to)) {
            int x = window.at(campaign.tNanos());
            boolean gap = x >= 0 && x < strip.size() && strip.get(x).leader().isEmpty();
            if (gap && body.glyph(x, 0) != Glyphs.CANDIDATE) {
                char glyph = campaign.preVote() ? Glyphs.PRE_CANDIDATE : Glyphs.CANDIDATE;
                body.put(x, 0, glyph, Style.CANDIDATE);
            }
        }
    }

    private static void terms(Canvas body, List<Column> strip) {
        long last = -1;
        int free = 0;
        for (int x = 0; x < strip.size(); x++) {
            Column column = strip.get(x);
            if (!column.known() || column.term() == last) {
                continue;
            }
            String term = Long.toString(column.term());
            if (x >= free && nextChange(strip, x) >= x + term.length()) {
                body.put(x, 1, term, Style.STRONG);
                free = x + term.length() + 1;
            } else {
                body.put(x, 1, Glyphs.WALL, Style.DIM);
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

    private static void faults(Canvas labels, Canvas body, Model model, Window window) {
        List<Band> bands = model.story.timeline().bands(window.from, window.to).stream()
                .filter(band -> band.kind().equals("fault") || band.kind().equals("action"))
                .toList();
        labels.put(1, 0, "faults", Style.DIM);
        int[] free = new int[Math.max(1, body.height())];
        for (Band band : bands) {
            lane(body, band, window, free);
        }
    }

    /** Draws a band in the first lane that is free there; where none is, in the last one, beside what is there. */
    private static void lane(Canvas body, Band band, Window window, int[] free) {
        int began = window.at(band.fromNanos());
        int y = 0;
        while (y < free.length - 1 && free[y] > Math.max(0, began)) {
            y++;
        }
        boolean only = free.length == 1;
        int from = Math.max(Math.max(0, began), free[y]);
        if (from >= body.width()) {
            return;
        }
        boolean lasts = band.toNanos().isEmpty();
        int last = lasts
                ? body.width() - 1
                : Math.min(body.width() - 1, window.at(band.toNanos().getAsLong()));
        boolean action = band.kind().equals("action");
        if (!action) {
            body.repeat(from, y, Glyphs.LINE, last - from + 1, Style.WARN);
        }
        String number = Long.toString(band.fault());
        body.put(from, y, began < 0 ? Glyphs.LINE : Glyphs.BEGIN, action ? Style.STRONG : Style.WARN);
        String text = only ? number : number + " " + band.text() + " ";
        int room = action ? text.length() : Math.max(number.length(), last - from - 1);
        int end = body.putFit(from + 1, y, text, room, Style.TEXT);
        if (!lasts && !action && last > from) {
            body.put(Math.max(last, from + 1 + number.length()), y, Glyphs.END, Style.GOOD);
        }
        // In the only lane a later band may begin on this one's line, after its number.
        free[y] = only ? from + 1 + number.length() : Math.max(last + 1, end);
    }

    private static void axis(Canvas body, int y, Model model, Window window) {
        long start = model.picture().firstNanos();
        int step = 10;
        for (int x = 0; x < body.width(); x++) {
            long column = (window.from - start) / window.column + x;
            if (Math.floorMod(column, step) == 0 && x + 6 < body.width()) {
                String label = window.column < 1_000_000_000L
                        ? ClockText.moment(column * window.column).replaceFirst("(\\.\\d)\\d\\d$", "$1")
                        : ClockText.clock(column * window.column);
                body.put(x, y, '╵', Style.BORDER);
                body.put(x + 1, y, label, Style.DIM);
            }
        }
    }

    static String title(Model model) {
        String title = ScreenPart.STRIP.title() + ", a column " + Zoom.word(model.zoom);
        return model.stripCursor.isPresent()
                ? title + ", Enter goes to " + ClockText.moment(model.stripCursor.getAsLong())
                : title;
    }

    static Optional<String> leaderless(Model model, long nowNanos) {
        return model.picture().leaderlessSinceNanos().isEmpty()
                ? Optional.empty()
                : Optional.of("no leader for "
                        + ClockText.age(nowNanos
                                - model.picture().leaderlessSinceNanos().getAsLong()));
    }
}
