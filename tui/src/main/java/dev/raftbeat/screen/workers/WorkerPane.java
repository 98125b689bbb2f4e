package dev.raftbeat.screen.workers;

import dev.raftbeat.fault.word.WorkerLine;
import dev.raftbeat.lab.membership.WorkerHeartbeat;
import dev.raftbeat.lab.membership.WorkerView;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.Glyphs;
import dev.raftbeat.screen.canvas.Rules;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.screen.workers.WorkersModel.Level;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.world.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The selected worker: what it tells of itself, and its suspicion over the last minute against the threshold. */
final class WorkerPane {
    /** The threshold lies here on the scale, so that one sees what goes beyond it. */
    private static final double THRESHOLD_AT = 0.75;

    private static final long MINUTE_NANOS = 60_000_000_000L;

    private WorkerPane() {}

    static void draw(Canvas canvas, WorkersModel model) {
        List<WorkerView> all = model.shown();
        if (all.isEmpty()) {
            Rules.heading(canvas, 0, "Worker", "", false);
            return;
        }
        WorkerView member = all.get(model.selection());
        int half = canvas.width() >= 60 ? canvas.width() / 2 : canvas.width();
        Rules.heading(canvas, 0, WorkersPicture.name(member, half), "suspicion, the last minute", false);
        List<String> lines = lines(member, half - 3, canvas.height() - 1, model.faults(member.nodeId()));
        for (int i = 0; i < lines.size() && i < canvas.height() - 1; i++) {
            canvas.putFit(2, 1 + i, lines.get(i), half - 3, i == 0 ? Style.TEXT : Style.DIM);
        }
        if (half < canvas.width()) {
            chart(canvas.window(half, 1, canvas.width() - half - 1, canvas.height() - 1), member, model);
        }
    }

    private static List<String> lines(WorkerView member, int columns, int rows, List<WorkerLine> faults) {
        WorkerHeartbeat last = member.last();
        List<String> lines = new ArrayList<>();
        String life = last.generation() == 0 ? "no generation" : "generation " + last.generation();
        lines.add(
                life + ", " + PlainText.count(member.beats(), "beat") + ", " + PlainText.count(member.flaps(), "flap"));
        String every = last.rhythm().intervalNanos() == 0
                ? "interval not told"
                : "beats every " + seconds(last.rhythm().intervalNanos());
        lines.add(every + ", dead after " + seconds(member.deadAfterNanos()));
        if (!faults.isEmpty()) {
            lines.add("broken on purpose: "
                    + faults.stream()
                            .map(line -> (line.word() + " " + line.value()).strip())
                            .collect(Collectors.joining(", ")));
        }
        String ready = member.notReady().map(reason -> "not ready: " + reason).orElse("ready");
        lines.add(ready
                + member.probes()
                        .map(probes -> "; livez " + (probes.live() ? "passes" : "fails") + ", readyz "
                                + (probes.ready() ? "passes" : "fails"))
                        .orElse(""));
        StringBuilder rest = new StringBuilder("heard " + member.heardBy());
        last.metadata()
                .forEach((name, json) ->
                        rest.append("  ").append(name).append(' ').append(json.replace("\"", "")));
        lines.addAll(Canvas.wrap(rest.toString(), columns, Math.max(1, rows - lines.size())));
        return lines;
    }

    private static String seconds(long nanos) {
        return Amounts.time(nanos);
    }

    /** A column for each part of the minute, the highest level in it; the newest on the right. */
    private static void chart(Canvas canvas, WorkerView member, WorkersModel model) {
        int rows = canvas.height();
        int columns = canvas.width();
        if (rows < 2 || columns < 8) {
            return;
        }
        double[] highest = new double[columns];
        long newest = 0;
        for (Level level : model.levels(member.nodeId())) {
            newest = Math.max(newest, level.atNanos());
        }
        for (Level level : model.levels(member.nodeId())) {
            int back = (int) ((newest - level.atNanos()) * columns / MINUTE_NANOS);
            if (back < columns) {
                highest[columns - 1 - back] = Math.max(highest[columns - 1 - back], level.share());
            }
        }
        int wall = rows - 1 - (int) Math.round(THRESHOLD_AT * (rows - 1));
        canvas.repeat(0, wall, Glyphs.LINE, columns, Style.BORDER);
        for (int x = 0; x < columns; x++) {
            int high = (int) Math.round(Math.min(1, highest[x]) * (rows - wall - 1));
            if (highest[x] > 1) {
                high = rows - wall + (int) Math.min(wall, Math.ceil((highest[x] - 1) * wall));
            }
            for (int y = 0; y < high; y++) {
                canvas.put(x, rows - 1 - y, Glyphs.FULL, highest[x] >= 1 ? Style.BAD : Style.BAR);
            }
        }
        canvas.put(0, wall, WorkersPane.level(member), Style.STRONG);
    }
}
