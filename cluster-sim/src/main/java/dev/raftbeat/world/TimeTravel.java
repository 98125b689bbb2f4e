package dev.raftbeat.world;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.protocol.FactId;
import java.util.List;

/**
 * Control over the time of a world that has none of its own. All methods may be called from any thread; facts that they
 * bring about are told before they return.
 *
 * <p>A run is its seed and what was done to it, and at which moment. Going back and forward again shows the same facts
 * each time, and repeats what was done; whoever acts after going back begins another history, and what had been done
 * later is forgotten.
 */
public interface TimeTravel {
    /** The slowest: a thousandth of real time. */
    double SPEED_MIN = 0.001;

    /** Where the facts come from that are shown. */
    enum Source {
        /** A simulated run: its seed says all. */
        SIMULATION,
        /** A recorded run, which nothing can change. */
        RECORDING,
        /** A recorded run up to a moment, and a simulated one from there on. */
        FORK
    }

    /** Where the facts come from. */
    default Source source() {
        return Source.SIMULATION;
    }

    /**
     * Goes on from this moment of a recording in a simulation.
     *
     * @param lines to be applied first
     */
    default World.Outcome fork(List<Fault> lines) {
        return new World.Outcome(false, "Only a recording can be forked.");
    }

    /** Goes back from a fork to the recording. */
    default World.Outcome unfork() {
        return new World.Outcome(false, "This is no fork.");
    }

    /** The seed from which the whole run follows. */
    long seed();

    /** Where the observers are. */
    Moment position();

    /** Whether time goes on by itself. */
    boolean isPlaying();

    void pause();

    void resume();

    /** Virtual seconds in a second of real time; infinite for as fast as possible. */
    double speed();

    /** @param speed at least {@link #SPEED_MIN}; {@link Double#POSITIVE_INFINITY} for as fast as possible */
    void speed(double speed);

    /**
     * Pauses, and goes on until such a fact has been told: it is the last one told.
     *
     * @return false when there was none for ten virtual minutes, which have then passed
     */
    boolean forward(TimeStep step);

    /**
     * Pauses, and goes back until such a fact, other than the last one told now, is the last one told.
     *
     * @return false when there was none: this is then {@link Moment#START}
     */
    boolean back(TimeStep step);

    /** Goes to this virtual time, forward or back; every fact of that very time is told. Whether it plays stays as it is. */
    void jump(long nanos);

    /** Goes to this moment, forward or back, exactly. Whether it plays stays as it is. */
    void jump(Moment moment);

    /** The messages that are under way, in the order in which they will arrive; held back by a rule at the receiver, too. */
    List<InFlight> inFlight();

    /** Loses a message that is under way. */
    World.Outcome drop(FactId message);

    /** Lets a message take so much longer; later ones on its link may overtake it. */
    World.Outcome delay(FactId message, long nanos);

    /** Lets a message arrive once more, at the same time. */
    World.Outcome duplicate(FactId message);
}
