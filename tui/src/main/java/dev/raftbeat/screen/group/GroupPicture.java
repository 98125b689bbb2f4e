package dev.raftbeat.screen.group;

import dev.raftbeat.lab.group.WatchedGroup;
import dev.raftbeat.lab.topology.MemberStatus;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.ClockText;
import dev.raftbeat.screen.canvas.Glyphs;
import dev.raftbeat.screen.canvas.Rules;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.screen.group.GroupKeys.Entry;
import dev.raftbeat.text.Amounts;
import java.util.ArrayList;
import java.util.List;

/** The screen of a group: a row a member, with whom it sends to and what it holds of each other, and what happened. */
public final class GroupPicture {
    private static final int NAME = 6;
    private static final int CELL_LEAST = 3;
    private static final int CELL_MOST = 5;
    private static final int VERDICT = 34;

    /** A message is seen for so much of an interval. */
    private static final int SEEN_SHARE = 3;

    private GroupPicture() {}

    /** Draws the group as it is on a canvas of this size. */
    public static Canvas of(GroupModel model, int width, int height) {
        Canvas canvas = new Canvas(Math.max(1, width), Math.max(1, height));
        title(canvas.window(0, 0, width, 1), model);
        Canvas body = canvas.window(0, 1, width, height - 2);
        if (model.help) {
            help(body, model);
        } else {
            body(body, model);
        }
        hints(canvas.window(0, height - 1, width, 1), model);
        return canvas;
    }

    private static void title(Canvas canvas, GroupModel model) {
        int x = canvas.put(1, 0, "RAFTBEAT", Style.TITLE) + 2;
        String right = "seed " + model.seed + "  " + model.pace() + "  " + ClockText.moment(model.group.now());
        canvas.putRight(canvas.width() - 1, 0, right, Style.STRONG);
        String text = model.group.kind().word() + ": " + model.group.kind().sentence();
        canvas.putFit(x, 0, text, canvas.width() - right.length() - x - 3, Style.TEXT);
    }

    private static void body(Canvas canvas, GroupModel model) {
        int width = canvas.width();
        List<String> legend = legend(width);
        int rows = Math.min(canvas.height(), WatchedGroup.MEMBERS + 2);
        matrix(canvas.window(0, 0, width, rows), model);
        int legendTop = rows;
        for (int i = 0; i < legend.size() && canvas.height() - rows - legend.size() >= 3; i++) {
            canvas.put(1, legendTop + i, legend.get(i), Style.DIM);
            rows++;
        }
        feed(canvas.window(0, rows, width, canvas.height() - rows), model);
    }

    private static List<String> legend(int width) {
        String cells = "Rows send and judge, columns are sent to and judged:  → message  ! message lost";
        String marks = "· trusts  ? suspects  " + Glyphs.DEAD + " holds for dead  (blank: the row's member is dead)";
        return width >= cells.length() + marks.length() + 4 ? List.of(cells + "  " + marks) : List.of(cells, marks);
    }

    private static void matrix(Canvas canvas, GroupModel model) {
        int width = canvas.width();
        int cell = Math.max(CELL_LEAST, Math.min(CELL_MOST, (width - NAME - VERDICT) / WatchedGroup.MEMBERS));
        long interval = model.group.intervalNanos();
        Rules.heading(canvas, 0, "Who sends to whom, who suspects whom", "interval " + Amounts.time(interval), true);
        for (int subject = 0; subject < WatchedGroup.MEMBERS; subject++) {
            String name = cell > CELL_LEAST ? WatchedGroup.name(subject) : Integer.toString(subject + 1);
            canvas.putRight(NAME + (subject + 1) * cell, 1, name, Style.DIM);
        }
        for (int member = 0; member < WatchedGroup.MEMBERS; member++) {
            row(canvas, 2 + member, cell, model, member);
        }
    }

    private static void row(Canvas canvas, int y, int cell, GroupModel model, int member) {
        boolean dead = model.group.isDead(member);
        boolean selected = member == model.member;
        canvas.put(0, y, selected ? Glyphs.HERE : ' ', Style.KEY);
        canvas.put(1, y, dead ? Glyphs.DEAD : Glyphs.FOLLOWER, dead ? Style.DEAD : Style.GOOD);
        canvas.put(2, y, WatchedGroup.name(member), selected ? Style.STRONG : Style.TEXT);
        for (int subject = 0; subject < WatchedGroup.MEMBERS; subject++) {
            int end = NAME + (subject + 1) * cell;
            if (subject == member) {
                canvas.put(end - 1, y, '\\', Style.BORDER);
                continue;
            }
            if (!dead) {
                opinion(canvas, end - 1, y, model.group.opinion(member, subject));
            }
            if (model.group.sentWithin(member, subject, model.group.intervalNanos() / SEEN_SHARE)) {
                boolean lost = model.group.isLastLost(member, subject);
                canvas.put(end - 2, y, lost ? '!' : Glyphs.ARROW, lost ? Style.BAD : Style.PULSE);
            }
        }
        int x = NAME + WatchedGroup.MEMBERS * cell + 2;
        String state = (dead ? "dead; " : model.group.isWatcher(member) ? "monitor; " : "") + model.verdict(member);
        canvas.putFit(x, y, state, canvas.width() - x - 1, dead ? Style.DEAD : Style.DIM);
    }

    private static void opinion(Canvas canvas, int x, int y, MemberStatus opinion) {
        switch (opinion) {
            case TRUSTED -> canvas.put(x, y, Glyphs.DOT, Style.DIM);
            case SUSPECTED -> canvas.put(x, y, Glyphs.UNKNOWN, Style.WARN);
            case DEAD -> canvas.put(x, y, Glyphs.DEAD, Style.BAD);
        }
    }

    private static void feed(Canvas canvas, GroupModel model) {
        if (canvas.height() < 2) {
            return;
        }
        List<WatchedGroup.Change> all = model.group.changes();
        int rows = canvas.height() - 1;
        model.back = Math.max(0, Math.min(model.back, all.size() - rows));
        String newer = model.back > 0 ? model.back + " newer, End" : "";
        Rules.heading(canvas, 0, "What happened", newer, false);
        int to = all.size() - model.back;
        int from = Math.max(0, to - rows);
        for (int i = from; i < to; i++) {
            WatchedGroup.Change change = all.get(i);
            canvas.putRight(11, 1 + i - from, ClockText.moment(change.atNanos()), Style.DIM);
            canvas.putFit(13, 1 + i - from, change.sentence(), canvas.width() - 14, Style.TEXT);
        }
        if (all.isEmpty()) {
            canvas.put(1, 1, "Nothing yet: k kills the selected member.", Style.DIM);
        }
    }

    private static void help(Canvas canvas, GroupModel model) {
        Rules.heading(canvas, 0, "Keys of a group", "any key closes", true);
        canvas.putFit(1, 1, model.group.kind().sentence(), canvas.width() - 2, Style.STRONG);
        int rows = canvas.height() - 2;
        model.helpTop = Math.max(0, Math.min(model.helpTop, GroupKeys.TABLE.size() - rows));
        for (int i = 0; i < rows && model.helpTop + i < GroupKeys.TABLE.size(); i++) {
            Entry entry = GroupKeys.TABLE.get(model.helpTop + i);
            canvas.putRight(9, 2 + i, entry.action().label(), Style.KEY);
            canvas.putFit(11, 2 + i, entry.help(), canvas.width() - 12, Style.TEXT);
        }
    }

    private static void hints(Canvas canvas, GroupModel model) {
        if (!model.status.isEmpty()) {
            canvas.putFit(1, 0, model.status, canvas.width() - 2, Style.WARN);
            return;
        }
        List<String> hints = new ArrayList<>();
        GroupKeys.TABLE.stream()
                .filter(entry -> !entry.hint().isEmpty())
                .forEach(entry -> hints.add(entry.action().label() + " " + entry.hint()));
        int x = 1;
        for (String hint : hints) {
            if (x + hint.length() < canvas.width()) {
                x = canvas.put(x, 0, hint, Style.KEY) + 2;
            }
        }
    }
}
