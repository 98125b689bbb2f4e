/**
 * What a scenario expects: the observations of a run, measures of it, and the expectations that are judged by them.
 *
 * <p>Rule: an expectation that the facts cannot decide is unknown, never a guess.
 */
package dev.raftbeat.scenario.expect;
