package dev.raftbeat.history;

import dev.raftbeat.protocol.FactListener;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.protocol.StampedFact;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What became of each transfer of leadership (thesis §3.10), a fold of its own, for those who ask. One has failed when its
 * leader still leads after an election timeout: the request is not good for longer. A leader that dies meanwhile has
 * told nothing of it, and neither does this.
 *
 * <p>Facts of one node must come in their order; across nodes any order will do.
 */
public final class Transfers implements FactListener {
    private static final String REQUEST = "TimeoutNow";

    private final Map<NodeId, Long> timeouts = new TreeMap<>();
    private final Map<NodeId, Pending> pending = new TreeMap<>();
    private StampedFact at;

    private record Pending(NodeId target, long term, long dueNanos, long timeoutNanos, Optional<LossReason> lost) {
        Pending lostBy(LossReason reason) {
            return new Pending(target, term, dueNanos, timeoutNanos, Optional.of(reason));
        }
    }

    /**
     * A transfer that nothing came of.
     *
     * @param leader who went on leading
     * @param timeoutNanos how long it waited
     * @param lost why the target never got the request, where that was told
     */
    public record Failed(NodeId leader, NodeId target, long term, long timeoutNanos, Optional<LossReason> lost) {}

    /** Takes in one fact. Answers the transfer of which it shows that it has failed, once. */
    public Optional<Failed> hear(StampedFact stamped) {
        at = stamped;
        Pending due = pending.get(stamped.node());
        if (due == null || stamped.tNanos() <= due.dueNanos || endsIt(stamped)) {
            stamped.fact().accept(this);
            return Optional.empty();
        }
        pending.remove(stamped.node());
        stamped.fact().accept(this);
        return Optional.of(new Failed(stamped.node(), due.target, due.term, due.timeoutNanos, due.lost));
    }

    private static boolean endsIt(StampedFact stamped) {
        return stamped.fact() instanceof BecameFollower || stamped.fact() instanceof Booted;
    }

    @Override
    public void on(Booted fact) {
        pending.remove(at.node());
        timeouts.put(at.node(), fact.settings().electionNanosMax());
    }

    @Override
    public void on(SettingsChanged fact) {
        timeouts.put(at.node(), fact.settings().electionNanosMax());
    }

    @Override
    public void on(TransferBegan fact) {
        long timeout = timeouts.getOrDefault(at.node(), Pace.LAN.settings().electionNanosMax());
        pending.put(
                at.node(), new Pending(fact.target(), fact.term(), at.tNanos() + timeout, timeout, Optional.empty()));
    }

    @Override
    public void on(BecameFollower fact) {
        pending.remove(at.node());
    }

    @Override
    public void on(MessageLost fact) {
        if (fact.kind().equals(REQUEST)) {
            pending.computeIfPresent(
                    fact.from(),
                    (leader, one) ->
                            one.target.equals(fact.to()) && one.term == fact.term() ? one.lostBy(fact.reason()) : one);
        }
    }
}
