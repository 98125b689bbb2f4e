package dev.raftbeat.world;

/**
 * A place in a run whose time can be travelled: with the seed, it lets anybody reach the same picture.
 *
 * @param nanos virtual time, from 0
 * @param facts how many facts have been told up to here, since several can share one time
 */
public record Moment(long nanos, long facts) {
    /** Before anything happened. */
    public static final Moment START = new Moment(0, 0);
}
