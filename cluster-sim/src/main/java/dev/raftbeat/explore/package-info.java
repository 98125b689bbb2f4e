/**
 * Every state that the real core can reach within bounds: a search that asks the core itself for each step, forgets
 * nodes' names and clocks, and judges every state by sentences of its own.
 *
 * <p>Rule: whatever is left out of a state must be argued in {@code docs/EXPLORE.md} and checked at run time where it can
 * be; a result never claims more than was visited.
 */
package dev.raftbeat.explore;
