/**
 * The picture of a cluster: its panes, and where each of them stands at each size.
 *
 * <p>Rule: a pane reads the model and draws, whatever the size of its window.
 */
package dev.raftbeat.screen.cluster.pane;
