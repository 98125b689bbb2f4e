package dev.raftbeat.screen.cluster;

import dev.raftbeat.screen.Action;
import dev.raftbeat.screen.Action.Group;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.Rules;
import dev.raftbeat.screen.canvas.Style;
import java.util.ArrayList;
import java.util.List;

/** All keys and what they do, made from the table of keys; one column, or two where there is room. */
final class HelpPane implements Pane {
    private static final int COLUMN = 78;

    private record Line(String label, String text, boolean title) {}

    @Override
    public void draw(Canvas canvas, Model model, long nowNanos) {
        canvas.clear();
        Rules.heading(canvas, 0, "Keys", "Esc closes", true);
        List<Line> lines = lines(model);
        int rows = canvas.height() - 1;
        int columns = canvas.width() >= 2 * COLUMN ? 2 : 1;
        int shown = rows * columns;
        int top = Math.max(0, Math.min(model.helpTop, lines.size() - shown));
        model.helpTop = top;
        for (int i = 0; i < shown && top + i < lines.size(); i++) {
            int x = i / rows * (canvas.width() / columns);
            draw(canvas.window(x, 1 + i % rows, canvas.width() / columns, 1), lines.get(top + i));
        }
        if (top + shown < lines.size()) {
            canvas.putRight(canvas.width() - 1, canvas.height() - 1, " ↓ more ", Style.KEY);
        }
    }

    private static void draw(Canvas canvas, Line line) {
        if (line.title()) {
            canvas.put(1, 0, line.text(), Style.STRONG);
        } else {
            canvas.putRight(9, 0, line.label(), Style.KEY);
            canvas.putFit(11, 0, line.text(), canvas.width() - 12, Style.TEXT);
        }
    }

    private static List<Line> lines(Model model) {
        List<Line> lines = new ArrayList<>();
        if (model.recorded()) {
            lines.add(new Line("", "A recording cannot be changed: no fault acts on it", true));
            lines.add(new Line("F", "Fork it: what follows is simulated, and there every fault acts", false));
        }
        for (Group group : order(model)) {
            if (!lines.isEmpty()) {
                lines.add(new Line("", "", true));
            }
            lines.add(new Line("", group.title(), true));
            for (Action action : Action.of(group)) {
                lines.add(new Line(action.label(), action.help(), false));
            }
        }
        lines.add(new Line("", "", true));
        lines.add(new Line("(late)", "Told after something later: its node or this screen was too slow", false));
        return lines;
    }

    /** Time comes first where there is any to be stopped. */
    private static List<Group> order(Model model) {
        List<Group> order = new ArrayList<>(List.of(Group.values()));
        if (model.time().isPresent()) {
            order.removeAll(List.of(Group.TIME, Group.MESSAGE));
            order.addAll(0, List.of(Group.TIME, Group.MESSAGE));
        }
        if (model.recorded()) {
            order.removeAll(List.of(Group.NODE, Group.LINK, Group.CLUSTER, Group.MESSAGE));
        }
        return order;
    }
}
