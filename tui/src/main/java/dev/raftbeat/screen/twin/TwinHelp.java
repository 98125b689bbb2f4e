package dev.raftbeat.screen.twin;

import dev.raftbeat.screen.Action;
import dev.raftbeat.screen.Action.Group;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.KeyList;
import dev.raftbeat.screen.canvas.Rules;
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
            Action.WHOLE,
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
        List<KeyList.Row> rows = actions.stream()
                .map(action -> new KeyList.Row(action.label(), help(action)))
                .toList();
        model.top = KeyList.draw(canvas, rows, model.top);
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
