package dev.raftbeat.screen;

import dev.raftbeat.world.ActiveFault;
import java.util.List;

/** The flap meter, a lamp an invariant, and the active faults, one above the other. */
final class ChecksPane implements Pane {
    private static final int FLAPS_SMALL = 2;
    private static final int FLAPS_LARGE = 6;

    @Override
    public void draw(Canvas canvas, Model model, long nowNanos) {
        List<Lamp> lamps = model.story.lamps();
        List<Meter> meters = model.story.meters(nowNanos);
        int room = canvas.height() - 3;
        boolean tall = room >= FLAPS_LARGE + 4 + Math.min(6, lamps.size() / columns(canvas) + 1);
        int flaps = Math.min(meters.size(), tall ? FLAPS_LARGE : FLAPS_SMALL * 2);
        int flapRows = tall ? flaps : Math.min(FLAPS_SMALL, Math.max(1, room - 3));
        int lampRows = lampRows(canvas, lamps, room - flapRows - (tall ? 3 : 2));
        int y = 0;
        Rules.heading(canvas, y++, "Flapping", "", false);
        meters(canvas.window(0, y, canvas.width(), flapRows), meters);
        y += flapRows;
        Rules.heading(canvas, y++, "Invariants", verdict(lamps), false);
        lamps(canvas.window(0, y, canvas.width(), lampRows), lamps);
        y += lampRows;
        boolean focus = model.focus == Part.CHECKS;
        List<ActiveFault> faults = model.faults();
        String count = faults.isEmpty() ? "" : faults.size() + " active";
        Rules.heading(canvas, y++, "Faults", focus ? "Enter ends one" : count, focus);
        faults(canvas.window(0, y, canvas.width(), canvas.height() - y), model, faults, nowNanos);
    }

    private static int columns(Canvas canvas) {
        return Math.max(1, (canvas.width() - 1) / 20);
    }

    private static int lampRows(Canvas canvas, List<Lamp> lamps, int room) {
        int wanted = (lamps.size() + columns(canvas) - 1) / columns(canvas);
        return Math.max(1, Math.min(wanted, room));
    }

    private static String verdict(List<Lamp> lamps) {
        long violated = lamps.stream()
                .filter(lamp -> lamp.state() == Lamp.State.VIOLATED)
                .count();
        return violated > 0 ? violated + " VIOLATED" : "";
    }

    /** Two a row where rows are few, or else one a row. */
    private static void meters(Canvas canvas, List<Meter> meters) {
        boolean two = canvas.height() <= FLAPS_SMALL;
        int width = two ? canvas.width() / 2 : canvas.width();
        for (int i = 0; i < meters.size(); i++) {
            Meter meter = meters.get(i);
            int x = two ? (i % 2) * width : 0;
            int y = two ? i / 2 : i;
            Canvas cell = canvas.window(x, y, width, 1);
            String name = two ? meter.shortName() : meter.name();
            cell.put(1, 0, name, Style.DIM);
            cell.putRight(Math.min(width - 1, two ? width - 1 : 40), 0, meter.value(), meter.style());
        }
    }

    /** A lamp in words where all fit; otherwise those that do not hold in words, and the others as glyphs in a row. */
    private static void lamps(Canvas canvas, List<Lamp> lamps) {
        int columns = columns(canvas);
        if (lamps.size() <= columns * canvas.height()) {
            int width = (canvas.width() - 1) / columns;
            for (int i = 0; i < lamps.size(); i++) {
                words(canvas, 1 + i % columns * width, i / columns, width - 1, lamps.get(i));
            }
            return;
        }
        int x = 1;
        for (Lamp lamp : lamps) {
            canvas.put(x, 0, lamp.state().glyph(), lamp.state().style());
            x += 1;
        }
        List<Lamp> worst =
                lamps.stream().sorted((a, b) -> b.state().compareTo(a.state())).toList();
        long holding =
                lamps.stream().filter(lamp -> lamp.state() == Lamp.State.HOLDS).count();
        canvas.put(x + 1, 0, holding + " of " + lamps.size() + " hold", Style.DIM);
        for (int y = 1; y < canvas.height(); y++) {
            words(canvas, 1, y, canvas.width() - 2, worst.get(y - 1));
        }
    }

    private static void words(Canvas canvas, int x, int y, int width, Lamp lamp) {
        Style style = lamp.state().style();
        canvas.put(x, y, lamp.state().glyph(), style);
        boolean violated = lamp.state() == Lamp.State.VIOLATED;
        String word = lamp.state().word();
        boolean roomy = width >= lamp.title().length() + word.length() + 4;
        if (violated || roomy) {
            canvas.putFit(x + 2, y, word + " " + lamp.title(), width - 2, violated ? Style.BAD : Style.TEXT);
            canvas.putFit(x + 2, y, word, width - 2, style);
        } else {
            canvas.putFit(x + 2, y, lamp.title(), width - 2, lamp.state() == Lamp.State.HOLDS ? Style.TEXT : Style.DIM);
        }
    }

    private static void faults(Canvas canvas, Model model, List<ActiveFault> faults, long nowNanos) {
        if (faults.isEmpty()) {
            canvas.put(1, 0, "none", Style.DIM);
            return;
        }
        int chosen = Math.min(model.fault, faults.size() - 1);
        boolean focus = model.focus == Part.CHECKS;
        int from = focus ? Math.max(0, chosen - canvas.height() + 1) : Math.max(0, faults.size() - canvas.height());
        for (int y = 0; y < canvas.height() && from + y < faults.size(); y++) {
            ActiveFault fault = faults.get(from + y);
            if (focus && from + y == chosen) {
                canvas.put(0, y, Glyphs.HERE, Style.FOCUS);
            }
            String number = Long.toString(fault.fault());
            int x = Math.max(3, number.length() + 1);
            canvas.putRight(x, y, number, Style.WARN);
            canvas.putFit(x + 1, y, fault.text(), canvas.width() - x - 7, Style.TEXT);
            canvas.putRight(canvas.width() - 1, y, Times.age(nowNanos - fault.beganNanos()), Style.DIM);
        }
    }
}
