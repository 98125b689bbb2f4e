package dev.raftbeat.check.failover;

import dev.raftbeat.check.failover.Failover.Judgement;
import dev.raftbeat.check.failover.Failover.Loss;
import dev.raftbeat.history.Damage;
import dev.raftbeat.history.History;
import dev.raftbeat.history.Leadership;
import dev.raftbeat.protocol.NodeId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** Remembers what befell the present leader, and judges from it, once there is another, whether it had to be so. */
final class LossWitness {
    /** A time in which the leader could not lead, whatever it did. */
    private record Impairment(Loss how, long fromNanos, long toNanos) {}

    private Optional<Impairment> now = Optional.empty();
    private Optional<Impairment> last = Optional.empty();
    /** When each node was last kept from hearing the leader, or was last down. */
    private final SortedMap<NodeId, Long> barredNanos = new TreeMap<>();

    private long orderedNanos = Long.MIN_VALUE;
    private long handedOverTerm = Long.MIN_VALUE;
    private long quorumLostTerm = Long.MIN_VALUE;
    private boolean windowTooShort;
    private long steppedDownTerm = Long.MIN_VALUE;
    private NodeId steppedDown = NodeId.WORLD;
    private long patienceNanos = 3_000_000_000L;

    LossWitness() {}

    LossWitness(LossWitness other) {
        now = other.now;
        last = other.last;
        barredNanos.putAll(other.barredNanos);
        orderedNanos = other.orderedNanos;
        handedOverTerm = other.handedOverTerm;
        quorumLostTerm = other.quorumLostTerm;
        windowTooShort = other.windowTooShort;
        steppedDownTerm = other.steppedDownTerm;
        steppedDown = other.steppedDown;
        patienceNanos = other.patienceNanos;
    }

    /** How long a fault goes on to explain what happens after it: until every timer that it could move has run out. */
    void patience(long nanos) {
        patienceNanos = nanos;
    }

    void campaignOrdered(long tNanos) {
        orderedNanos = tNanos;
    }

    /** @param term the term of the leader that hands over */
    void handedOver(long term) {
        handedOverTerm = term;
    }

    /** @param shortWindow whether its window holds no two heartbeats */
    void quorumLost(long term, boolean shortWindow) {
        quorumLostTerm = term;
        windowTooShort = shortWindow;
    }

    void newReign() {
        now = Optional.empty();
        last = Optional.empty();
        orderedNanos = Long.MIN_VALUE;
    }

    /** Called with the state as it was up to {@code tNanos}, before the fact of that time is taken in. */
    void upTo(LeaderSweep sweep, long tNanos) {
        if (sweep.reign.isEmpty()) {
            return;
        }
        History history = sweep.history;
        int leader = history.place(sweep.reign.get().leader());
        for (NodeId member : history.members()) {
            int node = history.place(member);
            if (!history.acts(node) || history.damage().isCut(leader, node)) {
                barredNanos.put(member, tNanos);
            }
        }
        now.ifPresent(going -> last = Optional.of(new Impairment(going.how, going.fromNanos, tNanos)));
    }

    /** Called with the state as it is from {@code tNanos} on. */
    void from(LeaderSweep sweep, long tNanos) {
        Optional<Loss> how =
                sweep.reign.flatMap(reign -> impairment(sweep.history, sweep.history.place(reign.leader())));
        if (how.isEmpty()) {
            now = Optional.empty();
        } else if (now.isEmpty()) {
            now = Optional.of(new Impairment(how.get(), tNanos, tNanos));
        }
    }

    /** Since when the present leader has not been able to lead, whatever it does. */
    OptionalLong impairedSinceNanos() {
        return now.map(going -> OptionalLong.of(going.fromNanos)).orElse(OptionalLong.empty());
    }

    private static Optional<Loss> impairment(History history, int leader) {
        if (history.isDead(leader) || history.isStarting(leader)) {
            return Optional.of(Loss.KILLED);
        }
        if (history.isFrozen(leader)) {
            return Optional.of(Loss.PAUSED);
        }
        long up = history.members().stream()
                .filter(member -> history.acts(history.place(member)))
                .count();
        if (up < history.quorum()) {
            return Optional.of(Loss.QUORUM_DOWN);
        }
        return Leadership.reach(history, leader, Damage.Wire.DOUBTFUL) < history.quorum()
                ? Optional.of(Loss.CUT_OFF)
                : Optional.empty();
    }

    Failover judge(LeaderSweep sweep, Reign before, long endNanos, Reign after, long electedNanos) {
        // Who has handed over may end before the others have heard of it.
        boolean handedOver = handedOverTerm == before.term();
        Optional<Impairment> impaired = now.or(() -> last.filter(past -> past.toNanos >= endNanos - patienceNanos))
                .filter(past -> !handedOver || past.fromNanos() <= endNanos);
        Loss how = impaired.map(Impairment::how).orElseGet(() -> lossOfHealthy(sweep, before, endNanos));
        long loss = impaired.map(past -> Math.max(past.fromNanos, before.fromNanos()))
                .orElse(endNanos);
        return new Failover(
                before.leader(),
                before.term(),
                after.leader(),
                after.term(),
                Math.min(loss, after.fromNanos()),
                electedNanos,
                after.fromNanos(),
                how,
                judgement(how, sweep, before));
    }

    private Loss lossOfHealthy(LeaderSweep sweep, Reign before, long endNanos) {
        if (handedOverTerm == before.term()) {
            return Loss.HANDED_OVER;
        }
        if (orderedNanos != Long.MIN_VALUE && orderedNanos >= endNanos - patienceNanos) {
            return Loss.CAMPAIGN_ORDERED;
        }
        if (quorumLostTerm == before.term()) {
            return windowTooShort ? Loss.WINDOW_TOO_SHORT : Loss.QUORUM_SILENT;
        }
        var later = sweep.elections.tailMap(before.term() + 1);
        if (later.isEmpty()) {
            return Loss.UNEXPLAINED;
        }
        LeaderSweep.Election first = later.get(later.firstKey());
        Long barred = barredNanos.get(first.first());
        boolean disturbed = barred != null && barred >= first.tNanos() - patienceNanos;
        return disturbed ? Loss.DISTURBED : Loss.TIMED_OUT;
    }

    private Judgement judgement(Loss how, LeaderSweep sweep, Reign before) {
        return switch (how) {
            case KILLED, PAUSED, CUT_OFF, QUORUM_DOWN -> Judgement.JUSTIFIED;
            case HANDED_OVER, CAMPAIGN_ORDERED -> Judgement.ON_PURPOSE;
            case QUORUM_SILENT -> sweep.history.damage().isPartial() ? Judgement.FALSE_ALARM : Judgement.UNKNOWN;
            case DISTURBED, TIMED_OUT -> spoke(before) ? Judgement.FALSE_ALARM : Judgement.UNKNOWN;
            case WINDOW_TOO_SHORT -> Judgement.FALSE_ALARM;
            case UNEXPLAINED -> Judgement.UNKNOWN;
        };
    }

    private boolean spoke(Reign before) {
        return steppedDown.equals(before.leader()) && steppedDownTerm == before.term();
    }

    /**
     * A leader that steps down lives. If it does so soon after its successor was followed, the change was a false alarm
     * after all; one that stays silent for longer may have stood still for a reason that nobody told.
     */
    void steppedDown(LeaderSweep sweep, NodeId node, long term, long tNanos) {
        steppedDown = node;
        steppedDownTerm = term;
        int newest = sweep.failovers.size() - 1;
        if (newest < 0) {
            return;
        }
        Failover failover = sweep.failovers.get(newest);
        boolean its = failover.from().equals(node) && failover.fromTerm() == term;
        boolean alarm = failover.how() == Loss.DISTURBED || failover.how() == Loss.TIMED_OUT;
        if (its && alarm && tNanos - failover.followedNanos() <= patienceNanos) {
            sweep.failovers.set(newest, failover.judged(Judgement.FALSE_ALARM));
        }
    }
}
