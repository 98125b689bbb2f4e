package dev.raftbeat.screen.cluster.page;

import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.ClockText;
import dev.raftbeat.screen.canvas.Rules;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.Pane;
import dev.raftbeat.screen.cluster.Scroll;
import dev.raftbeat.spacetime.SpaceTime;
import dev.raftbeat.why.Explanation;
import dev.raftbeat.why.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The chain of causes behind one fact, the oldest first, and what it comes down to. */
public final class WhyPane implements Pane {
    private static final int BESIDE_FROM_WIDTH = 160;

    private record Line(String time, String text, Style style) {}

    @Override
    public void draw(Canvas canvas, Model model, long nowNanos) {
        Optional<SpaceTime> picture = model.arrows.picture();
        int beside =
                picture.isEmpty() ? 0 : canvas.width() >= BESIDE_FROM_WIDTH ? canvas.width() * 3 / 5 : canvas.width();
        int left = canvas.width() - beside;
        if (left > 0) {
            Canvas words = canvas.window(0, 0, left, canvas.height());
            Scroll scroll = model.why.scroll;
            scroll.shownFrom(
                    draw(words, model.why.explanation(), model.picture().firstNanos(), scroll.top()));
        }
        picture.ifPresent(one -> arrows(canvas.window(left, 0, beside, canvas.height()), one, model));
    }

    private static void arrows(Canvas canvas, SpaceTime picture, Model model) {
        canvas.clear();
        Rules.heading(
                canvas,
                0,
                "In space and time",
                model.why.explanation().map(WhyPane::of).orElse(""),
                true);
        Canvas below = canvas.window(0, 1, canvas.width(), canvas.height() - 1);
        Scroll scroll = model.arrows.scroll;
        scroll.shownFrom(new ArrowsPane(picture, canvas.width()).draw(below, scroll.top()));
    }

    /** Draws an explanation from this line on, or from an earlier one where that fills the window; answers from which. */
    public static int draw(Canvas canvas, Optional<Explanation> explanation, long zeroNanos, int wantedTop) {
        canvas.clear();
        Rules.heading(canvas, 0, "Why", explanation.map(WhyPane::of).orElse(""), true);
        List<Line> lines =
                explanation.map(one -> lines(one, zeroNanos, canvas.width())).orElse(List.of());
        int rows = canvas.height() - 1;
        int top = Math.max(0, Math.min(wantedTop, lines.size() - rows));
        int shown = top + rows < lines.size() ? rows - 1 : rows;
        for (int y = 0; y < shown && top + y < lines.size(); y++) {
            Line line = lines.get(top + y);
            canvas.putRight(textAt() - 2, 1 + y, line.time(), Style.DIM);
            canvas.put(textAt(), 1 + y, line.text(), line.style());
        }
        if (top + rows < lines.size()) {
            canvas.putRight(canvas.width() - 1, canvas.height() - 1, " ↓ more ", Style.KEY);
        }
        return top;
    }

    private static int textAt() {
        return 13;
    }

    private static String of(Explanation one) {
        return one.what() + " (" + one.of().id() + ")";
    }

    private static List<Line> lines(Explanation one, long zero, int width) {
        List<Line> lines = new ArrayList<>();
        List<String> texts = one.texts();
        for (int i = 0; i < texts.size(); i++) {
            Style style = i == 0 && one.origin().kind() == Origin.Kind.FAULT ? Style.WARN : Style.TEXT;
            add(lines, ClockText.moment(one.steps().get(i).tNanos() - zero), texts.get(i), style, width);
        }
        lines.add(new Line("", "", Style.TEXT));
        add(lines, "", one.verdict(), one.origin().decided() ? Style.STRONG : Style.BAD, width);
        if (!one.judgement().isEmpty()) {
            add(lines, "", "The change of leader was " + one.judgement() + ".", Style.STRONG, width);
        }
        return lines;
    }

    private static void add(List<Line> lines, String time, String text, Style style, int width) {
        String first = time;
        for (String part : Canvas.wrap(text, width - textAt() - 1)) {
            lines.add(new Line(first, part, style));
            first = "";
        }
    }
}
