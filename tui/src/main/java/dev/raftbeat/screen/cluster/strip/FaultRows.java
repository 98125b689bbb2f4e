package dev.raftbeat.screen.cluster.strip;

import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.world.Timeline.Band;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which row of the strip each fault stands in, and where its words stand. A fault is never moved in time: where two would
 * overlap, they stand in two rows, and those for which there is no row are left over.
 *
 * @param rows what each row shows, in the order in which it began
 * @param hidden those for which there is no row, in the order in which they began
 */
record FaultRows(List<List<Placed>> rows, List<Bar> hidden) {
    private static final int ROWS_MAX = 40;

    /**
     * A fault within a window.
     *
     * @param action whether it is a deed without length, such as a kill
     * @param from the column in which it begins; -1 when that was before the window
     * @param to the last column in which it goes on
     * @param ended whether it ends in that column
     */
    record Bar(long number, String text, boolean action, int from, int to, boolean ended) {
        static Bar of(Band band, StripWindow window) {
            int from = window.at(band.fromNanos());
            boolean action = band.kind().equals("action");
            boolean ended = !action
                    && band.toNanos().isPresent()
                    && window.at(band.toNanos().getAsLong()) <= window.lastColumn();
            int to = action ? from : ended ? window.at(band.toNanos().getAsLong()) : window.lastColumn();
            // Both its marks are wanted in one column: the one that remains says for how long it lasted.
            String brief = ended && to == from
                    ? " for " + PlainText.duration(band.toNanos().getAsLong() - band.fromNanos())
                    : "";
            return new Bar(band.fault(), band.text() + brief, action, from, to, ended);
        }

        int first() {
            return Math.max(0, from);
        }

        String label() {
            return number + " " + text;
        }

        /** How many cells there are for words between its marks. */
        private int inside() {
            return Math.max(0, to - first() - (ended ? 1 : 0));
        }

        /** The first cell for words behind it. */
        private int behind() {
            return to > first() ? to + 2 : first() + 1;
        }
    }

    /**
     * A fault in its row.
     *
     * @param textAt the column where its words begin
     * @param words as much of its number and line as there is room for
     * @param low the first column that it takes, with its words
     * @param high the last one
     */
    record Placed(Bar bar, int textAt, String words, int low, int high) {}

    /** All rows that these faults need if none is to be left over and none of their words; no more than a screen has. */
    static int wanted(List<Bar> bars, StripWindow window) {
        return pack(bars, Math.min(bars.size(), ROWS_MAX), window, true).rows().size();
    }

    /** With all words, if they fit into this many rows; else with shorter ones, and the last row for all that are left over. */
    static FaultRows of(List<Bar> bars, int rows, StripWindow window) {
        FaultRows whole = pack(bars, rows, window, true);
        if (whole.hidden().isEmpty()) {
            return whole;
        }
        FaultRows brief = pack(bars, rows, window, false);
        return brief.hidden().isEmpty() ? brief : pack(bars, Math.max(0, rows - 1), window, false);
    }

    private static FaultRows pack(List<Bar> bars, int rows, StripWindow window, boolean whole) {
        List<List<Placed>> all = new ArrayList<>();
        List<Bar> hidden = new ArrayList<>();
        for (Bar bar : bars) {
            String words = whole ? bar.label() : Long.toString(bar.number());
            boolean placed = false;
            for (int y = 0; y < rows && !placed; y++) {
                if (y == all.size()) {
                    all.add(new ArrayList<>());
                }
                List<Placed> row = all.get(y);
                int free = row.isEmpty() ? 0 : row.get(row.size() - 1).high() + (whole ? 2 : 1);
                Optional<Placed> found = place(bar, words, free, window);
                found.ifPresent(row::add);
                placed = found.isPresent();
            }
            if (!placed) {
                hidden.add(bar);
            }
        }
        all.removeIf(List::isEmpty);
        return new FaultRows(
                whole ? all : all.stream().map(row -> lengthened(row, window)).toList(), hidden);
    }

    /** Puts it into a row that is free from this column on: its words inside it, else behind, else before it. */
    private static Optional<Placed> place(Bar bar, String words, int free, StripWindow window) {
        int length = words.length();
        int first = bar.first();
        if (first < free) {
            return Optional.empty();
        }
        if (length <= bar.inside()) {
            return Optional.of(new Placed(bar, first + 1, words, first, bar.to()));
        }
        int behind = bar.behind();
        int high = behind + length - 1;
        boolean left = first - 1 - length >= free;
        if (high <= window.lastColumn() || high < window.columns() && !left) {
            return Optional.of(new Placed(bar, behind, words, first, high));
        }
        return left
                ? Optional.of(new Placed(bar, first - 1 - length, words, first - 1 - length, bar.to()))
                : Optional.empty();
    }

    /** Gives each as many of its words as there is room for between its neighbours in its row. */
    private static List<Placed> lengthened(List<Placed> row, StripWindow window) {
        List<Placed> all = new ArrayList<>();
        int free = 0;
        for (int i = 0; i < row.size(); i++) {
            int next = i + 1 < row.size() ? row.get(i + 1).low() - 1 : window.columns();
            Placed longer = lengthened(row.get(i), free, next);
            all.add(longer);
            free = Math.max(longer.high(), longer.textAt() + longer.words().length() - 1) + 2;
        }
        return List.copyOf(all);
    }

    private static Placed lengthened(Placed one, int free, int next) {
        Bar bar = one.bar();
        int length = bar.label().length();
        boolean inside = one.textAt() <= bar.to() && bar.to() > bar.first();
        int room = one.textAt() < bar.first() ? 0 : inside ? bar.inside() : next - one.textAt();
        if (room < length && bar.first() - 1 - length >= free) {
            return new Placed(bar, bar.first() - 1 - length, bar.label(), bar.first() - 1 - length, bar.to());
        }
        // A number and half a word say less than the number alone.
        boolean enough = room >= Math.min(length, one.words().length() + 5);
        return enough ? new Placed(bar, one.textAt(), Canvas.fit(bar.label(), room), one.low(), one.high()) : one;
    }
}
