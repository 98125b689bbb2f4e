package dev.raftbeat.fault.rule;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.NodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What a receiver does with messages, by the peer that they come from. Immutable; a function of time and of the draws.
 *
 * <p>All times are those of the host's monotonic clock, which is the same for all processes of one host, and which no
 * skew touches.
 *
 * <p>When rules change, and when a delayed message is due, the receiver asks again: what is waiting from a peer for
 * which {@link #cutBy} now answers, or whose link {@link #cutWithin} its wait was cut, is lost as
 * {@code CUT_WHILE_DELAYED}.
 *
 * @param byPeer the rules for what comes from each peer, in the order in which they were made
 */
public record LinkRules(SortedMap<NodeId, List<LinkRule>> byPeer) {
    /** No rules: everything is delivered at once. */
    public static final LinkRules NONE = new LinkRules(new TreeMap<>());

    /** How many numbers every judgement draws, whatever the rules: turning a dial never shifts the rest of a run. */
    public static final int DRAWS = 6;

    private static final MessageFate AT_ONCE = new MessageFate.Delivered(List.of(0L));

    public LinkRules {
        TreeMap<NodeId, List<LinkRule>> copy = new TreeMap<>();
        byPeer.forEach((peer, rules) -> copy.put(peer, List.copyOf(rules)));
        byPeer = Collections.unmodifiableSortedMap(copy);
    }

    /**
     * Decides about one message that has just arrived.
     *
     * @param random drawn from exactly {@link #DRAWS} times
     */
    public MessageFate judge(NodeId from, long nowNanos, RandomGenerator random) {
        double loss = random.nextDouble();
        double duplicate = random.nextDouble();
        double reorder = random.nextDouble();
        double holdBack = random.nextDouble();
        double spread = random.nextDouble();
        double spreadOfCopy = random.nextDouble();
        if (rulesFor(from).isEmpty()) {
            return AT_ONCE;
        }
        Optional<FactId> cut = cutBy(from, nowNanos);
        if (cut.isPresent()) {
            return new MessageFate.Lost(LossReason.CUT, cut.get());
        }
        Optional<LinkRule.Chance> lost = hit(from, LinkRule.ChanceOf.LOSE, loss);
        if (lost.isPresent()) {
            return new MessageFate.Lost(LossReason.LOSS, lost.get().by());
        }
        List<Long> delays = new ArrayList<>();
        long held = hit(from, LinkRule.ChanceOf.REORDER, reorder)
                .map(rule -> Math.round(rule.withinNanos() * holdBack))
                .orElse(0L);
        delays.add(delay(from, spread) + held);
        if (hit(from, LinkRule.ChanceOf.DUPLICATE, duplicate).isPresent()) {
            delays.add(delay(from, spreadOfCopy));
        }
        return new MessageFate.Delivered(delays);
    }

    /** Whether what comes from this peer is cut off at this moment. */
    public boolean isCut(NodeId from, long nowNanos) {
        return cutBy(from, nowNanos).isPresent();
    }

    /** The fault that cuts what comes from this peer at this moment; the earliest, if there are several. */
    public Optional<FactId> cutBy(NodeId from, long nowNanos) {
        return cutWithin(from, nowNanos, nowNanos);
    }

    /** The fault by which, under these rules, the link is cut at any moment between these two, both included. */
    public Optional<FactId> cutWithin(NodeId from, long sinceNanos, long untilNanos) {
        for (LinkRule rule : rulesFor(from)) {
            if (rule.cutsWithin(sinceNanos, untilNanos)) {
                return Optional.of(rule.by());
            }
        }
        return Optional.empty();
    }

    /** How much longer what comes from this peer takes, but for its spread. */
    public long delayNanos(NodeId from) {
        return delay(from, 0.5);
    }

    /** Whether there is no rule at all. */
    public boolean isEmpty() {
        return byPeer.isEmpty();
    }

    /**
     * The rule by which a draw strikes. Several rules on one link act one after the other, as independent chances do:
     * 50 % and 50 % make 75 %, and the one draw is laid against the sum.
     */
    private Optional<LinkRule.Chance> hit(NodeId from, LinkRule.ChanceOf what, double draw) {
        double sum = 0;
        for (LinkRule rule : rulesFor(from)) {
            if (rule instanceof LinkRule.Chance chance && chance.what() == what) {
                sum += (1 - sum) * chance.share();
                if (draw < sum) {
                    return Optional.of(chance);
                }
            }
        }
        return Optional.empty();
    }

    private long delay(NodeId from, double draw) {
        long nanos = 0;
        for (LinkRule rule : rulesFor(from)) {
            if (rule instanceof LinkRule.Slow slow) {
                nanos += Math.max(0, slow.delayNanos() + Math.round(slow.spreadNanos() * (2 * draw - 1)));
            }
        }
        return nanos;
    }

    private List<LinkRule> rulesFor(NodeId from) {
        return byPeer.isEmpty() ? List.of() : byPeer.getOrDefault(from, List.of());
    }
}
