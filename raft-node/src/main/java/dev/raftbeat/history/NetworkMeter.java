package dev.raftbeat.history;

import dev.raftbeat.history.TimingRequirement.Network;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FactListener;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.LifeFact.GarbageCollected;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What the messages and the processes of a run show of the network: a fold of its own, for those who ask. It measures
 * the last ten seconds of heartbeats, answers and votes, and the pauses of the last minute. A cut is no loss here: who is
 * cut off is a fault, and no timeout helps. Not for use by two threads.
 */
public final class NetworkMeter implements FactListener {
    private static final long RECENT_NANOS = 10_000_000_000L;
    private static final long PAUSES_NANOS = 60_000_000_000L;
    private static final int SENT_MAX = 4_096;
    private static final int ENDS_MAX = 64;
    private static final String HEARTBEAT = "AppendEntries";

    private static final Deque<End> NO_ENDS = new ArrayDeque<>();

    private final Map<FactId, Long> sent = new LinkedHashMap<>();
    private final Map<Link, Deque<End>> links = new TreeMap<>();
    private final Map<Long, Long> frozen = new TreeMap<>();
    private final Deque<Pause> pauses = new ArrayDeque<>();
    private StampedFact at;
    private long nowNanos = Long.MIN_VALUE;

    /** @param delayNanos negative for a message that was lost */
    private record End(long tNanos, boolean heartbeat, long delayNanos) {
        boolean lost() {
            return delayNanos < 0;
        }
    }

    private record Pause(long tNanos, long nanos) {}

    /** Facts may come in any order across nodes. */
    public void hear(StampedFact stamped) {
        at = stamped;
        nowNanos = Math.max(nowNanos, stamped.tNanos());
        stamped.fact().accept(this);
    }

    @Override
    public void on(MessageSent fact) {
        sent.put(at.id(), at.tNanos());
        if (sent.size() > SENT_MAX) {
            sent.remove(sent.keySet().iterator().next());
        }
    }

    @Override
    public void on(MessageDelivered fact) {
        Long left = fact.copy() == 0 ? sent.remove(fact.id()) : null;
        if (left != null) {
            end(new Link(fact.from(), at.node()), fact.kind(), Math.max(0, at.tNanos() - left));
        }
    }

    @Override
    public void on(MessageLost fact) {
        sent.remove(fact.id());
        if (fact.reason() == LossReason.LOSS) {
            end(new Link(fact.from(), fact.to()), fact.kind(), -1);
        }
    }

    private void end(Link link, String kind, long delayNanos) {
        Deque<End> ends = links.computeIfAbsent(link, ignored -> new ArrayDeque<>());
        ends.add(new End(at.tNanos(), kind.equals(HEARTBEAT), delayNanos));
        if (ends.size() > ENDS_MAX) {
            ends.remove();
        }
    }

    @Override
    public void on(GarbageCollected fact) {
        paused(fact.tookNanos());
    }

    /** A timer that fires late: the process, or the machine, stood still. */
    @Override
    public void on(TimerFired fact) {
        paused(fact.lateNanos());
    }

    @Override
    public void on(FaultBegan fact) {
        if (fact.does(FaultEffect.Kind.FREEZES)) {
            frozen.putIfAbsent(fact.fault(), at.tNanos());
        }
    }

    @Override
    public void on(FaultEnded fact) {
        Long since = frozen.remove(fact.fault());
        if (since != null) {
            paused(at.tNanos() - since);
        }
    }

    private void paused(long nanos) {
        pauses.add(new Pause(at.tNanos(), nanos));
        forgetPauses();
    }

    private void forgetPauses() {
        pauses.removeIf(pause -> nowNanos - pause.tNanos > PAUSES_NANOS);
    }

    /** What is so now, between these members. */
    public Network network(List<NodeId> members) {
        return new Network(Network.roundTrip(members, this::delay), loss(), pause());
    }

    /** The middle one of the recent delays of a link. */
    private OptionalLong delay(Link link) {
        long[] delays = links.getOrDefault(link, NO_ENDS).stream()
                .filter(end -> isRecent(end) && !end.lost())
                .mapToLong(End::delayNanos)
                .sorted()
                .toArray();
        return delays.length == 0 ? OptionalLong.empty() : OptionalLong.of(delays[delays.length / 2]);
    }

    private double loss() {
        double worst = 0;
        for (Deque<End> ends : links.values()) {
            List<End> beats =
                    ends.stream().filter(end -> end.heartbeat && isRecent(end)).toList();
            long lost = beats.stream().filter(End::lost).count();
            worst = Math.max(worst, beats.isEmpty() ? 0 : (double) lost / beats.size());
        }
        return worst;
    }

    private long pause() {
        forgetPauses();
        long ended = pauses.stream().mapToLong(Pause::nanos).max().orElse(0);
        long open = frozen.values().stream()
                .mapToLong(since -> nowNanos - since)
                .max()
                .orElse(0);
        return Math.max(ended, open);
    }

    private boolean isRecent(End end) {
        return nowNanos - end.tNanos <= RECENT_NANOS;
    }
}
