/**
 * Each fact as a sentence for people: the feed, the lines of {@code --plain}, and reports say the same.
 *
 * <p>Rule: who did what, when, because of what; nothing but the fact and the times of the run decides the words.
 */
package dev.raftbeat.world.sentence;
