package dev.raftbeat.lab.membership;

/**
 * What another monitor told of a heartbeat.
 *
 * @param ageNanos how old it is at the most, by now
 * @param leastAgeNanos how old it is at least
 * @param by that monitor
 */
record Sighting(WorkerHeartbeat beat, long ageNanos, long leastAgeNanos, String by) {}
