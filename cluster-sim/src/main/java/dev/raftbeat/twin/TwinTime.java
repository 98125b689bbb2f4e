package dev.raftbeat.twin;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.world.InFlight;
import dev.raftbeat.world.Moment;
import dev.raftbeat.world.TimeStep;
import dev.raftbeat.world.TimeTravel;
import dev.raftbeat.world.World.Outcome;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * One time for two worlds that are never played by themselves. A step goes to the next such fact of either; both are then at its time, with all that they
 * tell at that very time. Time plays up to the end of the script and stops there.
 */
public final class TwinTime implements TimeTravel, AutoCloseable {
    private static final long TICK_MILLIS = 20;
    private static final long SLICE_NANOS = 500_000_000;

    private final TimeTravel left;
    private final TimeTravel right;
    private final List<StampedFact> facts;
    private final long endNanos;
    private final ScheduledExecutorService thread;
    private ScheduledFuture<?> ticks;
    private double speed = 1;
    private long realBase;
    private long virtualBase;

    /** @param facts of both whole runs, in any order */
    TwinTime(TimeTravel left, TimeTravel right, List<StampedFact> facts, long endNanos) {
        this.facts = List.copyOf(facts);
        this.left = left;
        this.right = right;
        this.endNanos = endNanos;
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "twins");
            made.setDaemon(true);
            return made;
        });
    }

    public long endNanos() {
        return endNanos;
    }

    @Override
    public long seed() {
        return left.seed();
    }

    /** The time that both are at; the facts of both are counted. */
    @Override
    public synchronized Moment position() {
        Moment one = left.position();
        return new Moment(one.nanos(), one.facts() + right.position().facts());
    }

    @Override
    public synchronized boolean isPlaying() {
        return ticks != null;
    }

    @Override
    public synchronized void pause() {
        if (ticks != null) {
            ticks.cancel(false);
            ticks = null;
        }
    }

    @Override
    public synchronized void resume() {
        if (ticks == null && !thread.isShutdown()) {
            rebase();
            ticks = thread.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void rebase() {
        realBase = System.nanoTime();
        virtualBase = left.position().nanos();
    }

    private synchronized void tick() {
        if (ticks == null) {
            return;
        }
        long here = left.position().nanos();
        long wanted = speed == Double.POSITIVE_INFINITY
                ? here + SLICE_NANOS
                : virtualBase + (long) ((System.nanoTime() - realBase) * speed);
        both(Math.min(endNanos, Math.max(here, wanted)));
        if (left.position().nanos() >= endNanos) {
            pause();
        }
    }

    private void both(long nanos) {
        left.jump(nanos);
        right.jump(nanos);
    }

    @Override
    public synchronized double speed() {
        return speed;
    }

    @Override
    public synchronized void speed(double next) {
        if (!(next >= SPEED_MIN)) {
            throw new IllegalArgumentException("a speed is at least " + SPEED_MIN + ", not " + next);
        }
        speed = next;
        rebase();
    }

    @Override
    public synchronized boolean forward(TimeStep step) {
        pause();
        long here = left.position().nanos();
        OptionalLong next = times(step).filter(nanos -> nanos > here).min();
        next.ifPresent(this::both);
        return next.isPresent();
    }

    @Override
    public synchronized boolean back(TimeStep step) {
        pause();
        long here = left.position().nanos();
        OptionalLong before = times(step).filter(nanos -> nanos < here).max();
        both(before.orElse(0));
        return before.isPresent();
    }

    /** When either tells such a fact. */
    private LongStream times(TimeStep step) {
        return facts.stream().filter(fact -> isWhere(step, fact)).mapToLong(StampedFact::tNanos);
    }

    private static boolean isWhere(TimeStep step, StampedFact fact) {
        return switch (step) {
            case FACT -> true;
            case MESSAGE -> fact.fact() instanceof MessageDelivered || fact.fact() instanceof MessageLost;
            case NOTABLE -> !fact.fact().routine();
            case ELECTION -> fact.fact() instanceof BecameCandidate;
        };
    }

    @Override
    public synchronized void jump(long nanos) {
        both(Math.max(0, Math.min(endNanos, nanos)));
        rebase();
    }

    /** To its time, with all that is told then. */
    @Override
    public void jump(Moment moment) {
        jump(moment.nanos());
    }

    /** None: a message in one is none in the other. */
    @Override
    public List<InFlight> inFlight() {
        return List.of();
    }

    @Override
    public Outcome drop(FactId message) {
        return notHere();
    }

    @Override
    public Outcome delay(FactId message, long nanos) {
        return notHere();
    }

    @Override
    public Outcome duplicate(FactId message) {
        return notHere();
    }

    private static Outcome notHere() {
        return new Outcome(false, "Nothing is done by hand to twins: they would differ in more than their switch.");
    }

    @Override
    public void close() {
        pause();
        thread.shutdownNow();
    }
}
