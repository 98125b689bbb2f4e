package dev.raftbeat.local;

import dev.raftbeat.journal.Journal;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FactsLost;
import dev.raftbeat.wire.FactCodec;
import dev.raftbeat.wire.WireException;
import dev.raftbeat.world.WorldException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads the facts of all nodes and of the world, and tells them to one sink in the order of their times. All of them are
 * stamped by one host's clock, but they come over several ways, each in batches: what comes is held back for a moment, so
 * that a follower is not heard of before its leader.
 */
final class FactReader {
    /** More than a batch of a control endpoint and the way here take together, or two looks at a file. */
    private static final long HOLD_NANOS = 60_000_000;

    private static final long LOOK_NANOS = 20_000_000;
    private static final long NEXT_LOOK_NANOS = 15_000_000;
    private static final long TICK_NANOS = 100_000_000;
    private static final long RETRY_NANOS = 50_000_000;
    private static final long LAST_LOOK_NANOS = 300_000_000;

    private final FactSources sources;
    private final FactSink sink;
    private final FactMerge merge = new FactMerge(HOLD_NANOS);
    private final Map<NodeId, Long> lastSeq = new TreeMap<>();
    private final Map<NodeId, FactGaps> gaps = new TreeMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;
    /** Whether somebody has taken the cluster down. */
    private volatile boolean gone;

    private volatile boolean over;
    private volatile long told = Long.MIN_VALUE;

    FactReader(FactSources sources, FactSink sink) {
        this.sources = sources;
        this.sink = sink;
    }

    void begin() {
        for (NodeId node : sources.tellers()) {
            gaps.put(node, new FactGaps());
            if (sources.tellAll()) {
                merge.expect(node, System.nanoTime());
            }
        }
        for (NodeId node : sources.tellers()) {
            start("facts-of-" + node, () -> follow(node));
        }
        start("facts-of-world", this::followWorld);
        start("processes", this::watchProcesses);
    }

    void end() {
        ended = true;
        threads.forEach(Thread::interrupt);
    }

    private void start(String name, Runnable run) {
        Thread thread = new Thread(run, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** One way after another: a node that was killed comes back. */
    private void follow(NodeId node) {
        while (!ended) {
            long looked = System.nanoTime();
            try (FactSources.Lines lines = sources.open(node)) {
                read(node, lines);
            } catch (IOException | WorldException e) {
                // Not up yet, or gone again: which of the two, the world's own facts tell. Either way, once more.
                merge.readTo(node, looked, System.nanoTime());
                LockSupport.parkNanos(RETRY_NANOS);
            }
        }
    }

    private void read(NodeId node, FactSources.Lines lines) throws IOException {
        while (!ended) {
            long looked = System.nanoTime();
            String line = lines.next();
            if (line == null) {
                return;
            }
            if (!line.isEmpty()) {
                take(node, line);
            } else if (sources.tellAll()) {
                merge.readTo(node, looked, System.nanoTime());
                LockSupport.parkNanos(NEXT_LOOK_NANOS);
            }
        }
    }

    private void take(NodeId node, String line) {
        try {
            StampedFact fact = FactCodec.read(line);
            if (isNew(fact)) {
                if (sources.tellAll()) {
                    boolean again = line.charAt(0) == Journal.AGAIN;
                    gaps.get(node).before(fact, again).ifPresent(lost -> merge.offer(lost, System.nanoTime()));
                }
                merge.offer(fact, System.nanoTime());
            }
        } catch (WireException e) {
            throw new WorldException("a node told a fact that cannot be read: " + e.getMessage(), e);
        }
    }

    /** A stream that was opened again begins with facts that were told before. */
    private synchronized boolean isNew(StampedFact fact) {
        if (fact.fact() instanceof FactsLost) {
            // It stands in the place of a fact that was lost, perhaps before one that was taken.
            return true;
        }
        long place = ((long) fact.boot() << 40) | fact.seq();
        Long before = lastSeq.get(fact.node());
        if (before != null && place <= before) {
            return false;
        }
        lastSeq.put(fact.node(), place);
        return true;
    }

    /** Up to when all has been told to the sink. */
    long toldNanos() {
        return told;
    }

    /** Whether the cluster is gone, and all that it told was told on. */
    boolean isOver() {
        return over;
    }

    private void followWorld() {
        long place = 0;
        long goneNanos = 0;
        while (!ended) {
            try {
                WorldLog.Tail tail = sources.world(place);
                tail.facts().forEach(fact -> merge.offer(fact, System.nanoTime()));
                place = tail.next();
            } catch (WorldException e) {
                gone |= sources.isGone();
            }
            long now = System.nanoTime();
            merge.due(now).forEach(sink::tell);
            told = merge.dueTo(now);
            LockSupport.parkNanos(LOOK_NANOS);
            // What was told last can still be read in the files that are open.
            goneNanos += gone ? LOOK_NANOS : 0;
            if (goneNanos > LAST_LOOK_NANOS) {
                ended = true;
                merge.rest().forEach(sink::tell);
                over = true;
            }
        }
    }

    /** Apart from the reading, because it waits while somebody changes the cluster. */
    private void watchProcesses() {
        while (!ended) {
            try {
                sources.tick();
            } catch (WorldException e) {
                // Taken down by somebody else: there is nothing more to look after.
                gone |= sources.isGone();
            }
            LockSupport.parkNanos(TICK_NANOS);
        }
    }
}
