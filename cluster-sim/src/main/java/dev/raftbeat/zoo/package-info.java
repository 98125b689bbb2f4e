/**
 * Raft rules that real systems once got wrong, each told, replaced on purpose, run, and caught by a check; and the
 * hunt, in which students look for a scenario that shows a wrong rule whose name they are not told.
 *
 * <p>Rule: one class replaces one rule; nothing outside this package knows that it exists, but by its name. In a hunt
 * only checks count: broken with the wrong rule and kept by the true ones under the same seeds.
 */
package dev.raftbeat.zoo;
