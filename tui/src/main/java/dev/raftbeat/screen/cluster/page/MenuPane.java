package dev.raftbeat.screen.cluster.page;

import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.Glyphs;
import dev.raftbeat.screen.canvas.Rules;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.screen.cluster.MenuKeys;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.Pane;
import dev.raftbeat.screen.cluster.Spot;
import java.util.List;

/** The words of the fault language, with the line that each would become and what it does. */
public final class MenuPane implements Pane {
    @Override
    public void draw(Canvas canvas, Model model, long nowNanos) {
        canvas.clear();
        List<FaultWord> words = MenuKeys.words();
        Rules.heading(
                canvas, 0, "Faults, actions and settings", (model.cursors.menu() + 1) + " of " + words.size(), true);
        int meaning = Math.min(canvas.height() < 20 ? 2 : 3, Math.max(0, canvas.height() - 2));
        int rows = canvas.height() - 1 - meaning;
        int from = Math.max(0, Math.min(model.cursors.menu() - rows / 2, words.size() - rows));
        for (int y = 0; y < rows && from + y < words.size(); y++) {
            FaultWord word = words.get(from + y);
            boolean chosen = from + y == model.cursors.menu();
            if (chosen) {
                canvas.put(0, 1 + y, Glyphs.HERE, Style.FOCUS);
            }
            canvas.target(0, 1 + y, canvas.width(), 1, new Spot.MenuWord(from + y));
            canvas.putFit(2, 1 + y, word.text(), 16, chosen ? Style.STRONG : Style.TEXT);
            canvas.putFit(19, 1 + y, word.kind().word(), 8, Style.DIM);
            canvas.putFit(28, 1 + y, MenuKeys.line(model, word), canvas.width() - 29, chosen ? Style.KEY : Style.DIM);
        }
        FaultWord word = words.get(Math.min(model.cursors.menu(), words.size() - 1));
        int y = canvas.height() - meaning;
        for (String line : Canvas.wrap(word.meaning(), canvas.width() - 4, meaning)) {
            canvas.putPart(2, y++, line, line.endsWith("…") ? word.meaning() : line, Style.TEXT);
        }
    }
}
