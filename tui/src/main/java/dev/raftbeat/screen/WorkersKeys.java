package dev.raftbeat.screen;

import dev.raftbeat.screen.Key.Code;
import dev.raftbeat.screen.WorkersModel.Alone;
import java.util.List;
import java.util.Optional;

/** What keys do on the screen of a monitor: those of the other screen, as far as there is something for them to do. */
public final class WorkersKeys {
    private static final int PAGE = 10;

    /** One key, as help and the line of hints tell of it. */
    record Entry(Action action, String hint, String help) {}

    static final List<Entry> TABLE = List.of(
            new Entry(Action.HELP, "help", "This page"),
            new Entry(Action.UP, "select", "The worker above; newer changes, where they are shown alone"),
            new Entry(Action.DOWN, "", "The worker below; older changes"),
            new Entry(Action.DIGIT, "", "That worker"),
            new Entry(Action.PAGE_UP, "", "Ten up"),
            new Entry(Action.PAGE_DOWN, "", "Ten down"),
            new Entry(Action.FIRST, "", "The first"),
            new Entry(Action.LAST, "", "The last"),
            new Entry(
                    Action.FILTER, "filter", "Show only workers and changes that hold a word: a name, dead, draining"),
            new Entry(Action.VIEW, "view", "The workers alone, then the changes alone, then all"),
            new Entry(Action.HOLD, "hold", "Hold the picture, or catch up"),
            new Entry(Action.BACK, "", "Back: close what is open, all parts, no filter"),
            new Entry(Action.REDRAW, "", "Draw everything afresh"),
            new Entry(Action.QUIT, "quit", "Leave; the monitor goes on"));

    private WorkersKeys() {}

    /** Carries out a key; what it asks of the loop comes back. */
    public static List<Request> key(WorkersModel model, Key key) {
        if (key.code() == Code.GONE || key.isCtrl('c')) {
            return List.of(new Request.Quit(true));
        }
        model.status = "";
        if (model.filtering) {
            filter(model, key);
            return List.of();
        }
        Optional<Action> action = Action.of(key);
        if (model.help && action.filter(WorkersKeys::scrolls).isEmpty()) {
            model.help = false;
            return List.of();
        }
        return action.map(known -> act(model, known, key)).orElse(List.of());
    }

    private static boolean scrolls(Action action) {
        return switch (action) {
            case UP, DOWN, PAGE_UP, PAGE_DOWN, QUIT -> true;
            default -> false;
        };
    }

    private static void filter(WorkersModel model, Key key) {
        switch (key.code()) {
            case ESC -> {
                model.filter = "";
                model.filtering = false;
            }
            case ENTER -> model.filtering = false;
            default -> {
                if (model.filterLine.key(key)) {
                    model.filter = model.filterLine.text();
                    model.top = 0;
                }
            }
        }
    }

    private static List<Request> act(WorkersModel model, Action action, Key key) {
        switch (action) {
            case HELP -> model.help = true;
            case UP -> move(model, -1);
            case DOWN -> move(model, 1);
            case PAGE_UP -> move(model, -PAGE);
            case PAGE_DOWN -> move(model, PAGE);
            case FIRST -> move(model, Integer.MIN_VALUE / 2);
            case LAST -> move(model, Integer.MAX_VALUE / 2);
            case DIGIT -> model.select(key.letter() - '1');
            case FILTER -> {
                model.filtering = true;
                model.filterLine.open(model.filter);
            }
            case VIEW -> model.alone = Alone.values()[(model.alone.ordinal() + 1) % Alone.values().length];
            case HOLD -> model.hold(!model.held());
            case BACK -> {
                model.alone = Alone.NONE;
                model.filter = "";
                model.changesBack = 0;
            }
            case REDRAW -> {
                return List.of(new Request.Redraw());
            }
            case QUIT -> {
                return List.of(new Request.Quit(false));
            }
            case SUSPEND -> model.status = "Ctrl-Z does nothing here";
            default -> model.status = action.label() + " acts on Raft nodes; workers are only watched here";
        }
        return List.of();
    }

    private static void move(WorkersModel model, int by) {
        if (model.help) {
            model.helpTop = Math.max(0, model.helpTop + by);
        } else if (model.alone == Alone.CHANGES) {
            model.changesBack = Math.max(0, model.changesBack + by);
        } else {
            model.select(model.selection() + by);
        }
    }
}
