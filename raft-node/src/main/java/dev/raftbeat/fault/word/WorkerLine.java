package dev.raftbeat.fault.word;

import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.FaultValue;
import dev.raftbeat.fault.Token;
import dev.raftbeat.fault.Tokens;
import dev.raftbeat.fault.TypedDuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A line about what workers send to a monitor: words of the fault language that mean the same there, with names of workers
 * in the place of links.
 *
 * @param word one of {@link #WORDS}
 * @param workers their names; {@link #ALL} for all of them
 * @param value how much; {@link FaultValue#NONE} where nothing more is said
 */
public record WorkerLine(String word, List<String> workers, FaultValue value) {
    public static final List<String> WORDS = List.of("cut", "join", "lose", "slow", "pause", "resume", "heal");

    /** All workers; no worker has an empty name. */
    public static final String ALL = "";

    private static final String ALL_TYPED = "all";

    public WorkerLine {
        workers = List.copyOf(workers);
    }

    /**
     * Reads lines, one under the other or separated by {@code ;}; case, spacing and comments do not matter, but for the
     * case of names.
     *
     * @throws FaultSyntaxException saying in which column what was found and what was expected
     */
    public static List<WorkerLine> parseAll(String text) throws FaultSyntaxException {
        List<WorkerLine> lines = new ArrayList<>();
        for (List<Token> line : Token.lines(text)) {
            lines.add(read(new Tokens(line)));
        }
        if (lines.isEmpty()) {
            throw new FaultSyntaxException(1, "nothing", String.join(", ", WORDS));
        }
        return lines;
    }

    private static WorkerLine read(Tokens tokens) throws FaultSyntaxException {
        String word = tokens.oneOf(WORDS);
        FaultValue value = FaultValue.NONE;
        if (word.equals("lose")) {
            value = new FaultValue.Percent(tokens.percent(false, 0, 100), false);
        }
        List<String> workers = word.equals("heal") ? List.of() : names(tokens);
        if (word.equals("slow")) {
            value = delay(tokens);
        }
        tokens.requireEnd();
        return new WorkerLine(word, workers, value);
    }

    private static List<String> names(Tokens tokens) throws FaultSyntaxException {
        List<String> names = new ArrayList<>();
        do {
            names.add(read(tokens.name("the name of a worker, or all")));
        } while (tokens.skip(","));
        return names;
    }

    private static FaultValue.Delay delay(Tokens tokens) throws FaultSyntaxException {
        FaultSyntaxException noUnit = tokens.expected("a time in ms or s: workers have no elections");
        FaultValue.Delay delay = tokens.delay();
        boolean elections = delay.time().unit() == TypedDuration.Unit.E
                || delay.spread().map(TypedDuration::unit).equals(Optional.of(TypedDuration.Unit.E));
        if (elections) {
            throw noUnit;
        }
        return delay;
    }

    private static String read(String typed) {
        if (typed.startsWith("\"")) {
            return typed.substring(1, typed.length() - 1).replaceAll("\\\\(.)", "$1");
        }
        return typed.equalsIgnoreCase(ALL_TYPED) ? ALL : typed;
    }

    /** A name as it can be typed: between quotation marks where it would be read as something else. */
    public static String typed(String name) {
        if (name.equals(ALL)) {
            return ALL_TYPED;
        }
        boolean plain = name.matches("[^\\s,;#\"\\\\]+") && !name.equalsIgnoreCase(ALL_TYPED);
        return plain ? name : "\"" + name.replaceAll("([\"\\\\])", "\\\\$1") + "\"";
    }
}
