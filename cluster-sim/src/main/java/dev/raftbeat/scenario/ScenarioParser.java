package dev.raftbeat.scenario;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.NodeSelector;
import dev.raftbeat.fault.SpellingSuggestion;
import dev.raftbeat.fault.TypedDuration;
import dev.raftbeat.fault.word.FaultLanguage;
import dev.raftbeat.fault.word.FaultWords;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.scenario.expect.Expectation;
import dev.raftbeat.scenario.expect.UntilCondition;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads scenarios, line by line. Whatever the bytes, it ends in a scenario or in one sentence about what is wrong. */
public final class ScenarioParser {
    /** The largest file that is read, in bytes. */
    public static final int BYTES_MAX = 1 << 20;

    private final String file;
    private final List<Trial> trials = new ArrayList<>();
    private final List<ScenarioStep> steps = new ArrayList<>();
    private Trial open;
    private LineReader words;
    private int line;

    private ScenarioParser(String file) {
        this.file = file;
    }

    /**
     * @param file what to call it in messages
     * @param bytes all of it
     * @throws ScenarioSyntaxException saying where it went wrong, what was found and what was expected
     */
    public static Scenario parse(String file, byte[] bytes) throws ScenarioSyntaxException {
        if (bytes.length > BYTES_MAX) {
            throw new ScenarioSyntaxException(
                    file, 1, 1, "a file of " + bytes.length + " bytes", "at most " + BYTES_MAX + " bytes");
        }
        return parse(file, decode(file, bytes));
    }

    /** As {@link #parse(String, byte[])}, of text that was decoded already. */
    public static Scenario parse(String file, String text) throws ScenarioSyntaxException {
        ScenarioParser parser = new ScenarioParser(file);
        parser.lines(text.lines().toList());
        return new Scenario(file, text, parser.trials);
    }

    private static String decode(String file, byte[] bytes) throws ScenarioSyntaxException {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CharBuffer text = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
        text.flip();
        String decoded = text.toString();
        // What was written in UTF-16 may well be UTF-8 too, with a NUL at every other place.
        int nul = decoded.indexOf('\0');
        if (result.isError() || nul >= 0) {
            String good = nul < 0 ? decoded : decoded.substring(0, nul);
            int line = (int) good.chars().filter(c -> c == '\n').count() + 1;
            int column = good.length() - good.lastIndexOf('\n');
            int bad = Byte.toUnsignedInt(bytes[good.getBytes(StandardCharsets.UTF_8).length]);
            throw new ScenarioSyntaxException(
                    file, line, column, String.format("the byte 0x%02X", bad), "text in UTF-8");
        }
        // A mark of the byte order says nothing in UTF-8, and editors put it there.
        return decoded.startsWith("\uFEFF") ? decoded.substring(1) : decoded;
    }

    private void lines(List<String> all) throws ScenarioSyntaxException {
        for (line = 1; line <= all.size(); line++) {
            words = new LineReader(file, line, all.get(line - 1));
            if (words.text().equals("----")) {
                block(all);
            } else if (!words.atEnd()) {
                step();
            }
        }
        closeTrial();
        if (trials.isEmpty()) {
            String found = all.isEmpty() ? "an empty file" : "nothing but comments and blank lines";
            throw new ScenarioSyntaxException(file, 1, 1, found, "a line such as \"cluster 5\"");
        }
    }

    private void step() throws ScenarioSyntaxException {
        String first = words.peek();
        if (first.equals("cluster")) {
            closeTrial();
            words.next();
            open = new ClusterParser(words).parse(line);
            return;
        }
        requireCluster();
        switch (first) {
            case "run" -> {
                words.next();
                steps.add(run());
                words.end();
            }
            case "expect" -> {
                words.next();
                Expectation expectation = new ExpectationParser(words, members()).expectation();
                steps.add(new ScenarioStep.Expect(line, words.text(), expectation));
            }
            default -> steps.add(fault());
        }
    }

    private void requireCluster() throws ScenarioSyntaxException {
        if (open == null) {
            throw words.expected("\"cluster\" and a number of nodes, before anything can happen");
        }
    }

    private void closeTrial() {
        if (open != null) {
            trials.add(open.withSteps(steps));
            steps.clear();
            open = null;
        }
    }

    private List<NodeId> members() {
        return open.members();
    }

    private ScenarioStep run() throws ScenarioSyntaxException {
        if (!words.skip("until")) {
            return new ScenarioStep.RunFor(
                    line, words.text(), words.positive("a time such as 2s or 10E, or \"until\""));
        }
        UntilCondition condition = new ExpectationParser(words, members()).condition();
        Optional<TypedDuration> within =
                words.skip("within") ? Optional.of(words.positive("a time such as 3s or 10E")) : Optional.empty();
        return new ScenarioStep.RunUntil(line, words.text(), condition, within);
    }

    private ScenarioStep fault() throws ScenarioSyntaxException {
        Fault fault;
        String text = words.text();
        Optional<TypedDuration> within = words.cutEnd("within", "a time such as 2s or 10E");
        try {
            fault = FaultLanguage.parse(words.rest());
        } catch (FaultSyntaxException e) {
            boolean unknownWord = e.column() == 1;
            throw unknownWord ? unknownWord() : words.within(e, words.column() - 1);
        }
        for (NodeSelector selector : fault.selectors()) {
            ExpectationParser.known(words, selector, members());
        }
        return new ScenarioStep.Break(line, text, fault, within);
    }

    private ScenarioSyntaxException unknownWord() {
        List<String> known = new ArrayList<>(List.of("cluster", "run", "expect"));
        FaultWords.all().stream().map(word -> word.text().split(" ")[0]).forEach(known::add);
        return words.expected("cluster, run, expect or a line of the fault language such as \"kill leader\""
                + SpellingSuggestion.hint(words.peek(), known));
    }

    private void block(List<String> all) throws ScenarioSyntaxException {
        requireCluster();
        if (open.seed().isEmpty()) {
            throw words.expected("a seed on the cluster line: these sentences are those of one run");
        }
        int from = line;
        while (line < all.size()) {
            line++;
            if (all.get(line - 1).strip().equals("----")) {
                List<String> sentences = all.subList(from, line - 1).stream()
                        .map(String::stripTrailing)
                        .toList();
                steps.add(new ScenarioStep.Block(from, line, sentences));
                return;
            }
        }
        throw new ScenarioSyntaxException(
                file, line, 1, "the end of the file", "\"----\" to end the block of line " + from);
    }
}
