package dev.raftbeat.cli.option;

import dev.raftbeat.table.Table;
import dev.raftbeat.text.CleanWriter;
import dev.raftbeat.wire.StrictJson;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code -o}: how a command writes its answer. As JSON or CSV standard output holds nothing else; what is said to people
 * goes to standard error. Exit codes are the same in all three.
 */
public final class OutputOption {

    /** The forms of an answer. */
    enum Format {
        /** Text for people. */
        table,
        /** One JSON document. */
        json,
        /** The rows as CSV (RFC 4180), with a line of names. */
        csv
    }

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "Output format: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    private Format format;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Whether people read the answer, as text. */
    public boolean isTable() {
        return format == Format.table;
    }

    public boolean isJson() {
        return format == Format.json;
    }

    /** Where the answer goes as text; nowhere where programs get it. */
    public PrintWriter text() {
        return isTable() ? spec.commandLine().getOut() : new PrintWriter(Writer.nullWriter());
    }

    /** Where sentences for people go: standard output where the answer is text, else standard error. */
    public PrintWriter people() {
        return isTable() ? spec.commandLine().getOut() : spec.commandLine().getErr();
    }

    /**
     * Writes the answer for programs, with the mark of a partial one; for people, who have it already, only the mark.
     *
     * @param document what JSON holds
     * @param rows what CSV holds
     * @return the exit code, or 130 when the work was interrupted
     */
    public int tell(LongWork work, Map<String, Object> document, Table<?> rows, int code) {
        return switch (format) {
            case table -> work.exit(code);
            case json -> work.exitAfter(document, code);
            case csv -> {
                csv(rows);
                yield work.exitAfter(code);
            }
        };
    }

    /** The same for work that is done at once: writes the answer in the form that was asked for. */
    public void tell(Object document, Table<?> rows) {
        PrintWriter out = spec.commandLine().getOut();
        switch (format) {
            case table -> rows.lines().forEach(out::println);
            case json -> out.print(StrictJson.STANDARD.pretty(document));
            case csv -> csv(rows);
        }
        out.flush();
    }

    private void csv(Table<?> rows) {
        PrintWriter out = spec.commandLine().getOut();
        // What is printed so is cleaned already; the writer that cleans would take the CR of each line end away.
        out.print("");
        PrintWriter raw = CleanWriter.forOurOwn(out);
        raw.print(rows.csv());
        raw.flush();
    }
}
