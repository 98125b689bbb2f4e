package dev.raftbeat.detect;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One heartbeat of a worker, with what it carries.
 *
 * @param timestamp seconds by the worker's own clock, whichever it uses; shown, and compared with nothing
 * @param generation which life of the worker this is: higher after each restart; 0 when it does not count them
 * @param sequence the number of this heartbeat within that life, or {@link FailureDetector#UNNUMBERED}
 * @param metadata every further field that it carried, each as JSON
 */
public record Beat(
        String nodeId,
        double timestamp,
        long generation,
        long sequence,
        Rhythm rhythm,
        Condition condition,
        SortedMap<String, String> metadata) {
    public Beat {
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    /** A heartbeat that carries its name and time alone. */
    public static Beat plain(String nodeId, double timestamp) {
        return new Beat(
                nodeId,
                timestamp,
                0,
                FailureDetector.UNNUMBERED,
                Rhythm.UNTOLD,
                Condition.WELL,
                Collections.emptySortedMap());
    }

    public Beat of(long life, long number) {
        return new Beat(nodeId, timestamp, life, number, rhythm, condition, metadata);
    }

    public Beat with(Rhythm changed) {
        return new Beat(nodeId, timestamp, generation, sequence, changed, condition, metadata);
    }

    public Beat with(Condition changed) {
        return new Beat(nodeId, timestamp, generation, sequence, rhythm, changed, metadata);
    }
}
