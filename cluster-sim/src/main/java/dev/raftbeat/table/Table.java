package dev.raftbeat.table;

import dev.raftbeat.text.CleanText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows under named columns, built once for people and programs.
 *
 * @param <R> a row
 */
public record Table<R>(List<Column<R>> columns, List<R> rows) {
    private static final String GAP = "  ";
    private static final String CSV_LINE_END = "\r\n";

    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /** The headings, then a line for each row; columns are as wide as what stands in them. */
    public List<String> lines() {
        List<List<String>> cells = new ArrayList<>();
        cells.add(shown().map(Column::heading).toList());
        rows.forEach(row -> cells.add(cells(row)));
        List<Column<R>> columnsShown = shown().toList();
        int[] widths = new int[columnsShown.size()];
        for (int at = 0; at < widths.length; at++) {
            int column = at;
            int widest = cells.stream()
                    .mapToInt(line -> line.get(column).length())
                    .max()
                    .orElse(0);
            widths[at] = Math.max(columnsShown.get(at).width(), widest);
        }
        return cells.stream().map(line -> line(line, widths)).toList();
    }

    /** The headings alone, for a table that is told row by row. */
    public String heading() {
        return line(shown().map(Column::heading).toList(), least());
    }

    /** One line for a row, in columns of their least widths: for a table that is told row by row. */
    public String line(R row) {
        return line(cells(row), least());
    }

    private Stream<Column<R>> shown() {
        return columns.stream().filter(Column::forPeople);
    }

    private List<String> cells(R row) {
        return shown().map(column -> CleanText.line(column.cell().apply(row))).toList();
    }

    private int[] least() {
        return shown().mapToInt(
                        column -> Math.max(column.width(), column.heading().length()))
                .toArray();
    }

    private String line(List<String> cells, int[] widths) {
        List<Column<R>> columnsShown = shown().toList();
        StringBuilder line = new StringBuilder();
        for (int at = 0; at < widths.length; at++) {
            String cell = cells.get(at);
            String blanks = " ".repeat(Math.max(0, widths[at] - cell.length()));
            line.append(at == 0 ? "" : GAP).append(columnsShown.get(at).right() ? blanks + cell : cell + blanks);
        }
        return line.toString().stripTrailing();
    }

    /**
     * As CSV (RFC 4180): a line of names, then one for each row, each ended by CR and LF. An empty value is not known; several
     * values in one place are parted by blanks; line ends within a value come as escapes, so that a row is one line.
     */
    public String csv() {
        StringBuilder text = new StringBuilder();
        text.append(columns.stream().map(column -> quoted(column.key())).collect(Collectors.joining(",")));
        text.append(CSV_LINE_END);
        for (R row : rows) {
            text.append(columns.stream()
                    .map(column -> quoted(csvValue(column.plain(row))))
                    .collect(Collectors.joining(",")));
            text.append(CSV_LINE_END);
        }
        return text.toString();
    }

    private static String csvValue(Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof Collection<?> several
                ? several.stream().map(String::valueOf).collect(Collectors.joining(" "))
                : value.toString();
    }

    private static String quoted(String value) {
        String line = CleanText.line(value);
        return line.contains(",") || line.contains("\"") ? '"' + line.replace("\"", "\"\"") + '"' : line;
    }

    /** One object for each row, for JSON. */
    public List<Map<String, Object>> maps() {
        List<Map<String, Object>> maps = new ArrayList<>();
        for (R row : rows) {
            Map<String, Object> map = new LinkedHashMap<>();
            columns.forEach(column -> map.put(column.key(), column.plain(row)));
            maps.add(map);
        }
        return maps;
    }
}
