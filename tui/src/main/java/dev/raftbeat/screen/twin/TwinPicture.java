package dev.raftbeat.screen.twin;

import dev.raftbeat.screen.TimeView;
import dev.raftbeat.screen.Zoom;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.ClockText;
import dev.raftbeat.screen.canvas.Glyphs;
import dev.raftbeat.screen.canvas.Rules;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.Model.Tone;
import dev.raftbeat.screen.cluster.page.WhyPane;
import dev.raftbeat.screen.cluster.pane.FeedPane;
import dev.raftbeat.screen.cluster.pane.NodesPane;
import dev.raftbeat.screen.cluster.strip.StripPane;
import dev.raftbeat.screen.twin.TwinModel.Mode;
import dev.raftbeat.screen.twin.TwinModel.Side;
import dev.raftbeat.twin.MeterTable;
import dev.raftbeat.world.Leading;
import java.util.List;

/** Twins side by side, or one above the other where there is little room; their parting and their meters below. */
public final class TwinPicture {
    private static final int BESIDE_FROM_WIDTH = 116;
    private static final int STRIP_ROWS = 4;
    private static final int FEED_ROWS_MIN = 3;

    private final NodesPane nodes = new NodesPane();
    private final StripPane strip = new StripPane();
    private final FeedPane feed = new FeedPane();

    /** A canvas of this size with the whole picture on it. */
    public static Canvas of(TwinModel model, int width, int height) {
        Canvas canvas = new Canvas(Math.max(1, width), Math.max(1, height));
        canvas.clear();
        new TwinPicture().draw(canvas, model);
        return canvas;
    }

    private void draw(Canvas canvas, TwinModel model) {
        int width = canvas.width();
        int height = canvas.height();
        title(canvas.window(0, 0, width, 1), model);
        Canvas body = canvas.window(0, 1, width, height - 3);
        status(canvas.window(0, height - 2, width, 2), model);
        model.cut.drawn(canvas);
        if (model.mode == Mode.WHOLE) {
            model.top = model.cut.draw(body, model.top);
        } else if (model.mode == Mode.HELP) {
            TwinHelp.draw(body, model);
        } else if (model.mode == Mode.WHY) {
            model.top =
                    WhyPane.draw(body, model.shown, model.left.model.picture().firstNanos(), model.top);
        } else {
            both(body, model);
        }
    }

    private static void title(Canvas canvas, TwinModel model) {
        canvas.put(1, 0, "Twins", Style.STRONG);
        String seed = model.time().map(time -> "seed " + time.seed()).orElse("");
        String pace = model.time().map(TimeView::pace).orElse("");
        String text = pace + "   " + ClockText.moment(model.nanos()) + " of " + ClockText.moment(model.endNanos);
        String moment = pace + "   " + ClockText.moment(model.nanos());
        String shown = Canvas.firstFit(canvas.width() - 9, text, moment, pace);
        canvas.putRight(canvas.width() - 1, 0, shown, Style.TEXT);
        if (8 + seed.length() + 2 + shown.length() < canvas.width()) {
            canvas.put(8, 0, seed, Style.DIM);
        }
    }

    private void both(Canvas body, TwinModel model) {
        int width = body.width();
        boolean beside = width >= BESIDE_FROM_WIDTH;
        int members = model.left.model.members.size();
        List<MeterTable.Row> rows = model.meters();
        int least = beside ? members + 2 : 2 * (members + 2);
        int meters = Math.max(0, Math.min(rows.size() + 1, body.height() - 1 - least));
        int partingRows = beside ? 3 : 1;
        int halves = Math.max(0, body.height() - meters - partingRows);
        if (beside) {
            int half = (width - 1) / 2;
            half(body.window(0, 0, half, halves), model, model.left);
            Rules.wall(body, half, 0, halves);
            half(body.window(half + 1, 0, width - half - 1, halves), model, model.right);
        } else {
            half(body.window(0, 0, width, (halves + 1) / 2), model, model.left);
            half(body.window(0, (halves + 1) / 2, width, halves / 2), model, model.right);
        }
        parting(body.window(0, halves, width, partingRows), model);
        meters(body.window(0, halves + partingRows, width, meters), model, rows);
    }

    private void half(Canvas canvas, TwinModel twins, Side side) {
        Model model = side.model;
        boolean focus = twins.onRight == (side == twins.right);
        int width = canvas.width();
        int members = model.members.size();
        nodes.draw(canvas.window(0, 0, width, members + 1), model, twins.nanos());
        String who = model.picture().leader().map(TwinPicture::leads).orElse("nobody leads");
        String name = side == twins.left ? "Left: " : "Right: ";
        // In place of the names of the columns: two of these stand on a screen.
        canvas.window(0, 0, width, 1).clear();
        Rules.heading(canvas, 0, name + side.setting, who, focus);
        int y = members + 1;
        if (canvas.height() - y >= STRIP_ROWS + FEED_ROWS_MIN + 1) {
            Rules.heading(canvas, y, "Leaders and terms, a column " + Zoom.word(model.strip.zoom), "", false);
            strip.draw(canvas.window(0, y + 1, width, STRIP_ROWS), model, twins.nanos());
            y += STRIP_ROWS + 1;
        }
        if (canvas.height() - y >= FEED_ROWS_MIN) {
            Rules.heading(canvas, y, "Feed", FeedPane.heading(model), focus);
            y++;
        }
        if (canvas.height() > y) {
            feed.draw(canvas.window(0, y, width, canvas.height() - y), model, twins.nanos());
        }
    }

    private static String leads(Leading leading) {
        return leading.node() + " leads term " + leading.term();
    }

    private static void parting(Canvas canvas, TwinModel model) {
        int width = canvas.width();
        if (model.parting.isEmpty()) {
            canvas.putFit(1, 0, "They never part: the switch makes no difference in this run.", width - 2, Style.DIM);
            return;
        }
        long at = model.parting.get().tNanos();
        boolean reached = model.nanos() >= at;
        String mark = Glyphs.CANDIDATE + " ";
        if (canvas.height() >= 3) {
            Rules.heading(
                    canvas,
                    0,
                    mark + "They part at " + ClockText.moment(at),
                    reached ? "w: why" : "p: go there",
                    false);
            Style style = reached ? Style.STRONG : Style.DIM;
            canvas.putFit(1, 1, "left:  " + model.partingLeft, width - 2, style);
            canvas.putFit(1, 2, "right: " + model.partingRight, width - 2, style);
            return;
        }
        String text = mark + "They part at " + ClockText.moment(at) + (reached ? " (w: why): " : " (p: go there): ");
        boolean lefts = model.parting.get().isLeftsDoing();
        String whose = lefts ? "left: " + model.partingLeft : "right: " + model.partingRight;
        canvas.putFit(1, 0, text + whose, width - 2, reached ? Style.WARN : Style.DIM);
    }

    private static void meters(Canvas canvas, TwinModel model, List<MeterTable.Row> rows) {
        if (canvas.height() == 0) {
            return;
        }
        int second = Math.min(canvas.width() - 2, 66);
        int column = Math.min(22, second / 3);
        int first = second - column;
        Rules.heading(canvas, 0, Canvas.firstFit(first - column - 4, "Flapping so far", "Flapping", ""), "", false);
        canvas.putRightFit(first, 0, " " + model.left.setting + " ", column - 1, Style.STRONG);
        canvas.putRightFit(second, 0, " " + model.right.setting + " ", column - 1, Style.STRONG);
        for (int i = 0; i < rows.size() && i + 1 < canvas.height(); i++) {
            MeterTable.Row row = rows.get(i);
            Style style = row.differs() ? Style.WARN : Style.TEXT;
            canvas.putFit(1, i + 1, row.name(), first - row.left().length() - 2, Style.TEXT);
            canvas.putRight(first, i + 1, row.left(), style);
            canvas.putRightFit(second, i + 1, row.right(), column - 1, style);
        }
    }

    private static void status(Canvas canvas, TwinModel model) {
        Style style = model.status.tone() == Tone.FAILED ? Style.BAD : Style.DIM;
        canvas.putFit(1, 0, model.status.text(), canvas.width() - 2, style);
        String hints = model.mode == Mode.PICTURE
                ? "space go/stop  ., step  >< election  [] speed  p parting  w why  ? help  q quit"
                : "↑ ↓ PgUp PgDn scroll, any other key closes";
        canvas.putFit(1, 1, hints, canvas.width() - 2, Style.KEY);
    }
}
