/**
 * The screen of two runs side by side.
 *
 * <p>Rule: both runs are drawn by the panes of {@code screen.cluster}.
 */
package dev.raftbeat.screen.twin;
