package dev.raftbeat.lab.detector;

/**
 * What one watcher thinks of one process that it knows by its heartbeats alone.
 *
 * <p>A detector is a plain mutable object, owned by one thread and cheap to make: most of them keep a window of up to a
 * thousand arrivals, and an immutable value would copy that window for every heartbeat. Whoever needs a picture takes
 * {@link #level}, which is immutable; whoever rewinds folds the heartbeats again.
 *
 * <p>One detector is for one life of one process: a process that starts again counts its heartbeats afresh, and gets a
 * fresh detector.
 *
 * <p>The clock must not run backwards between calls. All times are nanoseconds of the watcher's own monotonic clock; no
 * detector here compares them with the sender's clock.
 */
public interface FailureDetector {
    /** What {@link #nextChangeAt} answers when silence alone changes nothing any more. */
    long NEVER = Long.MAX_VALUE;

    /** The sequence number of a heartbeat that carries none. */
    long UNNUMBERED = -1;

    /**
     * A heartbeat arrived.
     *
     * @param sequence its number by the sender's count, from 0, or {@link #UNNUMBERED}. A numbered heartbeat that is no
     *     newer than the newest one heard says nothing about the present (Chen et al., §3.1) and is passed over; an
     *     unnumbered one is taken for the next that was due
     * @return whether it was taken in; false when it was passed over
     */
    boolean heartbeat(long nowNanos, long sequence);

    /** A heartbeat that carries no number arrived. */
    default boolean heartbeat(long nowNanos) {
        return heartbeat(nowNanos, UNNUMBERED);
    }

    /**
     * From now on the sender beats at this interval, as it has just told. A detector that counts or averages intervals
     * adapts at once; one that was given an absolute time keeps it.
     */
    void expectEvery(long intervalNanos);

    /**
     * The watcher itself came late: it handled something this long after it was due. Only a detector that doubts its own
     * health (Lifeguard) makes use of it.
     */
    default void watcherLate(long nowNanos, long lateNanos) {}

    /**
     * The process was held for dead before this detector was made for it. Only a detector that makes trust wait for several
     * heartbeats takes notice.
     */
    default void distrust() {}

    /** How strong the suspicion is at this time, and whether it suffices. */
    Suspicion level(long nowNanos);

    /** Whether the process is suspected at this time. Not so before its first heartbeat: then nothing is known of it. */
    default boolean suspects(long nowNanos) {
        return level(nowNanos).opinion() == Suspicion.Opinion.SUSPECTED;
    }

    /**
     * When the opinion changes if nothing more is heard: the moment from which {@link #suspects} is true. In the past or
     * now when it is due already; {@link #NEVER} when the process is suspected, or unknown.
     */
    long nextChangeAt(long nowNanos);
}
