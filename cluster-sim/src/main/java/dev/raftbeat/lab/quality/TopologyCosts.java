package dev.raftbeat.lab.quality;

import dev.raftbeat.lab.topology.Formulas;
import dev.raftbeat.lab.topology.Topologies;
import dev.raftbeat.lab.topology.TopologyKind;
import dev.raftbeat.lab.topology.TopologySettings;
import dev.raftbeat.table.Column;
import dev.raftbeat.table.Table;
import dev.raftbeat.text.Amounts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the usual heartbeat topologies cost, by their {@link Formulas}: messages a second, and time to first detection. */
final class TopologyCosts {
    private static final int ALL_TO_ALL_MAX = 10;
    private static final int CENTRAL_MAX = 500;

    private static final Map<TopologyKind, String> NOTES = new EnumMap<>(Map.of(
            TopologyKind.CENTRAL, "nobody when it dies",
            TopologyKind.REDUNDANT, "",
            TopologyKind.HIERARCHICAL, "one level up: twice",
            TopologyKind.ALL_TO_ALL, "",
            TopologyKind.RING, "by one neighbour, everyone later",
            TopologyKind.SWIM, "then its suspicion timeout, everyone after about log N periods"));

    private TopologyCosts() {}

    /**
     * What one of them costs.
     *
     * @param busiestPerSecond messages that the busiest member sends and hears
     * @param allPerSecond messages of all members
     * @param firstSeconds from a crash to the first detection
     * @param note what else is to be known of that; empty for nothing
     */
    record Cost(TopologyKind kind, double busiestPerSecond, double allPerSecond, double firstSeconds, String note) {}

    private static final List<Column<Cost>> COLUMNS = List.of(
            Column.<Cost>text("topology", "topology", cost -> cost.kind().word())
                    .wide(22),
            rate("busiestMessagesPerSecond", "busiest msg/s", Cost::busiestPerSecond),
            rate("messagesPerSecond", "all msg/s", Cost::allPerSecond),
            new Column<>(
                    "firstDetectionSeconds",
                    "first detection",
                    0,
                    false,
                    Cost::firstSeconds,
                    cost -> Amounts.seconds(cost.firstSeconds()) + (cost.note().isEmpty() ? "" : "; " + cost.note())),
            Column.data("note", Cost::note));

    private static Column<Cost> rate(String key, String heading, ToDoubleFunction<Cost> perSecond) {
        return Column.<Cost>number(
                        key,
                        heading,
                        perSecond::applyAsDouble,
                        cost -> QualityTable.number(perSecond.applyAsDouble(cost)))
                .wide(14);
    }

    /**
     * One row for each topology.
     *
     * @param detectionSeconds how long the detector takes that watches heartbeats; SWIM has probes instead
     */
    static Table<Cost> of(int nodes, double intervalSeconds, double detectionSeconds) {
        List<Cost> costs = new ArrayList<>();
        TopologySettings settings = TopologySettings.every((long) (intervalSeconds * 1e9), 0);
        NOTES.forEach((kind, note) -> {
            if (nodes >= Topologies.MEMBERS_MIN || Topologies.watchers(kind) < 2) {
                boolean probes = kind == TopologyKind.SWIM;
                double first =
                        probes ? Formulas.firstDetection(kind, nodes, settings) * intervalSeconds : detectionSeconds;
                costs.add(new Cost(
                        kind,
                        Formulas.messagesOfBusiest(kind, nodes) / intervalSeconds,
                        Formulas.messagesPerMember(kind, nodes) * nodes / intervalSeconds,
                        first,
                        note));
            }
        });
        return new Table<>(COLUMNS, costs);
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
