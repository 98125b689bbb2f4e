/**
 * Figures, measured and printed: how fast, how much, and against what the intervals allow at best.
 *
 * <p>Rule: prints what it measured and how; no test depends on a time that is measured here.
 */
package dev.raftbeat.bench;
