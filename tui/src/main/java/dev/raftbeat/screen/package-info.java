/**
 * What a person sees and what a key does: {@code Model}, {@code Update}, and one small pane class a part of the picture.
 *
 * <p>Rule: pure functions of facts, keys and the time that they are told; no clock, no thread, no file, and nothing of
 * Lanterna, so that a picture is a grid of cells that a test can read.
 */
package dev.raftbeat.screen;
