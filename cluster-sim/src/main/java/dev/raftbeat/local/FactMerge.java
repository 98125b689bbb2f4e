package dev.raftbeat.local;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Puts facts from several streams into the order of their times: each is held back for a fixed while, and longer for a
 * stream that is behind. What comes even later is told when it comes, out of its order.
 */
final class FactMerge {
    /** For so many hold times a stream that does not come on is waited for. */
    private static final int PATIENCE = 30;

    /** No more than this is held back, for whomever. */
    private static final int HELD_MAX = 200_000;

    private static final Comparator<Held> BY_TIME =
            Comparator.<Held>comparingLong(held -> held.fact.tNanos()).thenComparingLong(held -> held.number);

    private final PriorityQueue<Held> waiting = new PriorityQueue<>(BY_TIME);
    private final Map<NodeId, Stream> streams = new TreeMap<>();
    private final long holdNanos;
    private long count;

    /** A stream that tells how far it has been read. */
    private static final class Stream {
        /** All of its facts before this time are here. */
        long readTo = Long.MIN_VALUE;
        /** When it last came on. */
        long movedNanos;
    }

    FactMerge(long holdNanos) {
        this.holdNanos = holdNanos;
    }

    /** From now on this node's stream is waited for when it is behind. */
    synchronized void expect(NodeId node, long nowNanos) {
        Stream stream = new Stream();
        stream.movedNanos = nowNanos;
        streams.put(node, stream);
    }

    /** All that the node had told by that time is here. */
    synchronized void readTo(NodeId node, long tNanos, long nowNanos) {
        Stream stream = streams.get(node);
        if (stream != null) {
            stream.readTo = Math.max(stream.readTo, tNanos);
            stream.movedNanos = nowNanos;
        }
    }

    synchronized void offer(StampedFact fact, long nowNanos) {
        waiting.add(new Held(fact, nowNanos, count++));
        // A stream is in the order of its own times.
        readTo(fact.node(), fact.tNanos() - 1, nowNanos);
    }

    /** All facts before the first, in the order of their times, that has to be held back still. */
    synchronized List<StampedFact> due(long nowNanos) {
        long readTo = readTo(nowNanos);
        List<StampedFact> due = new ArrayList<>();
        while (!waiting.isEmpty() && (isDue(waiting.peek(), readTo, nowNanos) || waiting.size() > HELD_MAX)) {
            due.add(waiting.poll().fact);
        }
        return due;
    }

    private long readTo(long nowNanos) {
        long readTo = Long.MAX_VALUE;
        for (Stream stream : streams.values()) {
            if (nowNanos - stream.movedNanos < PATIENCE * holdNanos) {
                readTo = Math.min(readTo, stream.readTo);
            }
        }
        return readTo;
    }

    /** All facts up to that time have been due, but for those of streams that were given up. */
    synchronized long dueTo(long nowNanos) {
        long first = waiting.isEmpty() ? Long.MAX_VALUE : waiting.peek().fact.tNanos() - 1;
        return Math.min(Math.min(first, readTo(nowNanos)), nowNanos - holdNanos);
    }

    /** All that is held back, in the order of their times. */
    synchronized List<StampedFact> rest() {
        List<StampedFact> rest = new ArrayList<>();
        while (!waiting.isEmpty()) {
            rest.add(waiting.poll().fact);
        }
        return rest;
    }

    private boolean isDue(Held first, long readTo, long nowNanos) {
        return nowNanos - first.sinceNanos >= holdNanos && first.fact.tNanos() <= readTo;
    }

    /** @param number keeps facts of one time, and so those of one node, in the order in which they came */
    private record Held(StampedFact fact, long sinceNanos, long number) {}
}
