package dev.raftbeat.screen.cluster;

import dev.raftbeat.screen.Action;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Zoom;
import java.util.OptionalLong;

/** Keys that move: which node and link are selected, how far back the feed and the strip stand. */
public final class CursorKeys {
    private static final int PAGE = 8;
    private static final int STRIP_STEP = 10;

    private CursorKeys() {}

    static void move(Model model, Action action, Key key, long nowNanos) {
        if (action == Action.DIGIT) {
            int wanted = key.letter() - '1';
            if (wanted < model.members.size()) {
                select(model, wanted);
                model.focus = ScreenPart.CLUSTER;
            }
            return;
        }
        switch (model.focus) {
            case CLUSTER -> cluster(model, action);
            case STRIP -> strip(model, action, model.shownNanos(nowNanos));
            case FEED -> feed(model, action);
            case CHECKS -> faults(model, action);
            case MESSAGES -> messages(model, action);
        }
    }

    /** Selects a node as the sender; the receiver stays unless it is that very node. */
    static void select(Model model, int row) {
        int before = model.cursors.node;
        model.cursors.node = row;
        if (model.cursors.column == row && model.members.size() > 1) {
            model.cursors.column = before != row ? before : (row + 1) % model.members.size();
        }
    }

    private static void cluster(Model model, Action action) {
        int size = model.members.size();
        switch (action) {
            case UP -> select(model, Math.floorMod(model.cursors.node - 1, size));
            case DOWN -> select(model, Math.floorMod(model.cursors.node + 1, size));
            case LEFT -> receiver(model, -1);
            case RIGHT -> receiver(model, 1);
            case FIRST -> select(model, 0);
            case LAST -> select(model, size - 1);
            default -> feed(model, action);
        }
    }

    private static void receiver(Model model, int step) {
        int size = model.members.size();
        model.cursors.column = Math.floorMod(model.cursors.column + step, size);
        if (model.cursors.column == model.cursors.node && size > 1) {
            model.cursors.column = Math.floorMod(model.cursors.column + step, size);
        }
    }

    private static void strip(Model model, Action action, long nowNanos) {
        boolean sideways =
                action == Action.LEFT || action == Action.RIGHT || action == Action.FIRST || action == Action.LAST;
        if (sideways && model.time().isPresent()) {
            TimeKeys.strip(model, action, nowNanos);
            return;
        }
        long start = model.picture().firstNanos();
        switch (action) {
            case LEFT -> model.strip.move(-STRIP_STEP, start, nowNanos);
            case RIGHT -> model.strip.move(STRIP_STEP, start, nowNanos);
            case UP -> model.strip.zoom = Zoom.clamp(model.strip.zoom - 1);
            case DOWN -> model.strip.zoom = Zoom.clamp(model.strip.zoom + 1);
            case FIRST -> model.strip.move(-Integer.MAX_VALUE, start, nowNanos);
            case LAST -> model.strip.end = OptionalLong.empty();
            default -> feed(model, action);
        }
    }

    public static void feed(Model model, Action action) {
        int last = Math.max(
                0, (int) model.story().feed().stream().filter(model.feed::shows).count() - 1);
        int back = model.feed.back;
        int wanted = switch (action) {
            case UP -> back + 1;
            case DOWN -> back - 1;
            case PAGE_UP -> back + PAGE;
            case PAGE_DOWN -> back - PAGE;
            case FIRST -> last;
            case LAST -> 0;
            default -> back;
        };
        model.feed.back = Math.max(0, Math.min(last, wanted));
    }

    private static void faults(Model model, Action action) {
        int last = Math.max(0, model.faults().size() - 1);
        switch (action) {
            case UP -> model.cursors.fault = Math.max(0, Math.min(last, model.cursors.fault) - 1);
            case DOWN -> model.cursors.fault = Math.min(last, model.cursors.fault + 1);
            case FIRST -> model.cursors.fault = 0;
            case LAST -> model.cursors.fault = last;
            default -> feed(model, action);
        }
    }

    private static void messages(Model model, Action action) {
        int last = Math.max(0, model.messages().size() - 1);
        int here = Math.min(last, model.cursors.message);
        model.cursors.message = switch (action) {
            case UP -> Math.max(0, here - 1);
            case DOWN -> Math.min(last, here + 1);
            case PAGE_UP -> Math.max(0, here - PAGE);
            case PAGE_DOWN -> Math.min(last, here + PAGE);
            case FIRST -> 0;
            case LAST -> last;
            default -> here;
        };
    }
}
