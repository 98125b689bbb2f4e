package dev.raftbeat.fault.execution;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.LinkSelector;
import dev.raftbeat.fault.NodeSelector;
import dev.raftbeat.fault.TypedDuration;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a fault as the rules of one node. A rule is a line of the fault language about one link to the node, or about
 * the node itself, followed by what the node cannot know: {@code from} the beginning of a flap, {@code within} what time
 * a message may be held back, {@code by} which fact.
 */
public final class RuleLines {
    /** Less than this would reorder nothing on a machine that is merely busy. */
    private static final long HOLD_BACK_NANOS_MIN = 20_000_000;

    private RuleLines() {}

    /** @param settings those of the receiver */
    static List<String> of(ActiveFault fault, NodeId receiver, Settings settings) {
        List<String> lines = new ArrayList<>();
        if (FaultWord.ON_PACKETS.contains(fault.word())) {
            return lines;
        }
        String by = " by " + fault.began().orElse(new FactId(NodeId.WORLD, 0, fault.number()));
        for (Link link : fault.wantedLinks()) {
            if (link.to().equals(receiver)) {
                line(fault, link, settings).ifPresent(line -> lines.add(line + by));
            }
        }
        if (fault.wantedNodes().contains(receiver)) {
            line(fault, receiver).ifPresent(line -> lines.add(line + by));
        }
        return lines;
    }

    private static Optional<String> line(ActiveFault active, Link link, Settings settings) {
        LinkSelector one = new LinkSelector(NodeSelector.of(link.from()), NodeSelector.of(link.to()), false);
        Fault fault = active.fault();
        if (fault instanceof Fault.Slow slow) {
            return Optional.of(new Fault.Slow(one, slow.delay(), slow.spread()).text());
        } else if (fault instanceof Fault.Chance chance) {
            // Two heartbeats: held back by less than one, no heartbeat would ever be overtaken by the next.
            TypedDuration within = TypedDuration.ofNanos(Math.max(HOLD_BACK_NANOS_MIN, 2 * settings.heartbeatNanos()));
            return Optional.of(new Fault.Chance(chance.word(), chance.percent(), one).text()
                    + (chance.word() == FaultWord.REORDER ? " within " + within : ""));
        } else if (fault instanceof Fault.Flap flap) {
            return Optional.of(
                    new Fault.Flap(one, flap.every(), flap.during()).text() + " from " + active.sinceNanos());
        } else if (fault.word() == FaultWord.BLACKHOLE) {
            return Optional.of(new Fault.OnLinks(FaultWord.BLACKHOLE, one).text());
        }
        boolean cuts = FaultState.CUTTING.contains(fault.word());
        return cuts ? Optional.of(new Fault.OnLinks(FaultWord.CUT, one).text()) : Optional.empty();
    }

    private static Optional<String> line(ActiveFault active, NodeId receiver) {
        NodeSelector one = NodeSelector.of(receiver);
        if (active.fault() instanceof Fault.Skew skew) {
            return Optional.of(new Fault.Skew(one, skew.percent()).text());
        }
        boolean disk = active.word() == FaultWord.STALL_DISK || active.word() == FaultWord.FAIL_DISK;
        return disk ? Optional.of(new Fault.OnNodes(active.word(), one).text()) : Optional.empty();
    }
}
