package dev.raftbeat.world;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.execution.Extent;
import dev.raftbeat.fault.execution.FaultOutcome;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A cluster that can be watched and broken: real processes, containers, or a simulation.
 *
 * <p>Its only output is facts, its only input faults, parsed. All methods may be called from any thread.
 */
public interface World extends AutoCloseable {
    /** What it is, for a title line: {@code "5 processes on loopback"}. */
    String title();

    /** The members, in the order people count them. */
    List<NodeId> members();

    Abilities abilities();

    /** The clock that facts are stamped by, in nanoseconds: what "now" is when the age of a fact is shown. */
    long nowNanos();

    /**
     * Tells every fact from now on to this sink, after those that make the present state understandable (the last
     * {@code Booted}, role, vote, settings and faults of each node). Facts of one node come in order; the sink is called
     * by one thread at a time. Where time can go back, a {@link WorldObserver} is told so.
     */
    void observe(FactSink sink);

    /**
     * Applies one line of the fault language, and answers when it has taken effect or cannot. May take seconds: never
     * call it from a loop that draws.
     */
    Outcome apply(Fault fault);

    /** Up to when every observer has been told everything; later facts may be on their way, and they wait for a slow reader. */
    default long toldNanos() {
        return nowNanos();
    }

    /** Whether somebody else has ended the cluster: then all has been told, and nothing more will be. */
    default boolean isOver() {
        return false;
    }

    /** Control over its time, where it has no time of its own. */
    default Optional<TimeTravel> timeTravel() {
        return this instanceof TimeTravel time ? Optional.of(time) : Optional.empty();
    }

    /** The seed that its random draws are forked from, where it has no time of its own and the seed is known. */
    default OptionalLong knownSeed() {
        return OptionalLong.empty();
    }

    /** Lets go of the cluster; what this world started, it ends, and nothing is left behind. */
    @Override
    void close();

    /**
     * What a world can do beyond being watched and broken.
     *
     * @param live whether it goes on by itself, in real time
     * @param pausable whether its time can be stopped and stepped
     * @param rewindable whether any earlier moment can be shown again
     */
    record Abilities(boolean live, boolean pausable, boolean rewindable) {}

    /**
     * What became of a line.
     *
     * @param extent how much of it took effect
     * @param sentence what it did, and who has not obeyed, or why it did nothing; one line, fit to be shown
     * @param timing which times do not fit since the line, and what to change; empty when it changed nothing about that
     */
    record Outcome(Extent extent, String sentence, Optional<List<String>> timing) {
        public Outcome {
            timing = timing.map(List::copyOf);
        }

        public Outcome(Extent extent, String sentence) {
            this(extent, sentence, Optional.empty());
        }

        /** What became of a line, told to the one who typed it. */
        public static Outcome of(FaultOutcome line) {
            return new Outcome(line.extent(), line.report(), line.notes());
        }

        /** All of it, or nothing. */
        public Outcome(boolean done, String sentence) {
            this(done ? Extent.WHOLE : Extent.REFUSED, sentence);
        }

        /** Of several lines: as much as of the one of which least was done. */
        public static Outcome all(List<Outcome> outcomes) {
            Extent least = outcomes.stream()
                    .map(Outcome::extent)
                    .min(Comparator.naturalOrder())
                    .orElse(Extent.WHOLE);
            // The settings after the last line are those that go on.
            Optional<List<String>> timing =
                    outcomes.stream().flatMap(one -> one.timing().stream()).reduce((earlier, later) -> later);
            String sentence = outcomes.stream().map(Outcome::sentence).collect(Collectors.joining("; "));
            return new Outcome(least, sentence, timing);
        }

        /** A sentence for each two times that do not fit since this line. */
        public List<String> notes() {
            return timing.orElse(List.of());
        }

        /** Whether all of it took effect. */
        public boolean done() {
            return extent == Extent.WHOLE;
        }

        /** Whether it was carried out, be it in part. */
        public boolean accepted() {
            return extent != Extent.REFUSED;
        }

        /** Whether every node was reached; what one of them declined, it has told. */
        public boolean reachedAll() {
            return extent == Extent.WHOLE || extent == Extent.DECLINED;
        }
    }
}
