/**
 * Rules that real systems once got wrong, each told, replaced on purpose, run, and caught by a check.
 *
 * <p>Rule: one animal replaces one rule; nothing outside this package knows that it exists, but by its name.
 */
package dev.raftbeat.zoo;
