/**
 * Random faults on clusters that really run, and the judgement of what they left behind.
 *
 * <p>Rule: judges recorded facts alone, with the checks that judge every other world; what it draws, it draws from its
 * seed.
 */
package dev.raftbeat.nemesis;
