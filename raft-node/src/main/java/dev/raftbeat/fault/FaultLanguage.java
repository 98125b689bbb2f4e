package dev.raftbeat.fault;

import dev.raftbeat.protocol.NodeId;
import java.util.List;

/** The text form of faults: reading, completing, explaining. */
public final class FaultLanguage {
    private FaultLanguage() {}

    /**
     * Reads one line; case, spacing and comments ({@code # ...}) do not matter.
     *
     * @throws FaultSyntaxException saying in which column what was found and what was expected
     */
    public static Fault parse(String line) throws FaultSyntaxException {
        throw new FaultSyntaxException(1, line, "a word of the fault language");
    }

    /**
     * Reads lines, one under the other or separated by {@code ;}. Empty ones are skipped.
     *
     * @throws FaultSyntaxException at the first line that is none; its column counts from the start of {@code text}
     */
    public static List<Fault> parseAll(String text) throws FaultSyntaxException {
        return List.of(parse(text));
    }

    /**
     * What may come next, or complete the last word of {@code prefix}. Each candidate replaces that word, that is,
     * everything behind the last space or comma.
     *
     * @param members the names to offer
     */
    public static List<String> complete(String prefix, List<NodeId> members) {
        return List.of();
    }

    /** One line on how to go on: the syntax and the meaning of the word that {@code prefix} begins with, or nothing. */
    public static String hint(String prefix) {
        return "";
    }
}
