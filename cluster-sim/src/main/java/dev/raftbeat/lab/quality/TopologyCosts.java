package dev.raftbeat.lab.quality;

import dev.raftbeat.lab.topology.Formulas;
import dev.raftbeat.lab.topology.Topologies;
import dev.raftbeat.lab.topology.TopologyKind;
import dev.raftbeat.lab.topology.TopologySettings;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the usual heartbeat topologies cost, by their {@link Formulas}: messages a second, and time to first detection. */
final class TopologyCosts {
    private static final int ALL_TO_ALL_MAX = 10;
    private static final int CENTRAL_MAX = 500;

    private static final String FORM = "  %-22s %14s %14s   %s";
    private static final Map<TopologyKind, String> NOTES = new EnumMap<>(Map.of(
            TopologyKind.CENTRAL, "nobody when it dies",
            TopologyKind.REDUNDANT, "",
            TopologyKind.HIERARCHICAL, "one level up: twice",
            TopologyKind.ALL_TO_ALL, "",
            TopologyKind.RING, "by one neighbour, everyone later",
            TopologyKind.SWIM, "then its suspicion timeout, everyone after about log N periods"));

    private TopologyCosts() {}

    /**
     * One line for each topology.
     *
     * @param detectionSeconds how long the detector takes that watches heartbeats; SWIM has probes instead
     */
    static List<String> lines(int nodes, double intervalSeconds, double detectionSeconds) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, FORM, "topology", "busiest msg/s", "all msg/s", "first detection"));
        TopologySettings settings = TopologySettings.every((long) (intervalSeconds * 1e9), 0);
        NOTES.forEach((kind, note) -> {
            if (nodes >= Topologies.MEMBERS_MIN || Topologies.watchers(kind) < 2) {
                boolean probes = kind == TopologyKind.SWIM;
                double first =
                        probes ? Formulas.firstDetection(kind, nodes, settings) * intervalSeconds : detectionSeconds;
                lines.add(String.format(
                        Locale.ROOT,
                        FORM,
                        kind.word(),
                        QualityTable.number(Formulas.messagesOfBusiest(kind, nodes) / intervalSeconds),
                        QualityTable.number(Formulas.messagesPerMember(kind, nodes) * nodes / intervalSeconds),
                        QualityTable.seconds(first) + (note.isEmpty() ? "" : "; " + note)));
            }
        });
        return lines;
    }

    /** Which to take for so many processes, and why. */
    static String choice(int nodes) {
        if (nodes <= ALL_TO_ALL_MAX) {
            return "all to all, or a leader to its followers: at " + nodes
                    + " nodes N squared is still small, and nobody is " + "the one who must not die";
        }
        if (nodes <= CENTRAL_MAX) {
            return "two or three monitors that share what they know: one node hears " + nodes
                    + " beats an interval, and none of them is alone";
        }
        return "SWIM with Lifeguard: two messages a member and period whatever the size; a hierarchy where members must not "
                + "know one another";
    }
}
