package dev.raftbeat.screen.cluster.pane;

import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.ClockText;
import dev.raftbeat.screen.canvas.Glyphs;
import dev.raftbeat.screen.canvas.Lamp;
import dev.raftbeat.screen.canvas.Lamp.State;
import dev.raftbeat.screen.canvas.Meter;
import dev.raftbeat.screen.canvas.Rules;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.Pane;
import dev.raftbeat.screen.cluster.ScreenPart;
import dev.raftbeat.screen.cluster.Spot;
import java.util.ArrayList;
import java.util.List;

/** The flap meter, a lamp an invariant, and the active faults, one above the other. */
final class ChecksPane implements Pane {
    private static final int FLAPS_SMALL = 2;
    private static final int FLAPS_LARGE = 6;
    private static final int FAULTS_LEAST = 3;
    private static final int LAMP = 22;
    private static final int WORD = 8;
    private static final int TITLE = 21;
    private static final int DETAILED = 70;

    @Override
    public void draw(Canvas canvas, Model model, long nowNanos) {
        canvas.target(0, 0, canvas.width(), canvas.height(), new Spot.Part(ScreenPart.CHECKS));
        List<Lamp> lamps = model.story().lamps();
        List<Meter> meters = meters(model, nowNanos);
        if (canvas.height() < 8) {
            tiny(canvas, model, nowNanos, lamps, meters);
            return;
        }
        int room = canvas.height() - 3;
        boolean alone = model.whole().isPresent() && canvas.width() >= DETAILED;
        int columns = alone ? 1 : columns(canvas);
        int allLamps = (lamps.size() + columns - 1) / columns;
        boolean tall = room >= FLAPS_LARGE + allLamps + FAULTS_LEAST;
        int flapRows = tall ? FLAPS_LARGE : FLAPS_SMALL;
        int lampRows = Math.max(1, Math.min(allLamps, room - flapRows - Math.min(FAULTS_LEAST, room / 3)));
        int y = 0;
        Rules.heading(canvas, y++, "Flapping", tall ? "" : Meter.failovers(meters), false);
        meters(canvas.window(0, y, canvas.width(), flapRows), meters);
        y += flapRows;
        Rules.heading(canvas, y++, "Invariants", verdict(canvas, lamps), false);
        lamps(canvas.window(0, y, canvas.width(), lampRows), columns, lamps);
        y += lampRows;
        boolean focus = model.focus == ScreenPart.CHECKS;
        List<FaultSpan> faults = model.faults();
        String count = faults.isEmpty() ? "" : faults.size() + " active";
        Rules.heading(canvas, y++, "Faults", focus ? "Enter ends one" : count, focus);
        faults(canvas.window(0, y, canvas.width(), canvas.height() - y), model, faults, nowNanos);
    }

    /** One heading, a row of figures, a row of lamps and one for what is violated, and what is left for the faults. */
    private static void tiny(Canvas canvas, Model model, long now, List<Lamp> lamps, List<Meter> meters) {
        Rules.heading(
                canvas,
                0,
                canvas.width() < 40 ? "Checks" : "Checks, faults",
                verdict(canvas, lamps),
                model.focus == ScreenPart.CHECKS);
        meters(canvas.window(0, 1, canvas.width(), 1), meters);
        boolean broken = lamps.stream().anyMatch(lamp -> lamp.state() == State.VIOLATED);
        int lampRows = broken && canvas.height() > 4 ? 2 : 1;
        if (canvas.height() > 2) {
            lamps(canvas.window(0, 2, canvas.width(), lampRows), 1, lamps);
        }
        int y = 2 + lampRows;
        faults(canvas.window(0, y, canvas.width(), canvas.height() - y), model, model.faults(), now);
    }

    private static int columns(Canvas canvas) {
        return Math.max(1, (canvas.width() - 1) / LAMP);
    }

    /** The states in words, the worst first; where there is little room, the worst alone. */
    private static String verdict(Canvas canvas, List<Lamp> lamps) {
        List<String> words = new ArrayList<>();
        for (int i = State.values().length - 1; i >= 0; i--) {
            State state = State.values()[i];
            long count = lamps.stream().filter(lamp -> lamp.state() == state).count();
            if (count > 0) {
                words.add(count + " " + state.plural());
            }
        }
        if (words.size() == 1 && lamps.get(0).state() == State.HOLDS) {
            return "all hold";
        }
        return canvas.width() < 40 && !words.isEmpty() ? words.get(0) : String.join(", ", words);
    }

    /** While time is stopped, those of this very moment; else such as can be read. */
    private static List<Meter> meters(Model model, long nowNanos) {
        boolean stopped = model.time().filter(time -> !time.playing()).isPresent();
        return stopped ? model.story().metersExactly(nowNanos) : model.story().meters(nowNanos);
    }

    /** Two a row where rows are few, or else one a row. */
    private static void meters(Canvas canvas, List<Meter> meters) {
        boolean two = canvas.height() <= FLAPS_SMALL;
        int width = two ? canvas.width() / 2 : canvas.width();
        for (int i = 0; i < meters.size(); i++) {
            Meter meter = meters.get(i);
            int x = two ? (i % 2) * width : 0;
            int y = two ? i / 2 : i;
            if (y < canvas.height()) {
                Canvas cell = canvas.window(x, y, width, 1);
                String name = two ? meter.shortName() : meter.name();
                int end = two ? width < 20 ? width : width - 2 : Math.min(width - 1, 40);
                cell.putFit(1, 0, name, end - meter.value().length() - 2, Style.DIM);
                cell.putRight(end, 0, meter.value(), meter.style());
            }
        }
    }

    /** A lamp in words where all fit; otherwise those that do not hold in words, and the others as glyphs in a row. */
    private static void lamps(Canvas canvas, int columns, List<Lamp> lamps) {
        if (lamps.size() <= columns * canvas.height()) {
            int width = (canvas.width() - 1) / columns;
            boolean roomy = lamps.stream().allMatch(lamp -> lamp.title().length() + WORD + 4 <= width);
            for (int i = 0; i < lamps.size(); i++) {
                words(canvas, 1 + i % columns * width, i / columns, width - 1, roomy, lamps.get(i));
            }
            return;
        }
        int x = 1;
        for (Lamp lamp : lamps) {
            canvas.put(x, 0, lamp.state().glyph(), lamp.state().style());
            x += canvas.width() > 2 * lamps.size() ? 2 : 1;
        }
        List<Lamp> worst =
                lamps.stream().sorted((a, b) -> b.state().compareTo(a.state())).toList();
        for (int y = 1; y < canvas.height(); y++) {
            words(canvas, 1, y, canvas.width() - 2, true, worst.get(y - 1));
        }
    }

    /** Glyph and title; the word between them, and what is behind it, where there is room for them in every lamp. */
    private static void words(Canvas canvas, int x, int y, int width, boolean roomy, Lamp lamp) {
        canvas.put(x, y, lamp.state().glyph(), lamp.state().style());
        int at = x + 2;
        if (roomy) {
            canvas.put(at, y, lamp.state().word(), lamp.state().style());
            at += WORD + 1;
        }
        Style title = lamp.state() == State.HOLDS ? Style.TEXT : lamp.state().style();
        canvas.putFit(at, y, lamp.title(), width >= DETAILED - 2 ? TITLE - 1 : x + width - at, title);
        if (width >= DETAILED - 2) {
            canvas.putFit(at + TITLE, y, lamp.detail(), x + width - at - TITLE, Style.DIM);
        }
    }

    private static void faults(Canvas canvas, Model model, List<FaultSpan> faults, long nowNanos) {
        if (faults.isEmpty() && canvas.height() > 0) {
            canvas.put(1, 0, "none", Style.DIM);
            return;
        }
        int chosen = Math.min(model.cursors.fault(), faults.size() - 1);
        boolean focus = model.focus == ScreenPart.CHECKS;
        int from = focus ? Math.max(0, chosen - canvas.height() + 1) : Math.max(0, faults.size() - canvas.height());
        for (int y = 0; y < canvas.height() && from + y < faults.size(); y++) {
            FaultSpan fault = faults.get(from + y);
            if (focus && from + y == chosen) {
                canvas.put(0, y, Glyphs.HERE, Style.FOCUS);
            }
            String number = Long.toString(fault.number());
            int x = Math.max(3, number.length() + 1);
            canvas.target(0, y, canvas.width(), 1, new Spot.ActiveFault(from + y));
            canvas.putRight(x, y, number, Style.WARN);
            canvas.putFit(x + 1, y, fault.text(), canvas.width() - x - 7, Style.TEXT);
            canvas.putRight(canvas.width() - 1, y, ClockText.age(nowNanos - fault.fromNanos()), Style.DIM);
        }
    }
}
