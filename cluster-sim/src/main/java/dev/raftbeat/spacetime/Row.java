package dev.raftbeat.spacetime;

import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.world.PlainText;
import java.util.ArrayList;
import java.util.List;

/**
 * One line of a picture that is read downward, lanes side by side: messages that end together, what a node did, or a
 * fault. Messages stand where they end, because the order of arrivals decides elections.
 *
 * @param tNanos when it begins: the first of its messages arrives
 * @param lastNanos when it is over
 * @param arrows of one purpose and term, from one node or to one node; none in other rows
 * @param marks of one node; none in other rows
 * @param faults that began; none in other rows
 * @param silenceNanos for how long nothing happened before it; 0 where that is not long
 */
public record Row(
        long tNanos,
        long lastNanos,
        List<Arrow> arrows,
        List<LaneMark> marks,
        List<FaultSpan> faults,
        long silenceNanos) {
    public Row {
        arrows = List.copyOf(arrows);
        marks = List.copyOf(marks);
        faults = List.copyOf(faults);
    }

    /** The whole picture in rows. */
    public static List<Row> of(SpaceTime picture) {
        return new RowFold(picture).rows();
    }

    /** Whether a message ends only after the picture; it stands where it was sent. */
    public boolean isBehind(Arrow arrow) {
        return arrow.lastNanos() > lastNanos;
    }

    /** What happens, without the nodes, which the picture shows. */
    public String words() {
        if (!faults.isEmpty()) {
            return faults.get(0).text();
        }
        if (!marks.isEmpty()) {
            return String.join(", ", marks.stream().map(LaneMark::words).toList());
        }
        Arrow first = arrows.get(0);
        List<String> parts = new ArrayList<>();
        parts.add(first.purpose().words() + ", term " + first.term());
        long least = arrows.stream()
                .filter(arrow -> arrow.arrived() && !isBehind(arrow))
                .mapToLong(Arrow::flightNanos)
                .min()
                .orElse(-1);
        long most = arrows.stream()
                .filter(Arrow::arrived)
                .mapToLong(Arrow::flightNanos)
                .max()
                .orElse(-1);
        if (least >= 0) {
            String from = PlainText.duration(least);
            String to = PlainText.duration(most);
            String unit = from.substring(from.lastIndexOf(' '));
            String shared = to.endsWith(unit) ? from.substring(0, from.length() - unit.length()) : from;
            parts.add(from.equals(to) ? from : shared + " to " + to);
        }
        if (!first.arrived() || isBehind(first)) {
            parts.add("to "
                    + PlainText.names(arrows.stream().map(Arrow::to).distinct().toList()) + ", " + first.fate());
        }
        return String.join("; ", parts);
    }
}
