package dev.raftbeat.net;

import dev.raftbeat.protocol.Bounds;

/**
 * The transport's own intervals. They do not follow the heartbeat: both ends of a connection must agree on what silence
 * means, and two nodes may well run at different paces while somebody turns their settings. At rest a connection costs
 * one ping and one pong in two seconds, and nothing while heartbeats on it are answered; a peer that has gone silent is
 * noticed after 2.75 s at the latest.
 *
 * @param helloNanos how long a stranger may take to say who it is
 * @param restNanos from an answered ping to the next
 * @param quickNanos from an unanswered ping to the next, and the grain of all these checks
 * @param framesASecond how many frames of one peer are read
 */
record Timing(long helloNanos, long restNanos, long quickNanos, int framesASecond) {
    static final Timing STANDARD = new Timing(2_000_000_000L, 2_000_000_000L, 250_000_000L, Bounds.FRAMES_A_SECOND);

    /** How many pings may go unanswered. */
    static final int PINGS_MAX = 3;

    /**
     * Attempts to connect to one peer that do not wait for their turn, because a connection with it has just ended from
     * its side. More than any cluster needs, and too few for a storm where somebody accepts and ends without end.
     */
    static final int REDIALS_A_SECOND = 20;

    /** How long the side that opened a connection waits for its hello to be answered. */
    long welcomeNanos() {
        return PINGS_MAX * quickNanos;
    }

    /** How long the side that accepted a connection bears silence: three pings at their slowest, and some slack. */
    long inboundSilenceNanos() {
        return PINGS_MAX * restNanos + quickNanos;
    }
}
