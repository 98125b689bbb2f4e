package dev.raftbeat.screen.canvas;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A text as it was drawn in one go. All columns and rows are those of the whole grid.
 *
 * @param window the first column of the window that it was drawn in
 * @param shown what was drawn of it
 * @param whole what it says
 * @param outside whether it lay above or below its window, and so was not drawn at all
 */
public record DrawnText(int window, int x, int y, String shown, String whole, boolean outside) {
    /** Whether a part of it is missing. */
    public boolean cut() {
        return !shown.equals(whole);
    }

    /**
     * The rows of a picture in which something is cut, from top to bottom, each whole: what stands left of the cut text in
     * the same window, and then all of it.
     */
    public static List<String> cutRows(List<DrawnText> drawn) {
        List<DrawnText> texts = drawn.stream()
                .sorted(Comparator.comparingInt(DrawnText::y).thenComparingInt(DrawnText::x))
                .toList();
        Set<String> rows = new LinkedHashSet<>();
        for (DrawnText cut : texts) {
            if (cut.cut() && !cut.outside()) {
                List<String> row = new ArrayList<>();
                texts.stream()
                        .filter(text -> text.y() == cut.y() && text.x() < cut.x() && text.x() >= cut.window())
                        .forEach(text -> row.add(text.whole().strip()));
                row.add(cut.whole().strip());
                rows.add(String.join("  ", row));
            }
        }
        return List.copyOf(rows);
    }
}
