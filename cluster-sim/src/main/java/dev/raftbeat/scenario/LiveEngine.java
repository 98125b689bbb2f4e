package dev.raftbeat.scenario;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldException;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A world that goes on by itself. Its facts come from other threads, and late; they wait here until they are asked for. */
final class LiveEngine implements Engine {
    /** How far behind the present facts are told: what {@code observe} holds back, and the way here. */
    private static final long LAG_NANOS = 150_000_000L;

    /** How long the nodes may take to come up. */
    private static final long BOOT_NANOS = 30_000_000_000L;

    /** What is known to be missing is waited for so long, and what is on its way on a busy machine. */
    private static final long LATE_NANOS = 2_000_000_000L;

    private static final long LOOK_NANOS = 5_000_000L;

    private final World world;
    private final FactSink sink;
    private final BlockingQueue<StampedFact> waiting = new LinkedBlockingQueue<>();
    private final TreeSet<NodeId> booted = new TreeSet<>();
    private volatile boolean closed;

    /** @throws WorldException when the nodes do not come up in time */
    LiveEngine(World world, FactSink sink) {
        this.world = world;
        this.sink = sink;
        world.observe(this::hear);
        if (!runUntil(() -> booted.containsAll(world.members()), BOOT_NANOS)) {
            world.close();
            throw new WorldException("of " + world.members() + " only " + booted + " came up within 30 s");
        }
    }

    @Override
    public long nowNanos() {
        return world.nowNanos() - LAG_NANOS;
    }

    @Override
    public void runFor(long nanos) {
        runUntil(() -> false, nanos);
    }

    @Override
    public boolean runUntil(BooleanSupplier condition, long nanosMax) {
        long end = world.nowNanos() + nanosMax;
        try {
            while (!condition.getAsBoolean()) {
                long left = end - world.nowNanos();
                if (left <= 0) {
                    return false;
                }
                StampedFact next = waiting.poll(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS);
                if (next != null) {
                    take(next);
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorldException("interrupted", e);
        }
    }

    /** A world that goes on when this is over tells on, and nobody listens. */
    private void hear(StampedFact fact) {
        if (!closed) {
            waiting.add(fact);
        }
    }

    private void take(StampedFact fact) {
        if (fact.fact() instanceof Booted) {
            booted.add(fact.node());
        }
        sink.tell(fact);
    }

    @Override
    public World.Outcome apply(Fault fault) {
        World.Outcome outcome = world.apply(fault);
        settle();
        return outcome;
    }

    @Override
    public void settle(BooleanSupplier complete) {
        long mark = world.nowNanos();
        runFor(LAG_NANOS);
        runUntil(() -> world.toldNanos() >= mark && waiting.isEmpty() && complete.getAsBoolean(), LATE_NANOS);
    }

    @Override
    public boolean repeatable() {
        return false;
    }

    @Override
    public void close() {
        closed = true;
        world.close();
    }
}
