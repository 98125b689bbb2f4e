package dev.raftbeat.lesson;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where somebody left a lesson: all that has to be kept to go on another day. What was run by then is run again.
 *
 * @param run in which world and with which seed, in words; only the same again leads to the same place
 * @param stage counted from 1
 * @param stages how many the lesson had; one that was changed meanwhile begins anew
 * @param answers by the place of the question in the lesson, counted from 0 both
 */
public record LessonPlace(String run, int stage, int stages, SortedMap<Integer, Integer> answers) {
    public LessonPlace {
        answers = Collections.unmodifiableSortedMap(new TreeMap<>(answers));
    }
}
