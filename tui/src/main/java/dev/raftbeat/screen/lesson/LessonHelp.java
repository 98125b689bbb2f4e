package dev.raftbeat.screen.lesson;

import dev.raftbeat.lesson.LessonPlayer.Kind;
import dev.raftbeat.screen.Action;
import dev.raftbeat.screen.Action.Group;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.KeyList;
import dev.raftbeat.screen.canvas.Rules;
import dev.raftbeat.screen.lesson.LessonModel.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The keys of a lesson, from the table of keys. */
public final class LessonHelp {
    private static final List<Action> OTHERS = List.of(
            Action.HOLD,
            Action.SLOWER,
            Action.FASTER,
            Action.UP,
            Action.DOWN,
            Action.PAGE_UP,
            Action.PAGE_DOWN,
            Action.WHOLE,
            Action.HEADLINES,
            Action.REDRAW,
            Action.HELP,
            Action.QUIT);

    private LessonHelp() {}

    public static List<Action> actions() {
        List<Action> actions = new ArrayList<>(Action.of(Group.LESSON));
        actions.addAll(OTHERS);
        return actions;
    }

    static void draw(Canvas canvas, LessonModel model) {
        List<Action> actions = actions();
        Rules.heading(canvas, 0, "Keys of lessons", "any key closes", true);
        List<KeyList.Row> rows = actions.stream()
                .map(action -> new KeyList.Row(action.label(), help(action)))
                .toList();
        model.top = KeyList.draw(canvas, rows, model.top);
    }

    /** What a key that is known from the big screen does here. */
    public static String help(Action action) {
        return switch (action) {
            case UP, DOWN -> "Scroll by a line, where there is more than fits";
            case PAGE_UP, PAGE_DOWN -> "Scroll by half a page";
            case QUIT -> "Leave the lesson; so does Ctrl-C";
            case HELP -> "This page";
            case HOLD -> "Stop what runs, or let it go on";
            default -> action.help();
        };
    }

    /** What can be pressed at this stage. */
    static String hints(LessonModel model) {
        if (model.mode != Mode.PICTURE) {
            return "↑ ↓ PgUp PgDn scroll, any other key closes";
        }
        Kind kind = model.player.stage().kind();
        List<String> hints = new ArrayList<>();
        if (kind == Kind.ASK) {
            hints.add("1-" + model.player.question().orElseThrow().choices().size() + " your answer");
        } else if (kind == Kind.RUN && model.running()) {
            hints.add("Enter to its end");
        } else if (kind != Kind.END) {
            hints.add("Enter on");
        } else if (model.player.after().isPresent()) {
            hints.add("Enter next lesson");
        }
        if (model.player.place() > 1) {
            hints.add("Bksp back");
        }
        if (model.cluster().isPresent() && model.simulated()) {
            hints.add(model.running() ? "space stop  [ ] speed" : model.stopped() ? "space go" : "r again");
        }
        if (model.cluster().isPresent()) {
            hints.add("w why");
        }
        hints.add("? help  q quit");
        return hints.stream().collect(Collectors.joining("  "));
    }
}
