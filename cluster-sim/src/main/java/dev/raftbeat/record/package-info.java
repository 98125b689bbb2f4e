/**
 * Runs that are written down, and how their facts are read again.
 *
 * <p>Rule: reads as far as a recording goes, counts what is damaged, and never guesses what is missing.
 */
package dev.raftbeat.record;
