/**
 * Commands that run, judge and explain scenarios and recordings, and that search for broken rules.
 *
 * <p>Rule: one class for each command; what it does is done elsewhere.
 */
package dev.raftbeat.cli.run;
