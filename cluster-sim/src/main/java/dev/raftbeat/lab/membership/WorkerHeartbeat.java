package dev.raftbeat.lab.membership;

import dev.raftbeat.lab.detector.FailureDetector;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
public record WorkerHeartbeat(
        String nodeId,
        double timestamp,
        long generation,
        long sequence,
        HeartbeatSchedule rhythm,
        WorkerCondition condition,
        SortedMap<String, String> metadata) {
    /** What a field costs besides its text: an entry of a tree and two strings. */
    private static final int FIELD_BYTES = 128;

    /** The fields that mean something to a monitor, and how long each of them is at most where room is short. */
    private static final List<String> MEANINGFUL = List.of("load", "draining", "ready", "leaving", "port");

    private static final int MEANINGFUL_MAX = 128;

    public WorkerHeartbeat {
        metadata = Collections.unmodifiableSortedMap(new TreeMap<>(metadata));
    }

    /** A heartbeat that carries its name and time alone. */
    public static WorkerHeartbeat plain(String nodeId, double timestamp) {
        return new WorkerHeartbeat(
                nodeId,
                timestamp,
                0,
                FailureDetector.UNNUMBERED,
                HeartbeatSchedule.UNTOLD,
                WorkerCondition.WELL,
                Collections.emptySortedMap());
    }

    public WorkerHeartbeat of(long life, long number) {
        return new WorkerHeartbeat(nodeId, timestamp, life, number, rhythm, condition, metadata);
    }

    public WorkerHeartbeat with(HeartbeatSchedule changed) {
        return new WorkerHeartbeat(nodeId, timestamp, generation, sequence, changed, condition, metadata);
    }

    public WorkerHeartbeat with(WorkerCondition changed) {
        return new WorkerHeartbeat(nodeId, timestamp, generation, sequence, rhythm, changed, metadata);
    }

    /** About how many bytes of memory its metadata take. */
    public long metadataBytes() {
        long bytes = 0;
        for (Map.Entry<String, String> field : metadata.entrySet()) {
            bytes += FIELD_BYTES + textBytes(field.getKey()) + textBytes(field.getValue());
        }
        return bytes;
    }

    /** One character beyond Latin-1 makes a string twice as large. */
    private static long textBytes(String text) {
        return text.chars().anyMatch(character -> character > 0xFF) ? 2L * text.length() : text.length();
    }

    /** The same without the metadata that mean nothing to a monitor. */
    public WorkerHeartbeat withoutExtras() {
        SortedMap<String, String> kept = new TreeMap<>();
        for (String name : MEANINGFUL) {
            String json = metadata.get(name);
            if (json != null && json.length() <= MEANINGFUL_MAX) {
                kept.put(name, json);
            }
        }
        return new WorkerHeartbeat(nodeId, timestamp, generation, sequence, rhythm, condition, kept);
    }
}
