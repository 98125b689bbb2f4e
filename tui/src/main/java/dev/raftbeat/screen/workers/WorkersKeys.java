package dev.raftbeat.screen.workers;

import dev.raftbeat.fault.word.WorkerLine;
import dev.raftbeat.lab.membership.WorkerView;
import dev.raftbeat.screen.Action;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Key.Code;
import dev.raftbeat.screen.LineEditor;
import dev.raftbeat.screen.Mouse;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.canvas.CutTexts;
import dev.raftbeat.screen.cluster.Update;
import dev.raftbeat.screen.workers.WorkersModel.Alone;
import java.util.List;
import java.util.Optional;

/** What keys do on the screen of a monitor: those of the other screen, as far as there is something for them to do. */
public final class WorkersKeys {
    private static final int PAGE = 10;

    /** One key, as help and the line of hints tell of it. */
    public record Entry(Action action, String hint, String help) {}

    public static final List<Entry> TABLE = List.of(
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
            new Entry(Action.WHOLE, "", Action.WHOLE.help()),
            new Entry(Action.CUT, "cut", "Cut the worker off from the monitor, or join it"),
            new Entry(Action.LOSE, "", "Lose 30% of its heartbeats, or none again"),
            new Entry(Action.SLOW, "", "Slow its heartbeats by half its timeout, or make them fast again"),
            new Entry(Action.PAUSE, "", "Hear nothing of it, as if its process were paused; or resume it"),
            new Entry(Action.HEAL, "", "Undo every fault"),
            new Entry(Action.COMMAND, "line", "Type a line: cut w1, lose 30% w1,w2, slow w1 200ms, pause w1, heal"),
            new Entry(Action.HOLD, "hold", "Hold the picture, or catch up"),
            new Entry(Action.BACK, "", "Back: close what is open, all parts, no filter"),
            new Entry(Action.REDRAW, "", "Draw everything afresh"),
            new Entry(Action.QUIT, "quit", "Leave; the monitor goes on"));

    private WorkersKeys() {}

    /** Carries out a key; what it asks of the loop comes back. */
    public static List<Request> key(WorkersModel model, Key key) {
        boolean typing = model.commanding || model.filtering;
        if (key.code() == Code.GONE || key.isCtrl('c') && !typing) {
            return List.of(new Request.Quit(true));
        }
        model.status = "";
        if (typing) {
            return type(model, key);
        }
        Optional<Action> action = Action.of(key);
        if (model.whole && action.filter(WorkersKeys::scrolls).isEmpty()) {
            model.whole = false;
            return List.of();
        }
        if (model.help && action.filter(WorkersKeys::scrolls).isEmpty()) {
            model.help = false;
            return List.of();
        }
        return action.map(known -> act(model, known, key)).orElse(List.of());
    }

    /** A click selects a worker, or closes a page; the wheel does what the arrow keys do. */
    public static List<Request> mouse(WorkersModel model, Mouse mouse) {
        if (mouse.kind() != Mouse.Kind.CLICK) {
            return model.commanding || model.filtering ? List.of() : key(model, mouse.arrow());
        }
        if (model.help || model.whole) {
            return key(model, Key.of(Code.ESC));
        }
        model.cut
                .picture()
                .targetAt(mouse.x(), mouse.y())
                .filter(target -> target instanceof WorkersPane.Row)
                .ifPresent(target -> model.select(((WorkersPane.Row) target).place()));
        return List.of();
    }

    /** Text was pasted. It goes to the line that is being typed; elsewhere it does nothing. */
    public static void paste(WorkersModel model, String text) {
        if (model.commanding) {
            model.status = model.commandLine.paste(text);
        } else if (model.filtering) {
            model.status = model.filterLine.paste(text);
            follow(model);
        } else {
            model.status = LineEditor.NO_LINE;
        }
    }

    private static void follow(WorkersModel model) {
        model.filter = model.filterLine.text();
        model.top = 0;
    }

    private static List<Request> type(WorkersModel model, Key key) {
        if (model.commanding) {
            return command(model, key);
        }
        filter(model, key);
        return List.of();
    }

    private static boolean scrolls(Action action) {
        return switch (action) {
            case UP, DOWN, PAGE_UP, PAGE_DOWN, QUIT -> true;
            default -> false;
        };
    }

    private static void filter(WorkersModel model, Key key) {
        switch (key.isCtrl('c') ? Code.ESC : key.code()) {
            case ESC -> {
                model.filter = "";
                model.filtering = false;
            }
            case ENTER -> model.filtering = false;
            default -> {
                if (model.filterLine.key(key)) {
                    follow(model);
                }
            }
        }
    }

    private static List<Request> command(WorkersModel model, Key key) {
        String line = model.commandLine.text().strip();
        boolean enter = key.code() == Code.ENTER;
        if (key.isCtrl('c') && !model.commandLine.text().isEmpty()) {
            model.commandLine.open("");
            return List.of();
        }
        boolean leaves = key.isCtrl('c') || key.code() == Code.ESC || key.code() == Code.BACKSPACE && line.isEmpty();
        if (!enter && !leaves) {
            model.commandLine.key(key);
            return List.of();
        }
        model.commanding = false;
        if (leaves || line.isEmpty()) {
            return List.of();
        }
        model.commandLine.remember(line);
        return List.of(new Request.Apply(line));
    }

    /** The line by which a key breaks the selected worker, or mends it when it is broken so already. */
    private static List<Request> toggle(WorkersModel model, Action action) {
        return model.chosen()
                .map(member -> List.<Request>of(new Request.Apply(line(model, action, member))))
                .orElse(List.of());
    }

    private static String line(WorkersModel model, Action action, WorkerView member) {
        String id = member.nodeId();
        String name = WorkerLine.typed(id);
        return switch (action) {
            case CUT -> (model.isBroken("cut", id) ? "join " : "cut ") + name;
            case PAUSE -> (model.isBroken("pause", id) ? "resume " : "pause ") + name;
            case LOSE -> (model.isBroken("lose", id) ? "lose 0% " : "lose 30% ") + name;
            default -> "slow " + name + " " + (model.isBroken("slow", id) ? 0 : half(member)) + "ms";
        };
    }

    private static long half(WorkerView member) {
        return Math.min(10_000, Math.max(1, member.deadAfterNanos() / 2_000_000));
    }

    private static List<Request> act(WorkersModel model, Action action, Key key) {
        if (model.readOnly && (action.breaks() || action == Action.COMMAND)) {
            model.status = Update.READ_ONLY;
            return List.of();
        }
        switch (action) {
            case HELP -> model.help = true;
            case WHOLE -> {
                model.helpTop = 0;
                model.whole = model.cut.gather();
                model.status = model.whole ? "" : CutTexts.NONE;
            }
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
            case CUT, LOSE, SLOW, PAUSE -> {
                return toggle(model, action);
            }
            case HEAL -> {
                return List.of(new Request.Apply("heal"));
            }
            case COMMAND -> {
                model.commanding = true;
                model.commandLine.open("");
            }
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
            default -> model.status = action.label() + " acts on Raft nodes; it does nothing to workers";
        }
        return List.of();
    }

    private static void move(WorkersModel model, int by) {
        if (model.help || model.whole) {
            model.helpTop = Math.max(0, model.helpTop + by);
        } else if (model.alone == Alone.CHANGES) {
            model.changesBack = Math.max(0, model.changesBack + by);
        } else {
            model.select(model.selection() + by);
        }
    }
}
