/**
 * The one place that turns a protocol's effects into actions, and messages into its inputs, the same under the simulator
 * and under a real network.
 *
 * <p>Rule: depends on {@code protocol} and the rules of {@code fault} alone; time, disk, network and threads are behind {@link dev.raftbeat.drive.Ports}.
 */
package dev.raftbeat.drive;
