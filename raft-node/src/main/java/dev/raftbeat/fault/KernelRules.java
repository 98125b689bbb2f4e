package dev.raftbeat.fault;

import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Everything that the faults in force ask of the kernel of one node's host; always whole, so that asking again changes
 * nothing, and {@link #NONE} is what a healed host has.
 *
 * @param packets what becomes of packets that come in, one rule a peer at the most
 * @param delay how long packets wait before they leave
 * @param rateKbit thousands of bits a second that may leave
 * @param cpuPercent of one processor that the node's process may use
 * @param clockShiftNanos how far the wall clock is ahead of this machine's; below 0 for behind
 * @param unplugged whether the host is off its network
 */
public record KernelRules(
        List<PacketRule> packets,
        Optional<FaultValue.Delay> delay,
        OptionalLong rateKbit,
        Optional<BigDecimal> cpuPercent,
        long clockShiftNanos,
        boolean unplugged) {
    /** No faults. */
    public static final KernelRules NONE =
            new KernelRules(List.of(), Optional.empty(), OptionalLong.empty(), Optional.empty(), 0, false);

    public KernelRules {
        packets = List.copyOf(packets);
    }

    /** What these faults ask of the host. */
    public static KernelRules of(Collection<ActiveFault> active, NodeId host) {
        KernelRules rules = NONE;
        for (ActiveFault fault : active) {
            rules = fault.word().kernel(rules, fault, host);
        }
        return rules;
    }

    /** With what the fault does to packets that come to the host; all of them where its line gives no share. */
    KernelRules withPackets(ActiveFault fault, NodeId host, PacketRule.Deed deed) {
        BigDecimal percent =
                fault.fault().value() instanceof FaultValue.Percent some ? some.percent() : BigDecimal.valueOf(100);
        List<PacketRule> more = new ArrayList<>(packets);
        fault.wantedLinks().stream()
                .filter(link -> link.to().equals(host))
                .map(Link::from)
                .forEach(from -> more.add(new PacketRule(from, deed, percent)));
        return new KernelRules(more, delay, rateKbit, cpuPercent, clockShiftNanos, unplugged);
    }

    public KernelRules withDelay(FaultValue.Delay wait) {
        return new KernelRules(packets, Optional.of(wait), rateKbit, cpuPercent, clockShiftNanos, unplugged);
    }

    public KernelRules withRate(long kbit) {
        return new KernelRules(packets, delay, OptionalLong.of(kbit), cpuPercent, clockShiftNanos, unplugged);
    }

    public KernelRules withShare(BigDecimal percent) {
        return new KernelRules(packets, delay, rateKbit, Optional.of(percent), clockShiftNanos, unplugged);
    }

    public KernelRules withShift(long nanos) {
        return new KernelRules(packets, delay, rateKbit, cpuPercent, nanos, unplugged);
    }

    public KernelRules withoutPlug() {
        return new KernelRules(packets, delay, rateKbit, cpuPercent, clockShiftNanos, true);
    }
}
