package dev.raftbeat.screen.cluster.pane;

import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.Glyphs;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.Pane;
import dev.raftbeat.screen.cluster.ScreenPart;
import dev.raftbeat.screen.cluster.Spot;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.world.InFlight;
import dev.raftbeat.world.PlainText;
import java.util.List;

/** The messages under way, the next to arrive first, each with how much of its way lies behind it. */
final class MessagesPane implements Pane {
    private static final int BAR = 10;
    private static final int WITH_BAR = 66;

    @Override
    public void draw(Canvas canvas, Model model, long nowNanos) {
        List<InFlight> all = model.messages();
        if (all.isEmpty()) {
            canvas.putFit(1, 0, "None: every message has arrived or is lost.", canvas.width() - 2, Style.DIM);
            return;
        }
        int chosen = Math.min(model.cursors.message(), all.size() - 1);
        int rows = canvas.height();
        int from = Math.max(0, Math.min(chosen - rows / 2, all.size() - rows));
        for (int y = 0; y < rows && from + y < all.size(); y++) {
            canvas.target(0, y, canvas.width(), 1, new Spot.Message(from + y));
            boolean here = model.focus == ScreenPart.MESSAGES && from + y == chosen;
            row(canvas.window(0, y, canvas.width(), 1), model, all.get(from + y), nowNanos, here);
        }
    }

    private static void row(Canvas canvas, Model model, InFlight message, long now, boolean chosen) {
        if (chosen) {
            canvas.put(0, 0, Glyphs.HERE, Style.FOCUS);
        }
        int x = canvas.put(
                2, 0, message.link().from().name(), model.colour(message.link().from()));
        x = canvas.put(x, 0, " " + Glyphs.ARROW + " ", Style.DIM);
        x = canvas.put(
                x, 0, message.link().to().name(), model.colour(message.link().to()));
        x = Math.max(11, x + 1);
        String copy = message.copy() > 0 ? ", copy " + message.copy() : "";
        String what = PlainText.message(message.kind()) + " term " + message.term() + copy;
        String due = "in " + Amounts.time(message.remainingNanos(now));
        int end = canvas.width() - 1;
        canvas.putRight(end, 0, due, Style.STRONG);
        end -= Math.max(11, due.length() + 1);
        if (canvas.width() >= WITH_BAR) {
            int done = (int) Math.round(message.progress(now) * BAR);
            canvas.repeat(end - BAR, 0, Glyphs.TRACK, BAR, Style.TRACK);
            canvas.repeat(end - BAR, 0, Glyphs.FULL, done, Style.BAR);
            end -= BAR + 1;
        }
        canvas.putFit(x, 0, what, end - x, chosen ? Style.STRONG : Style.TEXT);
    }

    static String heading(Model model) {
        int count = model.messages().size();
        return count == 0 ? "" : count + (model.focus == ScreenPart.MESSAGES ? ", l loses, s slows, d doubles" : "");
    }
}
