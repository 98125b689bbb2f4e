/**
 * The screen of one cluster: its model, what each key changes, and its panes.
 *
 * <p>Rule: only {@code Update} and the key classes change the model; a pane reads it and draws.
 */
package dev.raftbeat.screen.cluster;
