package dev.raftbeat.screen.lesson;

import dev.raftbeat.lesson.LessonPlayer;
import dev.raftbeat.lesson.LessonPlayer.Kind;
import dev.raftbeat.screen.Action;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.canvas.CutTexts;
import dev.raftbeat.screen.lesson.LessonModel.Mode;

/** What a key does to a lesson, and what it asks of the loop. */
public final class LessonUpdate {
    private static final int PAGE = 8;

    /** What the loop has to do. */
    public enum Wish {
        NOTHING,
        /** The stage is another: show what belongs to it. */
        SHOW,
        /** To the end of what runs. */
        SKIP,
        REPLAY,
        STOP_OR_GO,
        SLOWER,
        FASTER,
        /** Work out why the last election came about. */
        EXPLAIN,
        REDRAW,
        /** To the lesson that comes after this one. */
        NEXT_LESSON,
        QUIT,
        INTERRUPT
    }

    private LessonUpdate() {}

    public static Wish key(LessonModel model, Key key) {
        if (key.isCtrl('c') || key.code() == Key.Code.GONE) {
            return Wish.INTERRUPT;
        }
        if (scrolled(model, key)) {
            return Wish.NOTHING;
        }
        if (model.mode != Mode.PICTURE) {
            model.mode = Mode.PICTURE;
            model.top = 0;
            return Wish.NOTHING;
        }
        model.say(true, "");
        if (key.code() == Key.Code.CHAR && !key.ctrl() && key.letter() >= '1' && key.letter() <= '9') {
            return answer(model, key.letter() - '1');
        }
        return switch (key.code()) {
            case ENTER, RIGHT -> next(model);
            case BACKSPACE, LEFT -> back(model);
            case CHAR -> letter(model, key);
            default -> Wish.NOTHING;
        };
    }

    private static Wish letter(LessonModel model, Key key) {
        if (key.is('r')) {
            return Wish.REPLAY;
        } else if (key.is('w')) {
            model.mode = Mode.WHY;
            model.top = 0;
            return Wish.EXPLAIN;
        }
        Action action = Action.of(key).orElse(null);
        if (action == null) {
            return Wish.NOTHING;
        }
        return switch (action) {
            case QUIT -> Wish.QUIT;
            case REDRAW -> Wish.REDRAW;
            case HOLD -> Wish.STOP_OR_GO;
            case SLOWER -> Wish.SLOWER;
            case FASTER -> Wish.FASTER;
            case HELP -> {
                model.mode = Mode.HELP;
                model.top = 0;
                yield Wish.NOTHING;
            }
            case WHOLE -> {
                if (model.cut.gather()) {
                    model.mode = Mode.WHOLE;
                    model.top = 0;
                } else {
                    model.say(true, CutTexts.NONE);
                }
                yield Wish.NOTHING;
            }
            case HEADLINES -> {
                model.cluster().ifPresent(shown -> shown.feed.headlines = !shown.feed.headlines);
                yield Wish.NOTHING;
            }
            default -> {
                model.say(false, "a lesson breaks things itself: ? shows its keys");
                yield Wish.NOTHING;
            }
        };
    }

    private static boolean scrolled(LessonModel model, Key key) {
        switch (key.code()) {
            case UP -> model.top = Math.max(0, model.top - 1);
            case DOWN -> model.top++;
            case PAGE_UP -> model.top = Math.max(0, model.top - PAGE);
            case PAGE_DOWN -> model.top += PAGE;
            case HOME -> model.top = 0;
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Wish answer(LessonModel model, int choice) {
        LessonPlayer player = model.player;
        if (player.stage().kind() != Kind.ASK) {
            model.say(false, "nothing is asked here; Enter goes on");
            return Wish.NOTHING;
        }
        int choices = player.question().orElseThrow().choices().size();
        if (choice >= choices) {
            model.say(false, "1 to " + choices + ", please");
            return Wish.NOTHING;
        }
        if (!player.choose(choice)) {
            model.say(true, "the first answer counts");
        }
        return on(model);
    }

    private static Wish next(LessonModel model) {
        Kind kind = model.player.stage().kind();
        if (kind == Kind.RUN && model.running()) {
            return Wish.SKIP;
        }
        if (kind == Kind.END) {
            if (model.player.leadOn()) {
                return Wish.NEXT_LESSON;
            }
            model.say(true, "that was all: q leaves");
            return Wish.NOTHING;
        }
        return on(model);
    }

    private static Wish on(LessonModel model) {
        if (!model.player.next()) {
            boolean asked = model.player.stage().kind() == Kind.ASK;
            model.say(false, asked ? "first say what you think: a number" : "it has not ended yet");
            return Wish.NOTHING;
        }
        model.top = 0;
        return Wish.SHOW;
    }

    private static Wish back(LessonModel model) {
        if (!model.player.back()) {
            model.say(true, "this is the beginning");
            return Wish.NOTHING;
        }
        model.top = 0;
        return Wish.SHOW;
    }
}
