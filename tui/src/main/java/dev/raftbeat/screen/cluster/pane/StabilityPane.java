package dev.raftbeat.screen.cluster.pane;

import dev.raftbeat.history.TimingRequirement;
import dev.raftbeat.history.TimingRequirement.Misfit;
import dev.raftbeat.history.TimingRequirement.Severity;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.Pane;
import java.util.Optional;

/** What was measured of the network and the processes beside the timeouts; and where they do not fit, what to change. */
final class StabilityPane implements Pane {
    private static final int ROOMY = 20;
    private static final int LABEL = 8;

    /** How many rows it takes of a body of this height. */
    static int rows(Model model, int height, long nowNanos) {
        Optional<TimingRequirement> timing = model.story().timing(nowNanos);
        if (timing.isEmpty()) {
            return 0;
        }
        boolean fits = timing.get().misfits().isEmpty();
        int rows = height >= ROOMY ? fits ? 1 : 3 : fits || height < ROOMY / 2 ? 0 : 1;
        return rows + (height >= ROOMY / 2 && model.story().busy().isPresent() ? 1 : 0);
    }

    @Override
    public void draw(Canvas canvas, Model model, long nowNanos) {
        TimingRequirement timing = model.story().timing(nowNanos).orElseThrow();
        Optional<Misfit> worst = timing.misfits().stream().findFirst();
        Optional<String> busy = model.story().busy();
        busy.ifPresent(warning -> row(canvas, 0, "busy", warning, Style.WARN));
        int y = busy.isPresent() ? 1 : 0;
        if (canvas.height() - y != 1 || worst.isEmpty()) {
            row(canvas, y++, "timing", timing.measured(), Style.DIM);
        }
        if (worst.isPresent()) {
            Style style = worst.get().severity() == Severity.FAILS ? Style.BAD : Style.WARN;
            row(canvas, y++, word(worst.get().severity()), worst.get().what(), style);
            if (y < canvas.height()) {
                row(canvas, y, "better", worst.get().remedy(), Style.TEXT);
            }
        }
    }

    private static void row(Canvas canvas, int y, String label, String text, Style style) {
        canvas.put(1, y, label, style);
        canvas.putFit(LABEL, y, text, canvas.width() - LABEL, style);
    }

    private static String word(Severity severity) {
        return switch (severity) {
            case FAILS -> "fails";
            case FLAPS -> "flaps";
            case NEAR -> "near";
            case ODD -> "odd";
        };
    }
}
