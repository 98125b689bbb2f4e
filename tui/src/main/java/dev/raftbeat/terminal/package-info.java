/**
 * The loop that reads keys, takes in facts and puts the picture on a terminal, and all that a real terminal asks for.
 * Here, too, is what it showed recorded, and kept as a picture.
 *
 * <p>Rule: the only package that sees Lanterna, and the only one of the screen that has threads and a clock.
 */
package dev.raftbeat.terminal;
