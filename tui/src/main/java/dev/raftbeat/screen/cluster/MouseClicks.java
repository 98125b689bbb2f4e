package dev.raftbeat.screen.cluster;

import dev.raftbeat.screen.Action;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Mouse;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.canvas.Canvas.Target;
import dev.raftbeat.screen.cluster.Model.Mode;
import dev.raftbeat.screen.cluster.Model.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the mouse does to the model, by what the last picture had under it. */
public final class MouseClicks {
    private static final int LINES_A_NOTCH = 3;

    private MouseClicks() {}

    /**
     * @param nowNanos the world's clock
     * @return what the loop has to do, in order
     */
    public static List<Request> mouse(Model model, Mouse mouse, long nowNanos) {
        Optional<Target> under = model.cut.picture().targetAt(mouse.x(), mouse.y());
        if (mouse.kind() != Mouse.Kind.CLICK) {
            return wheel(model, mouse, under, nowNanos);
        }
        if (under.isPresent() && under.get() instanceof Spot.Hint hint) {
            return Update.key(model, hint.key(), nowNanos);
        }
        return switch (model.mode) {
            case PICTURE -> under.map(spot -> click(model, (Spot) spot)).orElse(List.of());
            case MENU -> menu(model, under);
            // Asked whether to end the cluster, nobody answers by a click that went astray.
            case COMMAND, FILTER, LEAVE, ASK -> List.of();
            case HELP, WHY, WHOLE -> Update.key(model, Key.of(Key.Code.ESC), nowNanos);
        };
    }

    private static List<Request> menu(Model model, Optional<Target> under) {
        if (under.isPresent() && under.get() instanceof Spot.MenuWord word) {
            model.cursors.menu = word.place();
            return MenuKeys.key(model, Key.of(Key.Code.ENTER));
        }
        return List.of();
    }

    private static List<Request> wheel(Model model, Mouse mouse, Optional<Target> under, long nowNanos) {
        List<Request> requests = new ArrayList<>();
        boolean page = model.mode == Mode.HELP || model.mode == Mode.WHY || model.mode == Mode.WHOLE;
        if (page || model.mode == Mode.MENU) {
            for (int i = 0; i < (page ? LINES_A_NOTCH : 1); i++) {
                requests.addAll(Update.key(model, mouse.arrow(), nowNanos));
            }
        } else if (model.mode == Mode.PICTURE) {
            under.flatMap(MouseClicks::part).ifPresent(part -> scroll(model, part, mouse.kind(), nowNanos));
        }
        return requests;
    }

    private static void scroll(Model model, ScreenPart part, Mouse.Kind kind, long nowNanos) {
        boolean up = kind == Mouse.Kind.WHEEL_UP;
        Action action = up ? Action.UP : Action.DOWN;
        switch (part) {
            case FEED -> CursorKeys.feed(model, action);
            case STRIP -> {
                model.focus = part;
                CursorKeys.move(model, up ? Action.LEFT : Action.RIGHT, Key.of(Key.Code.OTHER), nowNanos);
            }
            default -> {
                model.focus = part;
                CursorKeys.move(model, action, Key.of(Key.Code.OTHER), nowNanos);
            }
        }
    }

    private static Optional<ScreenPart> part(Target target) {
        if (!(target instanceof Spot spot) || spot instanceof Spot.Hint || spot instanceof Spot.MenuWord) {
            return Optional.empty();
        }
        return Optional.of(partOf(spot));
    }

    private static ScreenPart partOf(Spot spot) {
        if (spot instanceof Spot.Part part) {
            return part.part();
        } else if (spot instanceof Spot.Moment) {
            return ScreenPart.STRIP;
        } else if (spot instanceof Spot.Sentence) {
            return ScreenPart.FEED;
        } else if (spot instanceof Spot.ActiveFault) {
            return ScreenPart.CHECKS;
        }
        return spot instanceof Spot.Message ? ScreenPart.MESSAGES : ScreenPart.CLUSTER;
    }

    private static List<Request> click(Model model, Spot spot) {
        ScreenPart part = partOf(spot);
        model.focus = part;
        if (spot instanceof Spot.Node node) {
            CursorKeys.select(model, node.place());
        } else if (spot instanceof Spot.OneLink link) {
            model.cursors.node = link.from();
            model.cursors.column = link.to();
        } else if (spot instanceof Spot.Moment moment) {
            return TimeKeys.clickStrip(model, moment.nanos());
        } else if (spot instanceof Spot.Sentence sentence) {
            model.feed.back = sentence.back();
            return WhyKeys.open(model);
        } else if (spot instanceof Spot.ActiveFault fault) {
            model.cursors.fault = fault.place();
            model.say(
                    Tone.QUIET,
                    "Enter ends it: "
                            + model.selectedFault().map(one -> one.text()).orElse(""));
        } else if (spot instanceof Spot.Message message) {
            model.cursors.message = message.place();
        }
        return List.of();
    }
}
