package dev.raftbeat.sim;

import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.world.Moment;
import dev.raftbeat.world.World;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A run that can be gone through to any moment and back: the options, and what was done at which moment. To go back is to
 * begin anew and repeat; a run is quick enough for that, and nothing need be kept of it. An event may tell several facts
 * at once; they are shown one by one.
 */
final class SimHistory {
    /**
     * @param events how many events had happened when it was done
     * @param nanos the time at which it was done
     */
    private record Deed(long events, long nanos, Function<SimCluster, World.Outcome> what) {}

    private final SimOptions options;
    /** What another run told before this one goes on from it, at this time. */
    private final List<StampedFact> past;

    private final long forkNanos;
    private final List<Deed> deeds = new ArrayList<>();
    private final ArrayDeque<StampedFact> unshown = new ArrayDeque<>();
    private SimCluster cluster;
    private int repeated;
    private long shown;
    private int pastShown;
    private long pastNanos;

    SimHistory(SimOptions options) {
        this.options = options;
        past = options.start().map(SimStart::past).orElse(List.of());
        forkNanos = options.start().map(SimStart::nanos).orElse(0L);
        begin();
    }

    /** To the beginning: nothing is shown yet. */
    void begin() {
        unshown.clear();
        shown = 0;
        repeated = 0;
        pastShown = 0;
        pastNanos = 0;
        cluster = new SimCluster(options, unshown::add);
    }

    /** The same options and the same deeds, at the beginning. */
    SimHistory again() {
        SimHistory other = new SimHistory(options);
        other.deeds.addAll(deeds);
        return other;
    }

    SimCluster cluster() {
        return cluster;
    }

    Moment position() {
        return new Moment(isPast() ? pastNanos : cluster.now(), shown);
    }

    /** Whether it stands before the moment from which the simulation goes on: what is shown there is another run. */
    boolean isPast() {
        return pastShown < past.size() || pastNanos < forkNanos;
    }

    /** The next fact of the run from which this one goes on. */
    private boolean showPast(long nanosMax, FactSink sink) {
        if (pastShown < past.size() && past.get(pastShown).tNanos() <= nanosMax) {
            StampedFact fact = past.get(pastShown++);
            pastNanos = Math.max(pastNanos, fact.tNanos());
            shown++;
            sink.tell(fact);
            return true;
        }
        pastNanos = Math.max(pastNanos, Math.min(nanosMax, forkNanos));
        return false;
    }

    /** Shows the next fact, of those that are told up to this time. Answers false when there is none: it is this time then. */
    boolean showNext(long nanosMax, FactSink sink) {
        if (isPast()) {
            if (showPast(nanosMax, sink)) {
                return true;
            }
            if (isPast()) {
                return false;
            }
        }
        while (unshown.isEmpty()) {
            if (!goOn(nanosMax)) {
                return false;
            }
        }
        shown++;
        sink.tell(unshown.poll());
        return true;
    }

    /** One event, or one deed that was done at this place. */
    private boolean goOn(long nanosMax) {
        long at = nextAt();
        if (at > nanosMax) {
            cluster.waitUntil(nanosMax);
            return false;
        }
        if (!deedIsNext()) {
            return cluster.step();
        }
        cluster.waitUntil(at);
        Object ignored = deeds.get(repeated++).what.apply(cluster);
        return true;
    }

    private boolean deedIsNext() {
        return repeated < deeds.size() && deeds.get(repeated).events == cluster.events();
    }

    private long nextAt() {
        return deedIsNext() ? deeds.get(repeated).nanos : cluster.nextEventAt();
    }

    /** Shows everything up to this time, it included. */
    void showUntil(long nanos, FactSink sink) {
        while (showNext(nanos, sink)) {
            continue;
        }
    }

    /** Shows everything up to this moment, which must not lie behind, and nothing that was told or done after it. */
    void showUntil(Moment moment, FactSink sink) {
        while (shown < moment.facts() && showNext(moment.nanos(), sink)) {
            continue;
        }
        if (isPast()) {
            pastNanos = Math.max(pastNanos, Math.min(moment.nanos(), forkNanos));
            return;
        }
        // What is left before that time tells nothing, or else it would have been shown.
        while (unshown.isEmpty() && nextAt() < moment.nanos() && goOn(moment.nanos())) {
            continue;
        }
        if (unshown.isEmpty()) {
            cluster.waitUntil(moment.nanos());
        }
    }

    /** The moment at which the last such fact before this many had been shown; the beginning when there was none. */
    Moment lastBefore(long facts, Predicate<StampedFact> wanted) {
        SimHistory other = again();
        Moment[] last = {Moment.START};
        while (other.shown + 1 < facts
                && other.showNext(Long.MAX_VALUE, fact -> {
                    if (wanted.test(fact)) {
                        last[0] = other.position();
                    }
                })) {
            continue;
        }
        return last[0];
    }

    /** Does something now, after whatever the present event has still to show; what was done later is forgotten. */
    World.Outcome act(Function<SimCluster, World.Outcome> what, FactSink sink) {
        deeds.subList(repeated, deeds.size()).clear();
        showUntil(cluster.now(), sink);
        deeds.add(new Deed(cluster.events(), cluster.now(), what));
        repeated++;
        World.Outcome outcome = what.apply(cluster);
        showUntil(cluster.now(), sink);
        return outcome;
    }
}
