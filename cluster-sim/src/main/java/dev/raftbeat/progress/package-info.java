/**
 * How far a long piece of work has come, and whether it is to end early: a meeting place of who does the work and who
 * shows how it goes on.
 *
 * <p>Rule: it has no clock and no output; what stands here follows from what the work said.
 */
package dev.raftbeat.progress;
