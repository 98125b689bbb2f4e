package dev.raftbeat.screen.workers;

import dev.raftbeat.lab.detector.Suspicion.Opinion;
import dev.raftbeat.lab.membership.WorkerState;
import dev.raftbeat.lab.membership.WorkerView;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.ClockText;
import dev.raftbeat.screen.canvas.Glyphs;
import dev.raftbeat.screen.canvas.Rules;
import dev.raftbeat.screen.canvas.Style;
import java.util.List;
import java.util.Locale;

/**
 * A line a worker. The bar is the silence since its last heartbeat; the wall in it is the worker's timeout, four fifths
 * of the way, so that one sees how far beyond it the dead are.
 */
final class WorkersPane {
    private static final int NAME_LEAST = 10;
    private static final int STATE = 12;
    private static final int AGE = 6;
    private static final int LEVEL = 16;
    private static final int GENERATION = 5;
    private static final int READY = 11;
    private static final int BAR_LEAST = 12;

    /** A worker's line, by its place among those that are shown. */
    record Row(int place) implements Canvas.Target {}

    private WorkersPane() {}

    static void draw(Canvas canvas, WorkersModel model, long nowNanos) {
        List<WorkerView> all = model.shown();
        int rows = canvas.height() - 1;
        int selection = model.selection();
        model.top = Math.max(0, Math.min(Math.min(model.top, selection), all.size() - rows));
        model.top = Math.max(model.top, selection - rows + 1);
        String hidden = all.size() > rows ? (selection + 1) + " of " + all.size() : "";
        String filter = model.filter.isEmpty() ? "" : "/" + model.filter + "  ";
        Rules.heading(canvas, 0, "Workers", filter + hidden, true);
        if (all.isEmpty()) {
            canvas.put(2, 1, model.filter.isEmpty() ? "no worker has been heard yet" : "none matches", Style.DIM);
        }
        for (int i = 0; i < rows && model.top + i < all.size(); i++) {
            WorkerView member = all.get(model.top + i);
            Canvas line = canvas.window(0, 1 + i, canvas.width(), 1);
            line.target(0, 0, canvas.width(), 1, new Row(model.top + i));
            line(line, member, model.ageNanos(member, nowNanos), model.top + i == selection);
        }
    }

    private static void line(Canvas canvas, WorkerView member, long ageNanos, boolean selected) {
        WorkerGlyph face = WorkerGlyph.of(member.state());
        int width = canvas.width();
        boolean wide = width >= 76;
        int name = Math.max(NAME_LEAST, Math.min(24, width / 7));
        int right = AGE + (wide ? LEVEL + GENERATION + READY : 0);
        int bar = width - 2 - name - 1 - STATE - right - 1;
        if (selected) {
            canvas.put(0, 0, Glyphs.HERE, Style.FOCUS);
        }
        int x = 2;
        canvas.put(x, 0, WorkersPicture.name(member, name), selected ? Style.STRONG : Style.TEXT);
        x += name + 1;
        canvas.put(x, 0, face.glyph(), face.style());
        canvas.put(x + 2, 0, member.state().word(), face.style());
        x += STATE;
        if (bar >= BAR_LEAST) {
            bar(canvas, x, bar, member, ageNanos);
            x += bar;
        }
        canvas.putRight(x + AGE, 0, ClockText.age(ageNanos), Style.TEXT);
        x += AGE;
        if (wide) {
            canvas.putRight(x + LEVEL - 1, 0, level(member), levelStyle(member));
            x += LEVEL;
            canvas.putRight(x + GENERATION - 1, 0, generation(member), Style.DIM);
            x += GENERATION;
            boolean ready = member.notReady().isEmpty();
            canvas.putFit(
                    x,
                    0,
                    ready ? "ready" : Glyphs.PAUSED + " " + shortly(member),
                    width - x,
                    ready ? Style.DIM : Style.PAUSED);
        }
    }

    private static String shortly(WorkerView member) {
        String because = member.notReady().orElse("");
        return because.startsWith("its readiness") ? "probe" : because.startsWith("says") ? "not ready" : because;
    }

    private static void bar(Canvas canvas, int x, int columns, WorkerView member, long ageNanos) {
        int wall = columns * 4 / 5;
        double share = (double) ageNanos / Math.max(1, member.deadAfterNanos());
        int filled = (int) Math.min(columns, Math.round(share * wall));
        Style style = member.state() == WorkerState.ALIVE || member.state() == WorkerState.REJOINED
                ? Style.BAR
                : WorkerGlyph.of(member.state()).style();
        canvas.repeat(x, 0, Glyphs.TRACK, columns, Style.TRACK);
        canvas.repeat(x, 0, Glyphs.FULL, filled, style);
        canvas.put(x + wall, 0, Glyphs.WALL, filled > wall ? Style.BAD : Style.STRONG);
    }

    private static String generation(WorkerView member) {
        long generation = member.last().generation();
        return generation == 0 ? "-" : generation > 99_999 ? "…" + generation % 1_000 : "g" + generation;
    }

    /** Such as {@code phi 3.2/8}. */
    static String level(WorkerView member) {
        if (member.suspicion().opinion() == Opinion.UNKNOWN || member.state() == WorkerState.LEFT) {
            return "-";
        }
        String unit = member.suspicion().unit();
        String numbers = number(member.suspicion().level()) + "/"
                + number(member.suspicion().threshold());
        return unit.equals("phi") ? "phi " + numbers : numbers + " " + unit;
    }

    private static String number(double value) {
        if (value >= 100) {
            return value > 9_999 ? ">9999" : String.format(Locale.ROOT, "%.0f", value);
        }
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static Style levelStyle(WorkerView member) {
        double share = member.suspicion().share();
        return share >= 1 ? Style.BAD : share >= 0.5 ? Style.WARN : Style.DIM;
    }
}
