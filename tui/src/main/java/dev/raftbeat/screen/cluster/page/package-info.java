/**
 * Pages that cover the picture of a cluster: help, the menu of faults, and why something came about, in words and in arrows.
 *
 * <p>Rule: a page reads the model and draws; to the model it says from which line on there was room for it, and no more.
 */
package dev.raftbeat.screen.cluster.page;
