package dev.raftbeat.fault.rule;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultRefusedException;
import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.FaultValue.Delay;
import dev.raftbeat.fault.FaultValue.Percent;
import dev.raftbeat.fault.FaultValue.Turns;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.LinkSelector;
import dev.raftbeat.fault.NodeSelector;
import dev.raftbeat.fault.Token;
import dev.raftbeat.fault.Tokens;
import dev.raftbeat.fault.TypedDuration;
import dev.raftbeat.fault.execution.RuleLines;
import dev.raftbeat.fault.word.FaultLanguage;
import dev.raftbeat.fault.word.LinkWords;
import dev.raftbeat.fault.word.StoreWords;
import dev.raftbeat.fault.word.TimerWords;
import dev.raftbeat.protocol.Bounds;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.NodeId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what {@link RuleLines} writes, and nothing else: a node believes only what is resolved and about itself. */
final class RuleReader {
    private static final Pattern FORM =
            Pattern.compile("(.*?)(?: from (-?\\d{1,19}))?(?: within (\\S{1,30}))? by (\\S{1,80})");

    /** Longer than any rule can be: two names, three numbers. */
    private static final int LENGTH_MAX = 400;

    private final NodeId self;
    private final TreeMap<NodeId, List<LinkRule>> links = new TreeMap<>();
    private final TreeSet<NodeId> blackholed = new TreeSet<>();
    private double clockRate = 1;
    private DiskMode disk = DiskMode.OK;
    private Optional<FactId> diskFault = Optional.empty();

    RuleReader(NodeId self) {
        this.self = self;
    }

    NodeRules read(List<String> lines) throws FaultRefusedException {
        for (String line : lines) {
            try {
                read(line);
            } catch (FaultSyntaxException | IllegalArgumentException e) {
                throw refused(line, e.getMessage());
            }
        }
        return new NodeRules(new LinkRules(links), clockRate, disk, diskFault, blackholed);
    }

    private void read(String line) throws FaultRefusedException, FaultSyntaxException {
        if (line.length() > LENGTH_MAX) {
            throw refused(line.substring(0, LENGTH_MAX), "it is too long");
        }
        Matcher parts = FORM.matcher(line);
        if (!parts.matches()) {
            throw refused(line, "a rule ends with \"by\" and the fact that told of its fault");
        }
        Fault fault = FaultLanguage.parse(parts.group(1));
        FactId by = FactId.parse(parts.group(4));
        FaultWord word = fault.word();
        if (word == TimerWords.SKEW) {
            aboutMe(line, fault.nodes().get(0));
            clockRate = 1 + fault.value(Percent.class).percent().doubleValue() / 100;
        } else if (word == StoreWords.STALL_DISK) {
            disk(line, fault, DiskMode.STALL, by);
        } else if (word == StoreWords.FAIL_DISK) {
            disk(line, fault, DiskMode.FAIL, by);
        } else if (word == LinkWords.BLACKHOLE) {
            blackholed.add(sender(line, fault));
        } else if (word == LinkWords.CUT) {
            add(line, fault, new LinkRule.Cut(by));
        } else if (word == LinkWords.SLOW) {
            Delay delay = fault.value(Delay.class);
            long spread =
                    delay.spread().isPresent() ? nanos(line, delay.spread().get()) : 0;
            add(line, fault, new LinkRule.Slow(nanos(line, delay.time()), spread, by));
        } else if (word == LinkWords.LOSE) {
            chance(line, fault, LinkRule.ChanceOf.LOSE, 0, by);
        } else if (word == LinkWords.DUPLICATE) {
            chance(line, fault, LinkRule.ChanceOf.DUPLICATE, 0, by);
        } else if (word == LinkWords.REORDER) {
            chance(line, fault, LinkRule.ChanceOf.REORDER, within(line, parts.group(3)), by);
        } else if (word == LinkWords.FLAP) {
            add(line, fault, flap(line, fault.value(Turns.class), parts.group(2), by));
        } else {
            throw refused(line, "\"" + word.text() + "\" is done to a node, not by it");
        }
    }

    private void chance(String line, Fault fault, LinkRule.ChanceOf what, long within, FactId by)
            throws FaultRefusedException {
        double share = fault.value(Percent.class).percent().doubleValue() / 100;
        add(line, fault, new LinkRule.Chance(what, share, within, by));
    }

    private LinkRule flap(String line, Turns flap, String from, FactId by) throws FaultRefusedException {
        long every = nanos(line, flap.every());
        if (from == null || every == 0) {
            throw refused(line, "a flap needs a time for each turn and \"from\" when it began");
        }
        long during = flap.during().isPresent() ? nanos(line, flap.during().get()) : Long.MAX_VALUE;
        BigInteger began = new BigInteger(from);
        if (began.abs().compareTo(BigInteger.valueOf(Bounds.NANOS_MAX)) > 0) {
            throw refused(line, "a flap begins between -2^61 and 2^61 ns of the host's clock");
        }
        return new LinkRule.Flap(every, began.longValue(), during, by);
    }

    private long within(String line, String within) throws FaultRefusedException, FaultSyntaxException {
        if (within == null) {
            throw refused(line, "a reorder needs \"within\" what time a message may be held back");
        }
        return nanos(line, new Tokens(Token.scan(within, 0, within.length())).span(false));
    }

    private void disk(String line, Fault fault, DiskMode mode, FactId by) throws FaultRefusedException {
        aboutMe(line, fault.nodes().get(0));
        disk = mode;
        diskFault = Optional.of(by);
    }

    private void add(String line, Fault fault, LinkRule rule) throws FaultRefusedException {
        links.computeIfAbsent(sender(line, fault), peer -> new ArrayList<>()).add(rule);
    }

    private NodeId sender(String line, Fault fault) throws FaultRefusedException {
        LinkSelector selector = fault.links().orElseThrow();
        if (selector.both()) {
            throw refused(line, "a rule is about one direction");
        }
        aboutMe(line, selector.to());
        return single(line, selector.from());
    }

    private void aboutMe(String line, NodeSelector selector) throws FaultRefusedException {
        NodeId node = single(line, selector);
        if (!node.equals(self)) {
            throw refused(line, "it is about " + node + ", and this is " + self);
        }
    }

    private static NodeId single(String line, NodeSelector selector) throws FaultRefusedException {
        return selector.single().orElseThrow(() -> refused(line, "\"" + selector + "\" is not the name of one node"));
    }

    private static long nanos(String line, TypedDuration span) throws FaultRefusedException {
        if (span.unit() == TypedDuration.Unit.E) {
            throw refused(line, "a node does not know what " + span + " is; times of rules are in ms or s");
        }
        return span.nanos(0);
    }

    private static FaultRefusedException refused(String line, String why) {
        return new FaultRefusedException("the rule \"" + line + "\" is refused: " + why);
    }
}
