package dev.raftbeat.lab.membership;

/**
 * Something that changed in what a monitor thinks.
 *
 * @param number counted from 1, without gaps, for as long as the monitor lives; 0 for what {@link ChangeFeed} adds
 * @param atNanos the monitor's monotonic time
 * @param nodeId the worker, or empty when it is the monitor itself
 * @param to the worker's state afterwards; {@link WorkerState#UNKNOWN} for the monitor itself
 * @param sentence what happened, without the time
 */
public record StateChange(long number, long atNanos, String nodeId, WorkerState to, String sentence) {}
