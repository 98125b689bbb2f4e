/**
 * The words of the fault language: one row a word, in one file a family, and the reading, completing and explaining of lines
 * from these rows. {@link dev.raftbeat.fault.word.WorkerLine} reads the lines about workers of a monitor, which are made of some
 * of these words.
 *
 * <p>Rule: what a word is, and does, stands in its row and nowhere else; whoever carries lines out asks the row.
 */
package dev.raftbeat.fault.word;
