package dev.raftbeat.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A table in the output of a command, read as the eye reads it: a heading that names columns, and rows below it whose
 * cells stand under their heading. Cells are parted by two blanks or more.
 */
final class OutputTable {
    private static final Pattern CELL = Pattern.compile("\\S+( \\S+)*");
    private static final Pattern NUMBER =
            Pattern.compile("(-?[0-9][0-9,]*(\\.[0-9]+)?)\\s?(ns|us|ms|s|min|h|%)?(?![A-Za-z0-9.])");

    private static final int LABEL = 18;
    private static final int CELL_LEAST = 10;

    private final List<String> lines;

    OutputTable(List<String> lines) {
        this.lines = lines;
    }

    /**
     * One cell.
     *
     * @param row the whole line
     * @param text of the cell
     * @param value the first number in it, times in seconds; infinite for {@code never}
     */
    record Cell(String row, String text, double value) {}

    /** Every row's cell of this column that is a number. */
    List<Cell> column(String name) {
        List<Cell> cells = new ArrayList<>();
        int at = heading(name);
        for (int i = at + 1; at >= 0 && i < lines.size(); i++) {
            Cell cell = under(lines.get(at), name, lines.get(i));
            if (cell != null) {
                cells.add(cell);
            }
        }
        return cells;
    }

    /** The table with its first column and these alone; the lines before and behind it stay. Without them, all of it. */
    List<String> with(List<String> names) {
        int at = names.isEmpty() ? -1 : heading(names.get(0));
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean row = at >= 0 && i > at && under(lines.get(at), names.get(0), lines.get(i)) != null;
            if (i == at || row) {
                shown.add(narrow(lines.get(at), names, lines.get(i), i == at));
            } else if (at < 0 || i < at || !shown.isEmpty() && isOutside(at, names, i)) {
                shown.add(lines.get(i));
            }
        }
        return shown;
    }

    /** A line between heading and rows belongs to the heading. */
    private boolean isOutside(int at, List<String> names, int line) {
        for (int i = line; i < lines.size(); i++) {
            if (under(lines.get(at), names.get(0), lines.get(i)) != null) {
                return false;
            }
        }
        return true;
    }

    private static String narrow(String heading, List<String> names, String row, boolean first) {
        StringBuilder shown = new StringBuilder(String.format("%-" + LABEL + "s", label(heading, row)));
        for (String name : names) {
            String text = first ? name : text(heading, name, row);
            shown.append("  ")
                    .append(" ".repeat(Math.max(0, width(name) - text.length())))
                    .append(text);
        }
        return shown.toString();
    }

    private static int width(String name) {
        return Math.max(CELL_LEAST, name.length());
    }

    private static String text(String heading, String name, String row) {
        int from = place(heading, name);
        Matcher cell = CELL.matcher(row);
        while (from >= 0 && cell.find()) {
            if (cell.start() < from + name.length() && cell.end() > from) {
                return cell.group();
            }
        }
        return "-";
    }

    /** What stands before the first column that has numbers in it. */
    private static String label(String heading, String row) {
        Matcher name = CELL.matcher(heading);
        int from = 0;
        while (from == 0 && name.find()) {
            from = name.start();
        }
        Matcher cell = CELL.matcher(row);
        int end = 0;
        while (cell.find() && cell.end() <= from) {
            end = cell.end();
        }
        return blanks(row.substring(0, Math.min(end, row.length())));
    }

    /** @throws IllegalArgumentException when there is no such cell */
    Cell cell(String column, String row) {
        return column(column).stream()
                .filter(cell -> blanks(cell.row()).startsWith(row + " "))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the output has no number in column \"" + column + "\" of \"" + row + "\""));
    }

    /** What stands before the first column of the row that a cell of this column is in. */
    String label(String column, Cell cell) {
        return label(lines.get(heading(column)), cell.row());
    }

    private int heading(String name) {
        for (int i = 0; i < lines.size(); i++) {
            if (place(lines.get(i), name) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private static int place(String line, String name) {
        Matcher word =
                Pattern.compile("(?<!\\S)" + Pattern.quote(name) + "(?!\\S)").matcher(line);
        return word.find() ? word.start() : -1;
    }

    /** The cell that shares columns of characters with the heading. */
    private static Cell under(String heading, String name, String row) {
        int from = place(heading, name);
        int to = from + name.length();
        Matcher cell = CELL.matcher(row);
        while (cell.find()) {
            if (cell.start() < to && cell.end() > from) {
                OptionalDouble value = number(cell.group());
                return value.isPresent() ? new Cell(row, cell.group(), value.getAsDouble()) : null;
            }
        }
        return null;
    }

    /** The number at the beginning of a text, times in seconds. */
    static OptionalDouble number(String text) {
        if (text.startsWith("never")) {
            return OptionalDouble.of(Double.POSITIVE_INFINITY);
        }
        Matcher number = NUMBER.matcher(text);
        if (!number.lookingAt()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(number.group(1).replace(",", ""));
        String unit = number.group(3) == null ? "" : number.group(3);
        String rest = text.substring(number.end());
        // A long time has two units: 2 h 48 min.
        double more = (unit.equals("h") || unit.equals("min")) && rest.startsWith(" ")
                ? number(rest.substring(1)).orElse(0)
                : 0;
        return OptionalDouble.of(more
                + value
                        * switch (unit) {
                            case "ns" -> 1e-9;
                            case "us" -> 1e-6;
                            case "ms" -> 1e-3;
                            case "min" -> 60;
                            case "h" -> 3600;
                            default -> 1;
                        });
    }

    /** With one blank for several. */
    static String blanks(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
