package dev.raftbeat.screen.twin;

import dev.raftbeat.screen.Action;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.TimeCommand;
import dev.raftbeat.screen.Zoom;
import dev.raftbeat.screen.canvas.CutTexts;
import dev.raftbeat.screen.cluster.CursorKeys;
import dev.raftbeat.screen.cluster.Model.Status;
import dev.raftbeat.screen.cluster.Model.Tone;
import dev.raftbeat.screen.cluster.TimeKeys;
import dev.raftbeat.screen.cluster.WhyKeys;
import dev.raftbeat.screen.twin.TwinModel.Mode;
import dev.raftbeat.why.Explanation;
import dev.raftbeat.world.TimeStep;
import java.util.List;
import java.util.Optional;

/** What a key does to twins, and what it asks of the loop. Time has the same keys as on any simulation. */
public final class TwinUpdate {
    private static final int PAGE = 8;

    private TwinUpdate() {}

    /** What the loop has to do, in order. */
    public static List<Request> key(TwinModel model, Key key) {
        if (key.isCtrl('c') || key.code() == Key.Code.GONE) {
            return List.of(new Request.Quit(true));
        }
        if (model.mode != Mode.PICTURE) {
            scroll(model, key);
            return List.of();
        }
        if (key.is('p')) {
            return parting(model);
        }
        Optional<Action> action = Action.of(key);
        return action.isEmpty() ? List.of() : act(model, action.get());
    }

    private static void scroll(TwinModel model, Key key) {
        switch (key.code()) {
            case UP -> model.top = Math.max(0, model.top - 1);
            case DOWN -> model.top++;
            case PAGE_UP -> model.top = Math.max(0, model.top - PAGE);
            case PAGE_DOWN -> model.top += PAGE;
            case HOME -> model.top = 0;
            default -> model.mode = Mode.PICTURE;
        }
    }

    private static List<Request> act(TwinModel model, Action action) {
        return switch (action) {
            case QUIT -> List.of(new Request.Quit(false));
            case REDRAW -> List.of(new Request.Redraw());
            case HOLD -> travel(model, new TimeCommand.StopOrGo());
            case STEP_ON -> travel(model, new TimeCommand.Step(model.step, false));
            case STEP_BACK -> travel(model, new TimeCommand.Step(model.step, true));
            case ELECTION_ON -> travel(model, new TimeCommand.Step(TimeStep.ELECTION, false));
            case ELECTION_BACK -> travel(model, new TimeCommand.Step(TimeStep.ELECTION, true));
            case SLOWER -> travel(model, new TimeCommand.Pace(false));
            case FASTER -> travel(model, new TimeCommand.Pace(true));
            default -> {
                look(model, action);
                yield List.of();
            }
        };
    }

    private static void look(TwinModel model, Action action) {
        switch (action) {
            case HELP -> open(model, Mode.HELP);
            case WHOLE -> {
                if (model.cut.gather()) {
                    open(model, Mode.WHOLE);
                } else {
                    say(model, Tone.QUIET, CutTexts.NONE);
                }
            }
            case WHY -> {
                // Whoever has moved back in a feed asks about the line that is marked there.
                boolean marked = model.chosen().feed.back > 0;
                explain(
                        model,
                        marked ? WhyKeys.ofFeed(model.chosen()) : model.why,
                        "they never part: there is nothing to explain");
            }
            case ENTER ->
                explain(model, WhyKeys.ofFeed(model.chosen()), "nothing has been told yet that could be explained");
            case STEP_SIZE -> {
                model.step = TimeKeys.after(model.step);
                say(model, Tone.QUIET, "a step goes to the next " + TimeKeys.word(model.step) + " of either");
            }
            case FOCUS_NEXT, FOCUS_BACK -> model.onRight = !model.onRight;
            case HEADLINES -> {
                boolean headlines = !model.left.model.feed.headlines;
                model.left.model.feed.headlines = headlines;
                model.right.model.feed.headlines = headlines;
                say(model, Tone.QUIET, headlines ? "the feeds show headlines only" : "the feeds show all");
            }
            case ZOOM_IN, ZOOM_OUT -> zoom(model, action == Action.ZOOM_IN ? -1 : 1);
            case BACK -> {
                model.left.model.feed.back = 0;
                model.right.model.feed.back = 0;
                say(model, Tone.QUIET, "");
            }
            case UP, DOWN, PAGE_UP, PAGE_DOWN, FIRST, LAST -> CursorKeys.feed(model.chosen(), action);
            default -> say(model, Tone.FAILED, "twins are watched, not broken: ? shows their keys");
        }
    }

    private static void explain(TwinModel model, Optional<Explanation> why, String none) {
        if (why.isPresent()) {
            model.shown = why;
            open(model, Mode.WHY);
        } else {
            say(model, Tone.FAILED, none);
        }
    }

    private static void zoom(TwinModel model, int by) {
        int zoom = Zoom.clamp(model.left.model.strip.zoom + by);
        model.left.model.strip.zoom = zoom;
        model.right.model.strip.zoom = zoom;
    }

    private static void open(TwinModel model, Mode mode) {
        model.mode = mode;
        model.top = 0;
        say(model, Tone.QUIET, "");
    }

    private static List<Request> parting(TwinModel model) {
        if (model.parting.isEmpty()) {
            say(model, Tone.FAILED, "they never part: the switch made no difference");
            return List.of();
        }
        return travel(model, new TimeCommand.StopAt(model.parting.get().tNanos()));
    }

    private static List<Request> travel(TwinModel model, TimeCommand journey) {
        model.depart();
        return List.of(new Request.Travel(journey));
    }

    private static void say(TwinModel model, Tone tone, String text) {
        model.status = new Status(tone, text);
    }
}
