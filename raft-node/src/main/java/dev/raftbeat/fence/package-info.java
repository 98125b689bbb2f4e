/**
 * A resource outside the cluster, such as a file, and those who write to it while they believe to lead: what a write
 * bears, when a writer begins one, and what keeps a stale one away. A leader that was frozen does not know that another
 * has been elected; here that has consequences.
 *
 * <p>Rule: pure, on {@code protocol}, the state of {@code raft} and {@code java.base} alone; times are monotonic
 * nanoseconds of the writer's own clock that the caller passes in.
 */
package dev.raftbeat.fence;
