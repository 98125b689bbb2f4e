package dev.raftbeat.fault;

import dev.raftbeat.fault.FaultValue.At;
import dev.raftbeat.fault.FaultValue.AtPace;
import dev.raftbeat.fault.FaultValue.LogAt;
import dev.raftbeat.fault.FaultValue.OnOff;
import dev.raftbeat.fault.FaultValue.Percent;
import dev.raftbeat.fault.FaultValue.Shift;
import dev.raftbeat.fault.FaultValue.Time;
import dev.raftbeat.fault.FaultValue.Turns;
import dev.raftbeat.fault.NodeSelector.Pick;
import dev.raftbeat.protocol.Pace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One of the parts that may follow a word: how it looks, how it is read and how it is written.
 *
 * @param syntax as help shows it; empty for what help leaves out
 * @param reader reads it into a line
 * @param writer writes that of a line; empty when it is left out
 */
public record Part(String syntax, Reader reader, Function<Fault, String> writer) {
    /** Reads a part from where the tokens stand. */
    @FunctionalInterface
    public interface Reader {
        Fault read(Tokens tokens, Fault line) throws FaultSyntaxException;
    }

    /** Reads what is neither word nor target. */
    @FunctionalInterface
    private interface ValueReader {
        FaultValue read(Tokens tokens) throws FaultSyntaxException;
    }

    public static final Part NODES = nodes("NODES");
    /** Exactly one node; how many it comes to is known when the line is resolved. */
    public static final Part NODE = nodes("NODE");

    public static final Part LINKS = new Part(
            "LINKS",
            (tokens, line) -> line.with(tokens.links()),
            line -> line.links().map(LinkSelector::toString).orElse(""));
    public static final Part GROUPS = new Part(
            "[NODES | NODES [| NODES...]]",
            Part::groups,
            line -> line.nodes().stream().map(NodeSelector::toString).collect(Collectors.joining(" | ")));
    /** Without it, all nodes are meant. */
    public static final Part ON = new Part(
            "[on NODES]",
            (tokens, line) -> tokens.skip("on") ? line.with(tokens.nodes()) : line,
            line -> line.nodes().isEmpty() ? "" : "on " + line.nodes().get(0));

    public static final Part DELAY = value("TIME [+-TIME]", Tokens::delay);
    public static final Part PERCENT = percent("PERCENT", false, 0, 100);
    /** Of a processor: there is no such thing as none. */
    public static final Part SHARE = percent("PERCENT", false, 1, 100);

    public static final Part SKEW = percent("[+|-]PERCENT", true, -90, 900);
    public static final Part RATE = value("KBIT", Tokens::rate);
    public static final Part SHIFT = value("[+|-]TIME", tokens -> {
        boolean back = tokens.skip("-");
        if (!back) {
            tokens.skip("+");
        }
        return new Shift(back, tokens.span(true));
    });
    public static final Part TURNS = value("every TIME [for TIME]", tokens -> {
        tokens.require("every");
        return new Turns(tokens.span(false), tokens.skip("for") ? Optional.of(tokens.span(false)) : Optional.empty());
    });
    public static final Part CRASH_POINT = value("before|during|after save|send", tokens -> {
        String moment = tokens.oneOf(CrashPoint.next(0, "")) + " ";
        return new At(CrashPoint.of(moment + tokens.oneOf(CrashPoint.next(1, moment))));
    });
    public static final Part NUMBER = value(
            "NUMBER|last",
            tokens -> new FaultValue.Number(
                    tokens.skip("last")
                            ? OptionalLong.empty()
                            : OptionalLong.of(tokens.wholeNumber("the number of a fault, or last"))));
    public static final Part ON_OFF = value(
            "on|off", tokens -> new OnOff(tokens.oneOf(List.of("on", "off")).equals("on")));
    public static final Part RANGE = value("TIME..TIME", Tokens::range);
    public static final Part TIME = value("TIME", tokens -> new Time(Optional.of(tokens.interval())));
    public static final Part TIME_OR_DEFAULT = value(
            "TIME|default",
            tokens -> new Time(tokens.skip("default") ? Optional.empty() : Optional.of(tokens.interval())));
    public static final Part PACE = value("lan|containers|class", tokens -> new AtPace(pace(tokens)));

    public static final List<Part> LOG = ofEach(value("INDEX@TERM", tokens -> {
        long index = tokens.wholeNumber("a log position such as 5@2 (index 5, term 2)");
        tokens.require("@");
        return new LogAt(index, tokens.wholeNumber("the term of the last entry"));
    }));
    public static final List<Part> PRIORITY = ofEach(value("PRIORITY", Tokens::priority));

    /** What is set node by node, and says so even when it means all of them: the nodes may come first or last. */
    private static List<Part> ofEach(Part value) {
        return List.of(
                new Part(
                        "NODES",
                        (tokens, line) -> tokens.peek().type() == Token.Type.WORD ? line.with(tokens.nodes()) : line,
                        line -> line.nodes().get(0).toString()),
                value,
                new Part("", Part::eachNode, line -> ""));
    }

    private static Part nodes(String syntax) {
        return new Part(
                syntax,
                (tokens, line) -> line.with(tokens.nodes()),
                line -> line.nodes().get(0).toString());
    }

    private static Part value(String syntax, ValueReader reader) {
        return new Part(
                syntax,
                (tokens, line) -> line.with(reader.read(tokens)),
                line -> line.value().toString());
    }

    private static Part percent(String syntax, boolean signed, int least, int most) {
        return value(syntax, tokens -> new Percent(tokens.percent(signed, least, most), signed));
    }

    private static Fault groups(Tokens tokens, Fault line) throws FaultSyntaxException {
        List<NodeSelector> groups = new ArrayList<>();
        if (!tokens.atEnd()) {
            do {
                groups.add(tokens.nodes());
            } while (tokens.skip("|"));
        }
        return line.withGroups(groups);
    }

    private static Fault eachNode(Tokens tokens, Fault line) throws FaultSyntaxException {
        if (!line.nodes().isEmpty()) {
            return line;
        }
        return line.with(tokens.skip("on") ? tokens.nodes() : NodeSelector.of(Pick.ALL));
    }

    private static Pace pace(Tokens tokens) throws FaultSyntaxException {
        String chosen =
                tokens.oneOf(Arrays.stream(Pace.values()).map(Pace::word).toList());
        return Arrays.stream(Pace.values())
                .filter(pace -> pace.word().equals(chosen))
                .findFirst()
                .orElseThrow();
    }
}
