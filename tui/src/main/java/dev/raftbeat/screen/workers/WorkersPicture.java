package dev.raftbeat.screen.workers;

import dev.raftbeat.lab.membership.MonitorReport;
import dev.raftbeat.lab.membership.StateChange;
import dev.raftbeat.lab.membership.WorkerState;
import dev.raftbeat.lab.membership.WorkerView;
import dev.raftbeat.screen.LineEditor;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.Canvas.Piece;
import dev.raftbeat.screen.canvas.ClockText;
import dev.raftbeat.screen.canvas.Glyphs;
import dev.raftbeat.screen.canvas.KeyList;
import dev.raftbeat.screen.canvas.Rules;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.screen.workers.WorkersKeys.Entry;
import dev.raftbeat.screen.workers.WorkersModel.Alone;
import dev.raftbeat.text.Amounts;
import java.util.ArrayList;
import java.util.List;

/**
 * The screen of a monitor: every worker with the time since it was last seen drawn against its timeout, the suspicion of
 * the selected one as it climbs, and what changed.
 */
public final class WorkersPicture {
    private static final int DETAIL_ROWS = 6;
    private static final int CHANGES_LEAST = 4;

    private WorkersPicture() {}

    /** Draws the model as of {@code nowNanos} on a canvas of this size. */
    public static Canvas of(WorkersModel model, int width, int height, long nowNanos) {
        Canvas canvas = new Canvas(width, height);
        if (model.help) {
            help(canvas, model);
            return canvas;
        }
        model.cut.drawn(canvas);
        if (model.whole) {
            model.helpTop = model.cut.draw(canvas, model.helpTop);
            return canvas;
        }
        int hints = height >= 8 ? 2 : Math.min(1, height);
        title(canvas.window(0, 0, width, 1), model, nowNanos);
        parts(canvas.window(0, 1, width, height - 1 - hints), model, nowNanos);
        bar(canvas.window(0, height - hints, width, hints), model);
        return canvas;
    }

    private static void title(Canvas canvas, WorkersModel model, long nowNanos) {
        int x = canvas.put(1, 0, "RAFTBEAT", Style.TITLE) + 2;
        if (!model.trouble().isEmpty()) {
            String age =
                    model.report().isEmpty() ? "" : "; this is " + ClockText.age(model.staleNanos(nowNanos)) + " old";
            canvas.putFit(x, 0, Glyphs.DEAD + " " + model.trouble() + age, canvas.width() - x - 1, Style.BAD);
            return;
        }
        if (model.report().isEmpty()) {
            canvas.put(x, 0, "waiting for the monitor to answer", Style.DIM);
            return;
        }
        MonitorReport report = model.report().get();
        String clock = ClockText.clock(report.upNanos() + model.staleNanos(nowNanos));
        String sign = model.held() ? " HELD " + ClockText.age(model.staleNanos(nowNanos)) + " " : clock;
        canvas.putRight(canvas.width() - 1, 0, sign, model.held() ? Style.WARN : Style.STRONG);
        int end = canvas.width() - 1 - sign.length() - 2;
        // How many there are in which state matters more than where the monitor is.
        int name = Math.min(report.monitor().length(), Math.max(0, end - x - 14));
        x = name == 0 ? x : canvas.putFit(x, 0, report.monitor(), name, Style.TEXT) + 2;
        List<Piece> counts = new ArrayList<>();
        for (WorkerState state : WorkerState.values()) {
            long count = report.members().stream()
                    .filter(member -> member.state() == state)
                    .count();
            if (count > 0) {
                String gap = counts.isEmpty() ? "" : "  ";
                counts.add(new Piece(
                        gap + count + " " + state.word(), WorkerGlyph.of(state).style()));
            }
        }
        x = canvas.putPieces(x, 0, counts, end - x) + 2;
        String rule = report.detector() + ", dead after " + Amounts.time(report.timeoutNanos());
        if (x + rule.length() <= end) {
            canvas.putRight(end, 0, rule, Style.DIM);
        }
    }

    private static void parts(Canvas canvas, WorkersModel model, long nowNanos) {
        int height = canvas.height();
        int workers = Math.max(1, model.shown().size()) + 1;
        if (model.alone == Alone.WORKERS || height < DETAIL_ROWS + 3) {
            WorkersPane.draw(canvas, model, nowNanos);
        } else if (model.alone == Alone.CHANGES) {
            changes(canvas, model, true);
        } else {
            int rest = height - DETAIL_ROWS - CHANGES_LEAST;
            int table = rest < 3 ? height - DETAIL_ROWS : Math.min(workers, rest);
            WorkersPane.draw(canvas.window(0, 0, canvas.width(), table), model, nowNanos);
            WorkerPane.draw(canvas.window(0, table, canvas.width(), DETAIL_ROWS), model);
            int under = table + DETAIL_ROWS;
            changes(canvas.window(0, under, canvas.width(), height - under), model, false);
        }
    }

    private static void changes(Canvas canvas, WorkersModel model, boolean focus) {
        if (canvas.height() == 0) {
            return;
        }
        List<StateChange> all = model.shownChanges();
        Rules.heading(canvas, 0, "Changes, newest first", filtered(model), focus);
        int rows = canvas.height() - 1;
        model.changesBack = Math.max(0, Math.min(model.changesBack, all.size() - rows));
        for (int i = 0; i < rows && model.changesBack + i < all.size(); i++) {
            StateChange change = all.get(model.changesBack + i);
            canvas.putRight(8, 1 + i, ClockText.clock(change.atNanos()), Style.DIM);
            WorkerGlyph face = WorkerGlyph.of(change.to());
            boolean self = change.nodeId().isEmpty();
            canvas.put(10, 1 + i, self ? Glyphs.DOT : face.glyph(), self ? Style.DIM : face.style());
            canvas.putFit(12, 1 + i, change.sentence(), canvas.width() - 13, Style.TEXT);
        }
    }

    private static String filtered(WorkersModel model) {
        return model.filter.isEmpty() ? "" : "/" + model.filter;
    }

    private static void bar(Canvas canvas, WorkersModel model) {
        int hints = canvas.height() - 1;
        if (model.filtering) {
            typed(canvas, '/', model.filterLine, "Enter keeps the filter, Esc drops it");
            return;
        }
        if (model.commanding) {
            typed(
                    canvas,
                    ':',
                    model.commandLine,
                    "cut w1, join, lose 30% w1,w2, slow w1 200ms, pause w1, resume, heal");
            return;
        }
        if (hints > 0 && !model.status.isEmpty()) {
            canvas.putFit(1, 0, model.status, canvas.width() - 2, Style.WARN);
        } else if (hints > 0) {
            model.report().ifPresent(report -> news(canvas, report));
        }
        int x = 1;
        for (Entry entry : WorkersKeys.TABLE) {
            String hint = entry.hint();
            if (!hint.isEmpty() && x + entry.action().label().length() + 1 + hint.length() < canvas.width()) {
                x = canvas.put(x, hints, entry.action().label(), Style.KEY) + 1;
                x = canvas.put(x, hints, hint, Style.DIM) + 2;
            }
        }
    }

    private static void typed(Canvas canvas, char sign, LineEditor line, String hint) {
        canvas.put(0, 0, sign, Style.STRONG);
        canvas.put(1, 0, line.text(), Style.TEXT);
        canvas.invert(1 + line.cursor(), 0, 1);
        canvas.putFit(1, canvas.height() - 1, hint, canvas.width() - 2, Style.DIM);
    }

    private static void news(Canvas canvas, MonitorReport report) {
        if (report.holding().isEmpty()) {
            peers(canvas, report);
        } else {
            canvas.putFit(1, 0, Glyphs.PAUSED + " " + report.holding(), canvas.width() - 2, Style.WARN);
        }
    }

    private static void peers(Canvas canvas, MonitorReport report) {
        List<String> told = new ArrayList<>();
        report.peers()
                .forEach(peer -> told.add((peer.trouble().isEmpty() ? Glyphs.BOTH_WAYS : Glyphs.CUT) + " " + peer.url()
                        + (peer.trouble().isEmpty() ? " shares" : " does not answer")));
        report.faults().forEach(line -> told.add(Glyphs.CUT + " " + line));
        canvas.putFit(1, 0, String.join("   ", told), canvas.width() - 2, Style.DIM);
    }

    private static void help(Canvas canvas, WorkersModel model) {
        Rules.heading(canvas, 0, "Keys", "Esc closes", true);
        List<KeyList.Row> rows = WorkersKeys.TABLE.stream()
                .map(entry -> new KeyList.Row(entry.action().label(), entry.help()))
                .toList();
        model.helpTop = KeyList.draw(canvas, rows, model.helpTop);
    }

    /** Nothing of a worker's own words is trusted to be short. */
    static String name(WorkerView member, int columns) {
        return Canvas.fit(Glyphs.safe(member.nodeId()), columns);
    }
}
