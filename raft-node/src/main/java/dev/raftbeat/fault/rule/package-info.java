/**
 * The rules that a node obeys: what happens to messages of each link, and how its disk behaves.
 *
 * <p>Rule: resolved names only; the same rules mean the same in every world.
 */
package dev.raftbeat.fault.rule;
