/**
 * Drawing: cells, styles, glyphs, and the small shapes that all screens share.
 *
 * <p>Rule: no model is known here.
 */
package dev.raftbeat.screen.canvas;
