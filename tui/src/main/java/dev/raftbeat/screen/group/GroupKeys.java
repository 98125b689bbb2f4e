package dev.raftbeat.screen.group;

import dev.raftbeat.lab.group.WatchedGroup;
import dev.raftbeat.screen.Action;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Key.Code;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.Speed;
import java.util.List;
import java.util.Optional;

/** What keys do on the screen of a group: those of the other screens, as far as there is something for them to do. */
public final class GroupKeys {
    private static final int PAGE = 8;

    /** One key, as help and the line of hints tell of it. */
    record Entry(Action action, String hint, String help) {}

    static final List<Entry> TABLE = List.of(
            new Entry(Action.HELP, "help", "This page"),
            new Entry(Action.UP, "", "The member above"),
            new Entry(Action.DOWN, "select", "The member below"),
            new Entry(Action.DIGIT, "", "That member, 1 to 9"),
            new Entry(Action.KILL, "kill", "Kill the selected member, or let it come back"),
            new Entry(Action.REORDER, "revive", "Let the selected member come back"),
            new Entry(Action.HEAL, "", "Let all dead members come back"),
            new Entry(Action.HOLD, "stop/go", "Stop time, or let it go on"),
            new Entry(Action.STEP_ON, "step", "A tenth of an interval on in time"),
            new Entry(Action.SLOWER, "slower", "Slower, down to a thousandth of real time"),
            new Entry(Action.FASTER, "faster", "Faster, up to as fast as possible"),
            new Entry(Action.PAGE_UP, "", "A page back in what happened"),
            new Entry(Action.PAGE_DOWN, "", "A page on in what happened"),
            new Entry(Action.LAST, "", "The newest again"),
            new Entry(Action.REDRAW, "", "Draw everything afresh"),
            new Entry(Action.QUIT, "quit", "Leave"));

    private GroupKeys() {}

    /** Carries out a key; what it asks of the loop comes back. */
    public static List<Request> key(GroupModel model, Key key) {
        if (key.code() == Code.GONE || key.isCtrl('c')) {
            return List.of(new Request.Quit(true));
        }
        model.status = "";
        Optional<Action> action = Action.of(key);
        if (model.help) {
            help(model, key);
            return List.of();
        }
        return action.map(known -> act(model, known, key)).orElse(List.of());
    }

    private static void help(GroupModel model, Key key) {
        switch (key.code()) {
            case UP -> model.helpTop = Math.max(0, model.helpTop - 1);
            case DOWN -> model.helpTop++;
            default -> model.help = false;
        }
    }

    private static List<Request> act(GroupModel model, Action action, Key key) {
        switch (action) {
            case HELP -> {
                model.help = true;
                model.helpTop = 0;
            }
            case UP -> model.member = Math.max(0, model.member - 1);
            case DOWN -> model.member = Math.min(WatchedGroup.MEMBERS - 1, model.member + 1);
            case DIGIT -> model.member = key.letter() - '1';
            case KILL -> {
                if (model.group.isDead(model.member)) {
                    model.group.revive(model.member);
                } else {
                    model.group.kill(model.member);
                }
            }
            case REORDER -> revive(model);
            case HEAL -> heal(model);
            case HOLD -> model.stopped = !model.stopped;
            case STEP_ON -> model.step();
            case SLOWER -> model.speed = Speed.slower(model.speed);
            case FASTER -> model.speed = Speed.faster(model.speed);
            case PAGE_UP -> model.back += PAGE;
            case PAGE_DOWN -> model.back = Math.max(0, model.back - PAGE);
            case LAST -> model.back = 0;
            case REDRAW -> {
                return List.of(new Request.Redraw());
            }
            case QUIT -> {
                return List.of(new Request.Quit(false));
            }
            default -> model.status = "this key does nothing here: ? shows the keys";
        }
        return List.of();
    }

    private static void revive(GroupModel model) {
        if (!model.group.isDead(model.member)) {
            model.status = WatchedGroup.name(model.member) + " lives: k kills it";
        }
        model.group.revive(model.member);
    }

    private static void heal(GroupModel model) {
        for (int member = 0; member < WatchedGroup.MEMBERS; member++) {
            model.group.revive(member);
        }
    }
}
