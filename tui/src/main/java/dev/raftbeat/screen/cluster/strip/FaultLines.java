package dev.raftbeat.screen.cluster.strip;

import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.Glyphs;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.screen.cluster.strip.FaultRows.Bar;
import dev.raftbeat.screen.cluster.strip.FaultRows.Placed;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The faults of the strip: a line each from its beginning to its end; those without a row of their own in the last one. */
final class FaultLines {
    private FaultLines() {}

    /** @param label how many columns at the left are not of the window */
    static void draw(Canvas canvas, int label, List<Bar> bars, StripWindow window) {
        if (canvas.height() < 1) {
            return;
        }
        canvas.put(1, 0, "faults", Style.DIM);
        FaultRows faults = FaultRows.of(bars, canvas.height(), window);
        Canvas body = canvas.window(label, 0, window.columns(), canvas.height());
        for (int y = 0; y < faults.rows().size(); y++) {
            for (Placed placed : faults.rows().get(y)) {
                line(body, y, placed);
            }
        }
        if (!faults.hidden().isEmpty()) {
            int y = canvas.height() - 1;
            if (y > 0) {
                canvas.put(1, y, faults.hidden().size() + " more", Style.WARN);
            }
            together(body, y, faults.hidden());
        }
    }

    private static void line(Canvas body, int y, Placed placed) {
        Bar bar = placed.bar();
        if (!bar.action()) {
            body.repeat(bar.first(), y, Glyphs.LINE, bar.to() - bar.first() + 1, Style.WARN);
        }
        if (bar.ended() && bar.to() > bar.first()) {
            body.put(bar.to(), y, Glyphs.END, Style.GOOD);
        }
        if (bar.from() >= 0) {
            body.put(bar.from(), y, Glyphs.BEGIN, bar.action() ? Style.STRONG : Style.WARN);
        }
        int end = body.put(placed.textAt(), y, placed.words(), Style.TEXT);
        if (end < bar.to() && placed.textAt() > bar.first()) {
            body.put(end, y, ' ', Style.TEXT);
        }
    }

    /** Many in one row: where each begins and ends, its number where there is room, and double where several go on. */
    private static void together(Canvas body, int y, List<Bar> bars) {
        int[] going = new int[body.width() + 1];
        TreeMap<Integer, Integer> marks = new TreeMap<>();
        for (Bar bar : bars) {
            for (int x = bar.first(); !bar.action() && x <= bar.to(); x++) {
                going[x]++;
            }
            marks.merge(bar.from(), 1, Integer::sum);
            if (bar.ended() && bar.to() > bar.first()) {
                marks.merge(bar.to(), 0, Integer::sum);
            }
        }
        for (int x = 0; x < body.width(); x++) {
            if (going[x] > 0) {
                body.put(x, y, going[x] == 1 ? Glyphs.LINE : Glyphs.DOUBLE, Style.WARN);
            }
        }
        marks.forEach((x, begins) -> {
            body.put(x, y, begins > 0 ? Glyphs.BEGIN : Glyphs.END, begins > 0 ? Style.WARN : Style.GOOD);
            Integer next = marks.higherKey(x);
            String number = begins == 0 || x < 0 ? "" : numbers(bars, x);
            int room = (next == null ? body.width() : next) - x - 1;
            if (number.length() <= room) {
                body.put(x + 1, y, number, Style.TEXT);
            }
        });
    }

    /** The numbers of those that begin in this column: {@code 3}, {@code 3-5}, {@code 3,5}. */
    private static String numbers(List<Bar> bars, int column) {
        long[] all = bars.stream()
                .filter(bar -> bar.from() == column)
                .mapToLong(Bar::number)
                .sorted()
                .toArray();
        long last = all[all.length - 1];
        return all.length > 2 && last - all[0] == all.length - 1
                ? all[0] + "-" + last
                : LongStream.of(all).mapToObj(Long::toString).collect(Collectors.joining(","));
    }
}
