package dev.raftbeat.screen.twin;

import dev.raftbeat.screen.Action;
import dev.raftbeat.screen.Action.Group;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.Rules;
import dev.raftbeat.screen.canvas.Style;
import java.util.ArrayList;
import java.util.List;

/** The keys of twins, from the table of keys. */
public final class TwinHelp {
    private static final List<Action> OTHERS = List.of(
            Action.HOLD,
            Action.UP,
            Action.DOWN,
            Action.PAGE_UP,
            Action.PAGE_DOWN,
            Action.FIRST,
            Action.LAST,
            Action.HEADLINES,
            Action.ZOOM_IN,
            Action.ZOOM_OUT,
            Action.BACK,
            Action.REDRAW,
            Action.HELP,
            Action.QUIT);

    private TwinHelp() {}

    static void draw(Canvas canvas, TwinModel model) {
        List<Action> actions = actions();
        Rules.heading(canvas, 0, "Keys of twins", "Esc closes", true);
        int rows = canvas.height() - 1;
        int top = Math.max(0, Math.min(model.top, actions.size() - rows));
        model.top = top;
        for (int y = 0; y < rows && top + y < actions.size(); y++) {
            Action action = actions.get(top + y);
            canvas.putRight(9, 1 + y, action.label(), Style.KEY);
            canvas.putFit(11, 1 + y, help(action), canvas.width() - 12, Style.TEXT);
        }
        if (top + rows < actions.size()) {
            canvas.putRight(canvas.width() - 1, canvas.height() - 1, " ↓ more ", Style.KEY);
        }
    }

    public static String help(Action action) {
        return action == Action.HELP ? "This page" : action.help();
    }

    public static List<Action> actions() {
        List<Action> actions = new ArrayList<>(Action.of(Group.TWINS));
        Action.of(Group.TIME).stream()
                .filter(action -> action != Action.AT && action != Action.FORK)
                .forEach(actions::add);
        actions.addAll(OTHERS);
        actions.remove(Action.TWINS);
        return actions;
    }
}
