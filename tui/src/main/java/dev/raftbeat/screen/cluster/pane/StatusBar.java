package dev.raftbeat.screen.cluster.pane;

import dev.raftbeat.screen.Action;
import dev.raftbeat.screen.Action.Group;
import dev.raftbeat.screen.LineEditor;
import dev.raftbeat.screen.TimeView;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.Glyphs;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.screen.cluster.CommandKeys;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.Model.Mode;
import dev.raftbeat.screen.cluster.Model.Tone;
import dev.raftbeat.screen.cluster.Pane;
import dev.raftbeat.screen.cluster.Rights;
import dev.raftbeat.screen.cluster.Spot;
import dev.raftbeat.screen.cluster.TimeKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The last two lines: what is being typed or what became of it, and what keys there are. */
final class StatusBar implements Pane {
    private static final String LEAVE = "press q or y to end the cluster and leave, any other key to stay";

    @Override
    public void draw(Canvas canvas, Model model, long nowNanos) {
        int hints = canvas.height() - 1;
        if (hints == 0 && model.mode == Mode.PICTURE && !model.status.text().isEmpty()) {
            status(canvas, model);
            return;
        }
        switch (model.mode) {
            case COMMAND -> {
                typed(canvas, ':', model.line);
                advice(canvas, model, hints);
            }
            case FILTER -> {
                typed(canvas, '/', model.filterLine);
                hint(canvas, hints, "Enter keeps the filter, Esc drops it");
            }
            case LEAVE -> canvas.putFit(1, 0, LEAVE, canvas.width() - 2, Style.WARN);
            case ASK ->
                canvas.putFit(
                        1, 0, model.present.question() + "?  y does it, n does not", canvas.width() - 2, Style.WARN);
            case MENU ->
                hint(canvas, hints, "↑ ↓ and first letters choose, Enter takes the line to be changed, Esc closes");
            case WHY ->
                hint(canvas, hints, "v arrows or words, ↑ ↓ scroll, ← → another sentence, any other key closes");
            case HELP -> help(canvas, model, hints);
            case WHOLE -> hint(canvas, hints, "↑ ↓ PgUp PgDn scroll, any other key closes");
            default -> {
                boolean wrapped = hints > 0 && status(canvas, model);
                if (!wrapped) {
                    keys(canvas, model, hints);
                }
            }
        }
    }

    private static void help(Canvas canvas, Model model, int hints) {
        if (model.page.searching()) {
            typed(canvas, '/', model.page.search);
            if (hints > 0) {
                hint(canvas, hints, "Enter keeps the search, Esc drops it");
            }
        } else {
            hint(canvas, hints, "↑ ↓ PgUp PgDn scroll, / searches, any other key closes");
        }
    }

    /** Answers whether it took the line below as well: a slip in a file is told whole. */
    private static boolean status(Canvas canvas, Model model) {
        if (model.status.text().isEmpty()) {
            return false;
        }
        Tone tone = model.status.tone();
        char glyph = switch (tone) {
            case DONE -> Glyphs.GOOD;
            case FAILED -> Glyphs.DEAD;
            case PENDING -> Glyphs.ELLIPSIS;
            default -> Glyphs.DOT;
        };
        Style style = switch (tone) {
            case DONE -> Style.GOOD;
            case FAILED -> Style.BAD;
            case PENDING -> Style.WARN;
            default -> Style.DIM;
        };
        canvas.put(1, 0, glyph, style);
        String text = model.status.text();
        int room = canvas.width() - 4;
        Style words = tone == Tone.QUIET ? Style.DIM : Style.TEXT;
        int end = text.length() <= room ? text.length() : text.lastIndexOf(' ', Math.max(0, room));
        if (tone != Tone.FAILED || canvas.height() < 2 || end <= 0 || end == text.length()) {
            canvas.putFit(3, 0, text, room, words);
            return false;
        }
        canvas.put(3, 0, text.substring(0, end), words);
        String rest = text.substring(end + 1);
        String shown = Canvas.fit(rest, room);
        canvas.putPart(3, 1, shown, shown.equals(rest) ? rest : text, words);
        return true;
    }

    private static void typed(Canvas canvas, char sign, LineEditor line) {
        canvas.put(0, 0, sign, Style.STRONG);
        int room = Math.max(0, canvas.width() - 3);
        int from = Math.max(0, line.cursor() - room);
        String text = from == 0 ? line.text() : Glyphs.ELLIPSIS + line.text().substring(from + 1);
        canvas.putPart(1, 0, Canvas.fit(text, canvas.width() - 1), line.text(), Style.TEXT);
        canvas.invert(1 + line.cursor() - from, 0, 1);
    }

    /** What may come next: the offers of Tab, or what was wrong, or the syntax of the word. */
    private static void advice(Canvas canvas, Model model, int y) {
        if (!model.offers().isEmpty()) {
            canvas.putFit(1, y, String.join("  ", model.offers()), canvas.width() - 2, Style.KEY);
        } else if (!model.status.text().isEmpty()) {
            Style style = model.status.tone() == Tone.FAILED ? Style.BAD : Style.DIM;
            String mark = model.status.tone() == Tone.FAILED ? Glyphs.DEAD + " " : "";
            canvas.putFit(1, y, mark + model.status.text(), canvas.width() - 2, style);
        } else {
            boolean at = model.time().isPresent() && model.line.text().startsWith("at");
            boolean fork = model.recorded() && model.line.text().startsWith("fork");
            String hint = fork
                    ? "Enter forks; or first a line such as: set prevote on, heal, join n1 -> n3"
                    : at ? TimeKeys.AT : CommandKeys.hint(model.line.text());
            hint(canvas, y, hint.isEmpty() ? "a word of the fault language; Tab shows them all, Esc closes" : hint);
        }
    }

    private static void hint(Canvas canvas, int y, String text) {
        canvas.putFit(1, y, text, canvas.width() - 2, Style.DIM);
    }

    /** As many hints as fit, in the order of the table, and the way out always. */
    private static void keys(Canvas canvas, Model model, int y) {
        int end = canvas.width() - 1;
        String quit = hintText(model, Action.QUIT);
        int x = 1;
        List<Action> all = model.whole().isPresent() ? List.of(Action.BACK, Action.VIEW) : List.of();
        for (Action action : all) {
            x = key(canvas, x, y, action, action == Action.BACK ? "all" : action.hint()) + 2;
        }
        for (Action action : order(model)) {
            boolean fits = x + hintText(model, action).length() + 2 + quit.length() <= end;
            if (!action.hint().isEmpty() && action != Action.QUIT && fits && !all.contains(action)) {
                x = key(canvas, x, y, action, hint(model, action)) + 2;
            }
        }
        key(canvas, x, y, Action.QUIT, Action.QUIT.hint());
    }

    /** Where time can be stopped, its keys come before those of faults. */
    private static List<Action> order(Model model) {
        List<Action> order = new ArrayList<>(List.of(Action.values()));
        order.removeIf(action -> action.group() == Group.TIME || model.rights == Rights.LOOKS && action.breaks());
        if (model.time().isPresent()) {
            List<Action> first = new ArrayList<>(List.of(Action.HELP, Action.COMMAND, Action.HOLD));
            first.addAll(Action.of(Group.TIME));
            order.removeAll(first);
            order.addAll(0, first);
        }
        return order;
    }

    private static String hint(Model model, Action action) {
        Optional<TimeView> time = model.time();
        if (action == Action.HOLD && time.isPresent()) {
            return time.get().playing() ? "stop" : "go";
        }
        return action.hint();
    }

    private static String hintText(Model model, Action action) {
        return action.label() + " " + hint(model, action);
    }

    private static int key(Canvas canvas, int x, int y, Action action, String word) {
        String label = action.label();
        int at = canvas.put(x, y, label, Style.KEY);
        int end = canvas.put(at + 1, y, word, Style.DIM);
        if (!action.keys().isEmpty()) {
            canvas.target(x, y, end - x, 1, new Spot.Hint(action.keys().get(0)));
        }
        return end;
    }

    /** Whether the hints and the status have a line each. */
    static int rows(int height, Mode mode) {
        return height >= 8 || mode == Mode.COMMAND || mode == Mode.FILTER ? 2 : 1;
    }
}
