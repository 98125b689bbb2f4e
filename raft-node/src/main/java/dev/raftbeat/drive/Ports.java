package dev.raftbeat.drive;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.Message;

/**
 * What a driver needs of its world. Every call comes from the driver's own thread, and every answer must come back on
 * it; nothing here may block.
 */
public interface Ports<M extends Message> {
    /**
     * The node's own clock, monotonic nanoseconds, perhaps skewed by a fault, as it shows when the host's shows
     * {@code hostNanos}: now, or a moment ago.
     */
    long now(long hostNanos);

    /** Makes the ballot durable, in the order of the calls, and answers when it is, or when it failed. */
    void save(Ballot ballot, SaveAnswer answer);

    /**
     * Hands a message to the network. What becomes of it is told as a fact by whoever knows.
     *
     * @param lamport the stamp of its {@code MessageSent}
     */
    void send(Envelope<M> envelope, long lamport);

    /** Calls {@link Driver#wake} at this time; replaces the earlier request. */
    void wakeAt(long at);

    /** Runs {@code then} after everything that has already arrived at this host has been given to the driver. */
    void afterArrivals(Runnable then);

    /** The node must not go on: it ends, and says why. */
    void stop(String reason);

    /** The node has done what it could before a planned stop, and has told so: it ends. */
    void end();

    /** The answer to a save. */
    interface SaveAnswer {
        void durable();

        void failed(String reason);
    }
}
