/**
 * Pictures of numbers in SVG, and the text of HTML and SVG that they are written as.
 *
 * <p>Rule: everything from outside goes through {@link Markup}, which escapes it. Nothing here knows what is drawn.
 */
package dev.raftbeat.plot;
