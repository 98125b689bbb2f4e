/**
 * The screen of a lesson: its text and questions beside a cluster.
 *
 * <p>Rule: what is asked and judged comes from {@code lesson}; here it is only drawn and answered.
 */
package dev.raftbeat.screen.lesson;
