package dev.raftbeat.screen.cluster;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.screen.Action;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.LineEditor;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.TimeCommand;
import dev.raftbeat.screen.Zoom;
import dev.raftbeat.screen.cluster.Model.Mode;
import dev.raftbeat.screen.cluster.Model.Tone;
import dev.raftbeat.world.Leading;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a key does to the model, and what it asks of the loop. */
public final class Update {
    static final String RECORDED = "a recording cannot be changed: F forks it, and in the fork every fault acts";

    public static final String READ_ONLY = "--read-only: this screen looks; it breaks and mends nothing";

    /** Lines that undo what was done. */
    private static final Pattern MENDS =
            Pattern.compile("^(heal|end|join|resume|restart|free|open|spread) | 0(%|ms)|^heal$");

    private Update() {}

    /**
     * @param nowNanos the world's clock
     * @return what the loop has to do, in order
     */
    public static List<Request> key(Model model, Key key, long nowNanos) {
        if (key.code() == Key.Code.GONE) {
            return List.of(new Request.Quit(true));
        }
        if (key.isCtrl('c')) {
            return interrupt(model);
        }
        return switch (model.mode) {
            case COMMAND -> CommandKeys.key(model, key);
            case FILTER -> FilterKeys.key(model, key);
            case MENU -> MenuKeys.key(model, key);
            case WHY -> WhyKeys.key(model, key);
            case HELP, WHOLE -> PageKeys.key(model, key);
            case LEAVE -> {
                model.mode = Mode.PICTURE;
                yield key.is('q') || key.is('y') ? List.of(new Request.Quit(false)) : List.of();
            }
            case ASK -> answer(model, key, nowNanos);
            case PICTURE ->
                Action.of(key)
                        .map(action -> act(model, meant(model, action), key, nowNanos))
                        .orElse(List.of());
        };
    }

    /** As in a shell, what is being typed is given up first, and the cluster only when nothing is. */
    private static List<Request> interrupt(Model model) {
        return switch (model.mode) {
            case COMMAND -> CommandKeys.giveUp(model);
            case FILTER -> FilterKeys.key(model, Key.of(Key.Code.ESC));
            case MENU -> MenuKeys.key(model, Key.of(Key.Code.ESC));
            default -> List.of(new Request.Quit(true));
        };
    }

    /** Where a cluster ends with its screen, it is asked once. */
    private static List<Request> quit(Model model) {
        if (model.rights != Rights.OWNS) {
            return List.of(new Request.Quit(false));
        }
        model.mode = Mode.LEAVE;
        return List.of();
    }

    /** Text was pasted. It goes to the line that is being typed; elsewhere it does nothing. */
    public static void paste(Model model, String text) {
        switch (model.mode) {
            case COMMAND -> CommandKeys.paste(model, text);
            case FILTER -> FilterKeys.paste(model, text);
            case PICTURE -> model.say(Tone.FAILED, LineEditor.NO_LINE);
            case MENU, WHY, HELP, WHOLE, LEAVE, ASK -> {
                // They show no status.
            }
        }
    }

    /** In the list of messages, what acts on a link acts on the message. */
    private static Action meant(Model model, Action action) {
        return model.focus == ScreenPart.MESSAGES ? action.onMessage().orElse(action) : action;
    }

    /** Why nothing may be broken here; empty where it may. */
    static Optional<String> forbidden(Model model) {
        if (model.rights == Rights.LOOKS) {
            return Optional.of(READ_ONLY);
        }
        return model.recorded() ? Optional.of(RECORDED) : Optional.empty();
    }

    private static boolean breaks(Model model, Action action) {
        boolean chosen = model.focus == ScreenPart.CLUSTER || model.focus == ScreenPart.CHECKS;
        return action.breaks() || action == Action.ENTER && chosen && model.rights == Rights.LOOKS;
    }

    /** What is asked before it is done: what breaks something, by the line that it stands for now; empty if nothing. */
    private static Optional<String> question(Model model, Action action) {
        Action done = action == Action.ENTER && model.focus == ScreenPart.CLUSTER ? Action.CUT : action;
        if (!model.present.on || !done.breaks() || done == Action.MENU) {
            return Optional.empty();
        }
        return done.group() == Action.Group.MESSAGE
                ? Optional.of(done.help())
                : KeyCommands.line(done, model)
                        .filter(line -> !MENDS.matcher(line).find());
    }

    /** No answer but y is a yes; what the key means by now is asked anew where it is no longer the same. */
    private static List<Request> answer(Model model, Key key, long nowNanos) {
        Action asked = model.present.asked.orElseThrow();
        String question = model.present.question;
        model.mode = Mode.PICTURE;
        if (!key.is('y')) {
            return List.of();
        }
        Optional<String> now = question(model, asked);
        return now.isPresent() && !now.get().equals(question)
                ? ask(model, asked, now.get())
                : perform(model, asked, key, nowNanos);
    }

    private static List<Request> ask(Model model, Action action, String question) {
        model.mode = Mode.ASK;
        model.present.asked = Optional.of(action);
        model.present.question = question;
        return List.of();
    }

    private static List<Request> act(Model model, Action action, Key key, long nowNanos) {
        Optional<String> forbidden = forbidden(model);
        if (forbidden.isPresent() && breaks(model, action)) {
            model.say(Tone.FAILED, forbidden.get());
            return List.of();
        }
        Optional<String> question = question(model, action);
        return question.isPresent() ? ask(model, action, question.get()) : perform(model, action, key, nowNanos);
    }

    private static List<Request> perform(Model model, Action action, Key key, long nowNanos) {
        switch (action) {
            case QUIT -> {
                return quit(model);
            }
            case REDRAW -> {
                return List.of(new Request.Redraw());
            }
            case ENTER -> {
                return enter(model);
            }
            case SUSPEND -> model.say(Tone.QUIET, "Ctrl-Z does nothing here: q heals, ends the cluster and leaves");
            case HOLD -> {
                if (model.time().isPresent()) {
                    return TimeKeys.travel(model, new TimeCommand.StopOrGo());
                }
                hold(model, nowNanos);
            }
            case STEP_ON, STEP_BACK, STEP_SIZE, ELECTION_ON, ELECTION_BACK, SLOWER, FASTER, FORK -> {
                return TimeKeys.key(model, action);
            }
            case DROP_MESSAGE, DELAY_MESSAGE, DUPLICATE_MESSAGE -> {
                return TimeKeys.message(model, action);
            }
            case WHY -> {
                return WhyKeys.open(model);
            }
            case SELECT_LEADER -> selectLeader(model);
            case MARK -> mark(model);
            case UP, DOWN, LEFT, RIGHT, PAGE_UP, PAGE_DOWN, FIRST, LAST, DIGIT ->
                CursorKeys.move(model, action, key, nowNanos);
            default -> {
                return open(model, action) ? List.of() : apply(model, action);
            }
        }
        return List.of();
    }

    /** Handles what changes the look of the screen; answers whether it was that. */
    private static boolean open(Model model, Action action) {
        switch (action) {
            case HELP -> PageKeys.openHelp(model);
            case WHOLE -> PageKeys.openWhole(model);
            case COMMAND -> CommandKeys.open(model, "");
            case MENU -> model.mode = Mode.MENU;
            case FILTER -> {
                model.mode = Mode.FILTER;
                model.filterLine.open(model.feed.filter);
            }
            case HEADLINES -> {
                model.feed.headlines = !model.feed.headlines;
                model.feed.back = 0;
                model.say(Tone.QUIET, model.feed.headlines ? "the feed shows headlines only" : "the feed shows all");
            }
            case FOCUS_NEXT -> focus(model, 1);
            case FOCUS_BACK -> focus(model, -1);
            case VIEW -> view(model);
            case ZOOM_IN -> model.strip.zoom = Zoom.clamp(model.strip.zoom - 1);
            case ZOOM_OUT -> model.strip.zoom = Zoom.clamp(model.strip.zoom + 1);
            case BACK -> back(model);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void focus(Model model, int step) {
        model.focus = model.focus.next(model.parts(), step);
        model.whole = model.whole.map(part -> model.focus);
    }

    private static void view(Model model) {
        if (model.whole.isEmpty()) {
            model.whole = Optional.of(model.focus);
        } else if (model.whole.get().next(model.parts(), 1) == ScreenPart.CLUSTER) {
            model.whole = Optional.empty();
            model.focus = ScreenPart.CLUSTER;
        } else {
            model.focus = model.whole.get().next(model.parts(), 1);
            model.whole = Optional.of(model.focus);
        }
    }

    /** Closes one thing at a time, the most recently opened first. */
    private static void back(Model model) {
        if (model.whole.isPresent()) {
            model.whole = Optional.empty();
        } else if (!model.feed.filter.isEmpty()) {
            model.feed.filter = "";
        } else if (!model.cursors.marked.isEmpty()) {
            model.cursors.marked.clear();
        } else {
            model.focus = ScreenPart.CLUSTER;
            model.feed.back = 0;
            model.strip.follow();
        }
        model.say(Tone.QUIET, "");
    }

    private static void hold(Model model, long nowNanos) {
        if (model.held()) {
            model.say(Tone.QUIET, "");
            model.release();
        } else {
            model.pile.begin(nowNanos);
            model.say(Tone.QUIET, "the picture is held; the cluster goes on; space catches up");
        }
    }

    private static void selectLeader(Model model) {
        Optional<NodeId> leader = model.picture()
                .leader()
                .map(Leading::node)
                .or(() -> model.picture().claimants().stream().findFirst());
        if (leader.isPresent() && model.place(leader.get()) >= 0) {
            CursorKeys.select(model, model.place(leader.get()));
            model.focus = ScreenPart.CLUSTER;
            model.say(
                    Tone.QUIET,
                    leader.get() + " leads"
                            + (model.rights == Rights.LOOKS ? "" : ": k kills it, z freezes it, i isolates it"));
        } else {
            model.say(Tone.FAILED, "nobody leads now");
        }
    }

    private static void mark(Model model) {
        NodeId node = model.selected();
        if (!model.cursors.marked.remove(node)) {
            model.cursors.marked.add(node);
        }
        model.say(
                Tone.QUIET,
                model.cursors.marked.isEmpty()
                        ? "no node is marked"
                        : "marked: " + model.cursors.marked + "; P partitions them off");
    }

    private static List<Request> enter(Model model) {
        if (model.focus == ScreenPart.CHECKS) {
            return model.selectedFault()
                    .map(fault -> request(model, "end " + fault.number()))
                    .orElse(List.of());
        }
        if (model.focus == ScreenPart.STRIP) {
            return TimeKeys.enterStrip(model);
        }
        if (model.focus == ScreenPart.FEED) {
            return WhyKeys.open(model);
        }
        return model.focus == ScreenPart.CLUSTER ? apply(model, Action.CUT) : List.of();
    }

    private static List<Request> apply(Model model, Action action) {
        Optional<String> line = KeyCommands.line(action, model);
        if (line.isEmpty()) {
            model.say(Tone.FAILED, KeyCommands.missing(action, model));
            return List.of();
        }
        if (model.isPending(line.get())) {
            // What it does is not known yet, so that the key cannot mean its undoing.
            return List.of();
        }
        if (action == Action.ALIGN) {
            model.aligned = !model.aligned;
        }
        if (action == Action.PARTITION) {
            model.cursors.marked.clear();
        }
        return request(model, line.get());
    }

    static List<Request> request(Model model, String line) {
        model.pend(line);
        model.line.remember(line);
        return List.of(new Request.Apply(line));
    }
}
