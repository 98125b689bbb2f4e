package dev.raftbeat.fault;

import dev.raftbeat.fault.NodeSelector.Pick;
import dev.raftbeat.fault.NodeSelector.Term;
import dev.raftbeat.protocol.Pace;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads one line. The words come from {@link FaultWord}; here stands only what may follow each. */
final class FaultParser {
    private final Tokens tokens;

    private FaultParser(Tokens tokens) {
        this.tokens = tokens;
    }

    static Fault parse(List<Token> line) throws FaultSyntaxException {
        FaultParser parser = new FaultParser(new Tokens(line));
        Fault fault = parser.rest(parser.word());
        if (!parser.tokens.atEnd()) {
            throw parser.tokens.expected("the end of the line");
        }
        return fault;
    }

    private FaultWord word() throws FaultSyntaxException {
        if (tokens.peek().type() != Token.Type.WORD) {
            throw tokens.expected("a word such as kill, cut or heal");
        }
        Token first = tokens.next();
        String both = first.text() + " " + tokens.peek().text();
        for (FaultWord word : FaultWord.values()) {
            // Before those of one word: "lose packets" must not be read as "lose".
            if (word.text().equals(both)) {
                tokens.next();
                return word;
            }
        }
        List<FaultWord> candidates = new ArrayList<>();
        for (FaultWord word : FaultWord.values()) {
            if (word.text().equals(first.text())) {
                return word;
            }
            if (word.text().startsWith(first.text() + " ")) {
                candidates.add(word);
            }
        }
        if (candidates.isEmpty()) {
            List<String> known =
                    Arrays.stream(FaultWord.values()).map(FaultParser::first).toList();
            throw Tokens.expected(
                    "a word such as kill, cut or heal" + SpellingSuggestion.hint(first.text(), known), first);
        }
        List<String> seconds = candidates.stream().map(FaultParser::last).toList();
        throw tokens.expected(String.join(", ", seconds)
                + SpellingSuggestion.hint(tokens.peek().text(), seconds));
    }

    private static String first(FaultWord word) {
        return word.text().split(" ")[0];
    }

    private static String last(FaultWord word) {
        return word.text().substring(word.text().indexOf(' ') + 1);
    }

    private Fault rest(FaultWord word) throws FaultSyntaxException {
        return switch (word) {
            case RING, MAJORITIES_RING, CHAIN, HEAL, ALIGN_TIMERS, SPREAD_TIMERS -> new Fault.Bare(word);
            case KILL, PAUSE, ISOLATE, BRIDGE, STAR, STALL_DISK, FAIL_DISK, UNPLUG -> onNodes(word);
            case RESTART, RESUME, FREE_DISK, FREE_RATE, FREE_CPU, PLUG -> onNodes(word);
            case CAMPAIGN, COLLECT, TRANSFER, WIPE -> onNodes(word);
            case CRASH -> crash();
            case CUT, BLACKHOLE, DROP_PACKETS, REJECT_PACKETS -> onLinks(word);
            case JOIN, OPEN, PASS_PACKETS, RESET -> onLinks(word);
            case PARTITION -> partition();
            case SLOW -> slow();
            case LOSE, DUPLICATE, REORDER, LOSE_PACKETS -> chance(word);
            case SLOW_PACKETS, LIMIT_RATE, LIMIT_CPU, SHIFT_CLOCK -> onHosts(word);
            case SKEW -> new Fault.Skew(tokens.nodes(), tokens.percent(true, -90, 900));
            case FLAP -> flap();
            case END -> end();
            case SET_LOG -> log();
            case SET_PREVOTE, SET_CHECKQUORUM, SET_ELECTION -> set(word);
            case SET_HEARTBEAT, SET_WINDOW, SET_PACE, SET_DEFAULTS -> set(word);
        };
    }

    private Fault onNodes(FaultWord word) throws FaultSyntaxException {
        return new Fault.OnNodes(word, tokens.nodes());
    }

    private Fault crash() throws FaultSyntaxException {
        NodeSelector nodes = tokens.nodes();
        String moment = tokens.oneOf(CrashPoint.moments());
        String deed = tokens.oneOf(CrashPoint.deeds(moment));
        return new Fault.Crash(nodes, CrashPoint.of(moment, deed).orElseThrow());
    }

    private Fault onLinks(FaultWord word) throws FaultSyntaxException {
        return new Fault.OnLinks(word, tokens.links());
    }

    private Fault partition() throws FaultSyntaxException {
        List<NodeSelector> groups = new ArrayList<>();
        if (!tokens.atEnd()) {
            do {
                groups.add(tokens.nodes());
            } while (tokens.skip("|"));
        }
        return new Fault.Partition(groups);
    }

    private Fault slow() throws FaultSyntaxException {
        LinkSelector links = tokens.links();
        TypedDuration delay = tokens.span(true);
        return new Fault.Slow(links, delay, tokens.skip("+-") ? Optional.of(tokens.span(true)) : Optional.empty());
    }

    private Fault chance(FaultWord word) throws FaultSyntaxException {
        BigDecimal percent = tokens.percent(false, 0, 100);
        return new Fault.Chance(word, percent, tokens.links());
    }

    private Fault onHosts(FaultWord word) throws FaultSyntaxException {
        NodeSelector nodes = tokens.nodes();
        HostLimit dial = switch (word) {
            case SLOW_PACKETS -> {
                TypedDuration time = tokens.span(true);
                yield new HostLimit.Delay(time, tokens.skip("+-") ? Optional.of(tokens.span(true)) : Optional.empty());
            }
            case LIMIT_RATE -> tokens.rate();
            case LIMIT_CPU -> new HostLimit.Share(tokens.percent(false, 1, 100));
            case SHIFT_CLOCK -> {
                boolean back = tokens.skip("-");
                if (!back) {
                    tokens.skip("+");
                }
                yield new HostLimit.Shift(back, tokens.span(true));
            }
            default -> throw word.unexpected();
        };
        return new Fault.OnHosts(word, nodes, dial);
    }

    private Fault flap() throws FaultSyntaxException {
        LinkSelector links = tokens.links();
        tokens.require("every");
        TypedDuration every = tokens.span(false);
        return new Fault.Flap(links, every, tokens.skip("for") ? Optional.of(tokens.span(false)) : Optional.empty());
    }

    private Fault end() throws FaultSyntaxException {
        return new Fault.End(
                tokens.skip("last")
                        ? OptionalLong.empty()
                        : OptionalLong.of(tokens.wholeNumber("the number of a fault, or last")));
    }

    private Fault log() throws FaultSyntaxException {
        boolean nodesFirst = tokens.peek().type() == Token.Type.WORD;
        Optional<NodeSelector> first = nodesFirst ? Optional.of(tokens.nodes()) : Optional.empty();
        long index = tokens.wholeNumber("a log position such as 5@2 (index 5, term 2)");
        tokens.require("@");
        SettingValue at = new SettingValue.LogAt(index, tokens.wholeNumber("the term of the last entry"));
        Optional<NodeSelector> on = nodesFirst ? first : on();
        return new Fault.Setting(FaultWord.SET_LOG, at, on);
    }

    private Fault set(FaultWord word) throws FaultSyntaxException {
        return new Fault.Setting(word, value(word), on());
    }

    private SettingValue value(FaultWord word) throws FaultSyntaxException {
        return switch (word) {
            case SET_ELECTION -> tokens.range();
            case SET_HEARTBEAT -> new SettingValue.Time(tokens.interval());
            case SET_WINDOW ->
                tokens.skip("default") ? new SettingValue.Default() : new SettingValue.Time(tokens.interval());
            case SET_PACE -> new SettingValue.AtPace(pace());
            case SET_DEFAULTS -> new SettingValue.Default();
            case SET_PREVOTE, SET_CHECKQUORUM ->
                new SettingValue.OnOff(tokens.oneOf(List.of("on", "off")).equals("on"));
            default -> throw word.unexpected();
        };
    }

    private Pace pace() throws FaultSyntaxException {
        String chosen =
                tokens.oneOf(Arrays.stream(Pace.values()).map(Pace::word).toList());
        return Arrays.stream(Pace.values())
                .filter(pace -> pace.word().equals(chosen))
                .findFirst()
                .orElseThrow();
    }

    private Optional<NodeSelector> on() throws FaultSyntaxException {
        return tokens.skip("on") ? Optional.of(tokens.nodes()) : Optional.empty();
    }

    /** Every node, as a selector. */
    static NodeSelector everyone() {
        return new NodeSelector(List.of(Term.picked(Pick.ALL, 0)));
    }
}
