/**
 * Runs that were written down: how their facts are read again.
 *
 * <p>Rule: reads as far as a recording goes, counts what is damaged, and never guesses what is missing.
 */
package dev.raftbeat.record;
