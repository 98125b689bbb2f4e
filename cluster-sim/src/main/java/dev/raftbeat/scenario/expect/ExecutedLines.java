package dev.raftbeat.scenario.expect;

import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The lines that were carried out: those of this page, and earlier ones that go on. */
final class ExecutedLines {
    private final List<ExecutedLine> deeds = new ArrayList<>();
    private int earlier;
    private OptionalLong lastNanos = OptionalLong.empty();

    void hear(StampedFact stamped, long heartbeatNanos, long ownHeartbeatNanos) {
        if (stamped.fact() instanceof FaultBegan began) {
            began(began, stamped.tNanos());
        } else if (stamped.fact() instanceof FaultEnded ended) {
            deeds.stream().filter(deed -> deed.began().fault() == ended.fault()).forEach(ExecutedLine::end);
        }
        // By index, since nearly every fact passes here.
        for (int i = 0; i < deeds.size(); i++) {
            deeds.get(i).hear(stamped, heartbeatNanos, ownHeartbeatNanos);
        }
    }

    private void began(FaultBegan began, long nanos) {
        deeds.add(new ExecutedLine(began, nanos));
        lastNanos = OptionalLong.of(nanos);
    }

    void turnPage() {
        deeds.removeIf(deed -> deed.isOver() || !deed.began().kind().equals("fault"));
        earlier = deeds.size();
    }

    /** When the last line was carried out, on whatever page. */
    OptionalLong lastNanos() {
        return lastNanos;
    }

    /** When the first line of this page that breaks something was carried out; otherwise that of the last line. */
    OptionalLong firstBreakNanos() {
        return deeds.stream()
                .skip(earlier)
                .filter(ExecutedLine::breaks)
                .mapToLong(ExecutedLine::beganNanos)
                .findFirst();
    }

    /** A line of this page, or else one that goes on from earlier ones, of which nothing shows that it acted. */
    Optional<ExecutedLine> idle() {
        List<ExecutedLine> fresh =
                deeds.stream().skip(earlier).filter(ExecutedLine::breaks).toList();
        List<ExecutedLine> those = fresh.isEmpty() ? deeds : fresh;
        return those.stream().filter(deed -> !deed.acted()).findFirst();
    }
}
