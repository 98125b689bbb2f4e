package dev.raftbeat.screen.cluster;

import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.canvas.Canvas;

/** What can be clicked in the picture of a cluster. Places are counted from 0. */
public sealed interface Spot extends Canvas.Target {
    /** A part, wherever nothing in it can be clicked by itself. */
    record Part(ScreenPart part) implements Spot {}

    record Node(int place) implements Spot {}

    record OneLink(int from, int to) implements Spot {}

    /** A column of the strip, by the moment at which it begins. */
    record Moment(long nanos) implements Spot {}

    /**
     * A sentence of the feed.
     *
     * @param back how many of those that the feed shows are newer
     */
    record Sentence(int back) implements Spot {}

    /** A fault in the list of active faults. */
    record ActiveFault(int place) implements Spot {}

    /** A message under way. */
    record Message(int place) implements Spot {}

    /** A word of the menu of faults. */
    record MenuWord(int place) implements Spot {}

    /** A key in the line of hints. */
    record Hint(Key key) implements Spot {}
}
