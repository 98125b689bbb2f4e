package dev.raftbeat.fault.word;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.Part;
import dev.raftbeat.fault.Token;
import dev.raftbeat.fault.Tokens;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The text form of faults: reading, completing, explaining. */
public final class FaultLanguage {
    private FaultLanguage() {}

    /**
     * Reads one line; case, spacing and comments ({@code # ...}) do not matter.
     *
     * @throws FaultSyntaxException saying in which column what was found and what was expected
     */
    public static Fault parse(String line) throws FaultSyntaxException {
        return read(Token.scan(line, 0, line.length()));
    }

    /**
     * The line that was carried out, as it was resolved; empty where the fact tells of what the language has no line for, or
     * of a word of another version.
     */
    public static Optional<Fault> told(FaultBegan began) {
        try {
            return Optional.of(parse(began.text()));
        } catch (FaultSyntaxException e) {
            return Optional.empty();
        }
    }

    private static Fault read(List<Token> line) throws FaultSyntaxException {
        Tokens tokens = new Tokens(line);
        Fault fault = Fault.of(tokens.word(FaultWords.all()));
        for (Part part : fault.word().parts()) {
            fault = part.reader().read(tokens, fault);
        }
        tokens.requireEnd();
        return fault;
    }

    /**
     * Reads lines, one under the other or separated by {@code ;}. Empty ones are skipped.
     *
     * @throws FaultSyntaxException at the first line that is none; its column counts from the start of {@code text}
     */
    public static List<Fault> parseAll(String text) throws FaultSyntaxException {
        List<Fault> faults = new ArrayList<>();
        for (List<Token> line : Token.lines(text)) {
            faults.add(read(line));
        }
        return faults;
    }

    /**
     * What may come next, or complete the last word of {@code prefix}. Each candidate replaces that word, that is,
     * everything behind the last space or comma.
     *
     * @param members the names to offer
     */
    public static List<String> complete(String prefix, List<NodeId> members) {
        return FaultCompletion.complete(prefix, members);
    }

    /** One line on how to go on: the syntax and the meaning of the word that {@code prefix} begins with, or nothing. */
    public static String hint(String prefix) {
        return FaultCompletion.hint(prefix);
    }
}
