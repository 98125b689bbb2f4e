package dev.raftbeat.fault.execution;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.HostLimit;
import dev.raftbeat.fault.rule.PacketRule;
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
        Optional<HostLimit.Delay> delay,
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

    static KernelRules of(Collection<ActiveFault> active, NodeId host) {
        KernelRules rules = NONE;
        for (ActiveFault fault : active) {
            rules = rules.with(fault, host);
        }
        return rules;
    }

    private KernelRules with(ActiveFault fault, NodeId host) {
        if (FaultWord.ON_PACKETS.contains(fault.word())) {
            List<PacketRule> more = new ArrayList<>(packets);
            fault.wantedLinks().stream()
                    .filter(link -> link.to().equals(host))
                    .forEach(link -> more.add(packetRule(fault.fault(), link.from())));
            return new KernelRules(more, delay, rateKbit, cpuPercent, clockShiftNanos, unplugged);
        } else if (!fault.wantedNodes().contains(host)) {
            return this;
        } else if (fault.word() == FaultWord.UNPLUG) {
            return new KernelRules(packets, delay, rateKbit, cpuPercent, clockShiftNanos, true);
        }
        return fault.fault() instanceof Fault.OnHosts line ? with(line.dial()) : this;
    }

    private static PacketRule packetRule(Fault fault, NodeId from) {
        PacketRule.Deed deed = switch (fault.word()) {
            case REJECT_PACKETS -> PacketRule.Deed.REJECT;
            case DROP_PACKETS, LOSE_PACKETS -> PacketRule.Deed.DROP;
            default -> throw fault.word().unexpected();
        };
        BigDecimal percent = fault instanceof Fault.Chance chance ? chance.percent() : BigDecimal.valueOf(100);
        return new PacketRule(from, deed, percent);
    }

    private KernelRules with(HostLimit dial) {
        if (dial instanceof HostLimit.Delay wait) {
            return new KernelRules(packets, Optional.of(wait), rateKbit, cpuPercent, clockShiftNanos, unplugged);
        } else if (dial instanceof HostLimit.Rate rate) {
            OptionalLong kbit = OptionalLong.of(rate.kbit());
            return new KernelRules(packets, delay, kbit, cpuPercent, clockShiftNanos, unplugged);
        } else if (dial instanceof HostLimit.Share share) {
            return new KernelRules(packets, delay, rateKbit, Optional.of(share.percent()), clockShiftNanos, unplugged);
        } else if (dial instanceof HostLimit.Shift shift) {
            return new KernelRules(packets, delay, rateKbit, cpuPercent, shift.nanos(), unplugged);
        }
        throw new IllegalArgumentException("no kernel knows what " + dial + " is");
    }
}
