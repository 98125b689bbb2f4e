package dev.raftbeat.lesson;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is expected of a command's output: {@code prints "TEXT"}, {@code never prints "TEXT"}, {@code exit 1}, {@code least
 * "COLUMN" is "ROW"}, {@code most "COLUMN" is "ROW"}, {@code "COLUMN" of "ROW" < 1s}, {@code "COLUMN" of "ROW" < "COLUMN"
 * of "ROW"}.
 */
final class OutputExpectation {
    private static final String FORMS =
            "expected prints \"TEXT\", never prints \"TEXT\", exit NUMBER, least \"COLUMN\" is"
                    + " \"ROW\", most \"COLUMN\" is \"ROW\", or \"COLUMN\" of \"ROW\", a comparison, and a number or another"
                    + " \"COLUMN\" of \"ROW\"";

    private final List<String> words;

    private OutputExpectation(List<String> words) {
        this.words = words;
    }

    /** @throws IllegalArgumentException saying what was expected */
    static OutputExpectation parse(String text) {
        List<String> words = CommandWords.of(text);
        boolean known = matches(words, "prints", "?")
                || matches(words, "never", "prints", "?")
                || matches(words, "exit", "#")
                || matches(words, "least", "?", "is", "?")
                || matches(words, "most", "?", "is", "?")
                || matches(words, "?", "of", "?", "<>", "?", "of", "?")
                || matches(words, "?", "of", "?", "<>", "#");
        if (!known) {
            throw new IllegalArgumentException(FORMS);
        }
        return new OutputExpectation(words);
    }

    private static boolean matches(List<String> words, String... form) {
        boolean matches = words.size() == form.length;
        for (int i = 0; matches && i < form.length; i++) {
            matches = switch (form[i]) {
                case "?" -> true;
                case "#" -> OutputTable.number(words.get(i)).isPresent();
                case "<>" -> List.of("<", ">").contains(words.get(i));
                default -> words.get(i).equals(form[i]);
            };
        }
        return matches;
    }

    /** @throws IllegalArgumentException when the output has no such column or row */
    Seen judge(CommandOutput output) {
        return switch (words.get(0)) {
            case "prints" -> prints(output, words.get(1), true);
            case "never" -> prints(output, words.get(2), false);
            case "exit" ->
                new Seen(
                        String.valueOf(output.exitCode()).equals(words.get(1)),
                        "The exit code is " + output.exitCode() + ".");
            case "least", "most" -> extreme(new OutputTable(output.lines()));
            default -> compared(new OutputTable(output.lines()));
        };
    }

    /**
     * Whether it holds, and what was seen.
     *
     * @param reason in words
     */
    record Seen(boolean holds, String reason) {}

    private static Seen prints(CommandOutput output, String text, boolean wanted) {
        Optional<String> line = output.lines().stream()
                .filter(one -> OutputTable.blanks(one).contains(OutputTable.blanks(text)))
                .findFirst();
        String reason = line.map(one -> "The output says: " + OutputTable.blanks(one))
                .orElse("No line of the output says \"" + text + "\".");
        return new Seen(line.isPresent() == wanted, reason);
    }

    private Seen extreme(OutputTable table) {
        boolean least = words.get(0).equals("least");
        OutputTable.Cell best = null;
        for (OutputTable.Cell cell : table.column(words.get(1))) {
            boolean better = best == null || (least ? cell.value() < best.value() : cell.value() > best.value());
            best = better ? cell : best;
        }
        if (best == null) {
            throw new IllegalArgumentException("the output has no column \"" + words.get(1) + "\" with numbers");
        }
        String all = OutputTable.blanks(best.row());
        boolean holds = all.equals(words.get(3)) || all.startsWith(words.get(3) + " ");
        String reason = String.format(
                "The %s %s is %s, that of %s.",
                words.get(0), words.get(1), best.text(), table.label(words.get(1), best));
        return new Seen(holds, reason);
    }

    private Seen compared(OutputTable table) {
        OutputTable.Cell left = table.cell(words.get(0), words.get(2));
        double right;
        String shown;
        if (words.size() == 5) {
            OptionalDouble number = OutputTable.number(words.get(4));
            right = number.orElseThrow();
            shown = "";
        } else {
            OutputTable.Cell cell = table.cell(words.get(4), words.get(6));
            right = cell.value();
            shown = String.format(", \"%s\" has %s under \"%s\"", words.get(6), cell.text(), words.get(4));
        }
        boolean holds = words.get(3).equals("<") ? left.value() < right : left.value() > right;
        String said = String.format("\"%s\" has %s under \"%s\"%s.", words.get(2), left.text(), words.get(0), shown);
        return new Seen(holds, said);
    }
}
