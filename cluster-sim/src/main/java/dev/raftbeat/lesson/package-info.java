/**
 * Lessons: files of text, questions and runs; how they are read and played, and what became of the answers. Knows no
 * terminal: whoever shows a lesson asks its player what there is to be shown.
 *
 * <p>Rule: which answer is right is never written down; the facts of the run decide it, or what the command has printed.
 */
package dev.raftbeat.lesson;
