package dev.raftbeat.lesson;

import java.util.List;

/**
 * What of a command's output is shown.
 *
 * @param hidden lines that hold one of these texts are not: what differs from machine to machine, say
 * @param columns which columns of a table are, besides its first; all where none is named
 */
public record OutputView(List<String> hidden, List<String> columns) {
    public OutputView {
        hidden = List.copyOf(hidden);
        columns = List.copyOf(columns);
    }

    List<String> of(List<String> lines) {
        List<String> shown = lines.stream()
                .filter(line -> hidden.stream().noneMatch(line::contains))
                .toList();
        return new OutputTable(shown).with(columns);
    }
}
