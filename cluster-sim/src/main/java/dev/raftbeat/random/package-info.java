/**
 * The search by chance. Sweeps draw scenarios from seeds, play them in virtual time on all cores, and make small what
 * breaks a check. The nemesis breaks running clusters of any world at random, once or for hours.
 *
 * <p>Rule: what it draws, it draws from its seed; what it finds is text of the scenario language, which anybody can
 * replay; only the common checks judge.
 */
package dev.raftbeat.random;
