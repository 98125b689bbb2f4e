package dev.raftbeat.sim;

/** Something that will happen at a moment of virtual time. */
abstract class Event {
    /** When; set by the queue. */
    long at;

    /** Which of those at the same time comes first; set by the queue. */
    long order;

    /** Whether it will pass without happening. */
    boolean cancelled;

    abstract void happen();

    final boolean isBefore(Event other) {
        return at < other.at || (at == other.at && order < other.order);
    }
}
