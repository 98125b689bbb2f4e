/**
 * Random faults on clusters in any world, in storms and calms, once or for hours, and the judgement of what came of them.
 *
 * <p>Rule: judges recorded facts alone, with the checks that judge every other world; what it draws, it draws from its
 * seed.
 */
package dev.raftbeat.nemesis;
