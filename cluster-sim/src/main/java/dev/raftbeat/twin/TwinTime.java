package dev.raftbeat.twin;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.world.InFlight;
import dev.raftbeat.world.Moment;
import dev.raftbeat.world.PlayedTime;
import dev.raftbeat.world.TimeStep;
import dev.raftbeat.world.TimeTravel;
import dev.raftbeat.world.World.Outcome;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;

/**
 * One time for two worlds that are never played by themselves. A step goes to the next such fact of either; both are then at its time, with all that they
 * tell at that very time. Time plays up to the end of the script and stops there.
 */
public final class TwinTime extends PlayedTime {
    private final TimeTravel left;
    private final TimeTravel right;
    private final List<StampedFact> facts;
    private final long endNanos;

    /** @param facts of both whole runs, in any order */
    TwinTime(TimeTravel left, TimeTravel right, List<StampedFact> facts, long endNanos) {
        this.facts = List.copyOf(facts);
        this.left = left;
        this.right = right;
        this.endNanos = endNanos;
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
    public long nowNanos() {
        return left.position().nanos();
    }

    @Override
    protected synchronized boolean playUntil(long nanos, BooleanSupplier deadline) {
        if (deadline.getAsBoolean()) {
            return false;
        }
        both(Math.min(endNanos, Math.max(nowNanos(), nanos)));
        if (nowNanos() >= endNanos) {
            pause();
        }
        return true;
    }

    private void both(long nanos) {
        left.jump(nanos);
        right.jump(nanos);
    }

    @Override
    public synchronized boolean forward(TimeStep step) {
        pause();
        long here = nowNanos();
        OptionalLong next = times(step).filter(nanos -> nanos > here).min();
        next.ifPresent(this::both);
        return next.isPresent();
    }

    @Override
    public synchronized boolean back(TimeStep step) {
        pause();
        long here = nowNanos();
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
        player.moved();
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
}
