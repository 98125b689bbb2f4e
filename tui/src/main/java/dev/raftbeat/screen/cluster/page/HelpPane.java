package dev.raftbeat.screen.cluster.page;

import dev.raftbeat.screen.Action;
import dev.raftbeat.screen.Action.Group;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.Mark;
import dev.raftbeat.screen.canvas.Mark.Place;
import dev.raftbeat.screen.canvas.Rules;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.Pane;
import dev.raftbeat.screen.cluster.ScreenPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The part that keys act on, explained; then all keys and all marks, made from their tables. One column, or two where
 * there is room.
 */
public final class HelpPane implements Pane {
    private static final int COLUMN = 78;
    private static final int LABEL = 11;

    /** A section: a heading, and lines with a key or a mark each. */
    private record Section(String title, List<Entry> entries) {}

    private record Entry(String label, String text) {}

    private record Line(String label, String text, Style style) {}

    @Override
    public void draw(Canvas canvas, Model model, long nowNanos) {
        canvas.clear();
        Rules.heading(canvas, 0, "Help", right(model), true);
        int columns = canvas.width() >= 2 * COLUMN ? 2 : 1;
        int width = canvas.width() / columns;
        List<Line> lines = lines(model, width - 12 - 1);
        if (lines.isEmpty()) {
            canvas.putFit(1, 1, "No key and no mark is explained by that.", canvas.width() - 2, Style.DIM);
        }
        int rows = canvas.height() - 2;
        int shown = Math.max(1, rows) * columns;
        int top = Math.max(0, Math.min(model.page.scroll.top(), lines.size() - shown));
        model.page.scroll.shownFrom(top);
        for (int i = 0; i < shown && top + i < lines.size(); i++) {
            int x = i / Math.max(1, rows) * width;
            draw(canvas.window(x, 1 + i % Math.max(1, rows), width, 1), lines.get(top + i));
        }
        if (top + shown < lines.size()) {
            canvas.putRight(canvas.width() - 1, canvas.height() - 1, " ↓ more ", Style.KEY);
        }
    }

    private static String right(Model model) {
        String search = model.page.search.text();
        return search.isEmpty() && !model.page.searching() ? "/ searches, Esc closes" : "/" + search;
    }

    private static void draw(Canvas canvas, Line line) {
        if (line.style() == Style.STRONG) {
            canvas.put(1, 0, line.text(), Style.STRONG);
        } else {
            canvas.putRightFit(LABEL - 1, 0, line.label(), LABEL - 1, Style.KEY);
            canvas.put(LABEL + 1, 0, line.text(), line.style());
        }
    }

    private static List<Line> lines(Model model, int width) {
        String wanted = model.page.search.text().toLowerCase(Locale.ROOT).strip();
        List<Line> lines = new ArrayList<>();
        for (Section section : sections(model)) {
            List<Entry> found = section.entries().stream()
                    .filter(entry -> holds(section.title() + " " + entry.label() + " " + entry.text(), wanted))
                    .toList();
            if (!found.isEmpty()) {
                if (!lines.isEmpty()) {
                    lines.add(new Line("", "", Style.STRONG));
                }
                Canvas.wrap(section.title(), width + LABEL)
                        .forEach(part -> lines.add(new Line("", part, Style.STRONG)));
                found.forEach(entry -> add(lines, entry, width));
            }
        }
        return lines;
    }

    private static boolean holds(String text, String wanted) {
        return wanted.isEmpty() || text.toLowerCase(Locale.ROOT).contains(wanted);
    }

    private static void add(List<Line> lines, Entry entry, int width) {
        String label = entry.label();
        for (String part : Canvas.wrap(entry.text(), width)) {
            lines.add(new Line(label, part, Style.TEXT));
            label = "";
        }
    }

    private static List<Section> sections(Model model) {
        List<Section> sections = new ArrayList<>();
        if (model.recorded()) {
            sections.add(new Section(
                    "A recording cannot be changed: no fault acts on it",
                    List.of(new Entry("F", "Fork it: what follows is simulated, and there every fault acts"))));
        }
        ScreenPart here = model.focus;
        List<Entry> about = new ArrayList<>();
        about.add(new Entry("", here.explanation()));
        here.keys().forEach(action -> about.add(entry(action)));
        sections.add(new Section("This part: " + here.title(), about));
        here.places().forEach(place -> sections.add(marks(place)));
        for (Group group : order(model)) {
            sections.add(new Section(
                    group.title(),
                    Action.of(group).stream().map(HelpPane::entry).toList()));
        }
        for (Place place : Place.values()) {
            if (!here.places().contains(place)) {
                sections.add(marks(place));
            }
        }
        return sections;
    }

    private static Entry entry(Action action) {
        return new Entry(action.label(), action.help());
    }

    private static Section marks(Place place) {
        return new Section(
                "Marks: " + place.title(),
                Mark.of(place).stream()
                        .map(mark -> new Entry(mark.sign(), mark.meaning()))
                        .toList());
    }

    /** Time comes first where there is any to be stopped. */
    private static List<Group> order(Model model) {
        List<Group> order = new ArrayList<>(List.of(Group.values()));
        if (model.time().isPresent()) {
            order.removeAll(List.of(Group.TIME, Group.MESSAGE));
            order.addAll(0, List.of(Group.TIME, Group.MESSAGE));
        }
        if (model.recorded()) {
            order.removeAll(List.of(Group.NODE, Group.LINK, Group.CLUSTER, Group.MESSAGE));
        }
        return order;
    }
}
