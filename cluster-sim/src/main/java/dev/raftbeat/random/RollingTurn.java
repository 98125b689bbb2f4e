package dev.raftbeat.random;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.table.Column;
import dev.raftbeat.table.Table;
import dev.raftbeat.world.PlainText;
import java.util.List;
import java.util.Optional;

/**
 * The turn of one node in a rolling restart.
 *
 * @param led whether it led when its turn came
 * @param leader who led when it was over; empty when nobody did, or not for long enough
 * @param leaderlessNanos for how long nobody led meanwhile
 * @param troubles what did not go as it was asked for, a sentence each
 */
public record RollingTurn(
        NodeId node, boolean led, Optional<NodeId> leader, long leaderlessNanos, List<String> troubles) {
    private static final List<Column<RollingTurn>> COLUMNS = List.of(
            Column.text("node", "node", turn -> turn.node().name()),
            Column.text("led", "led", turn -> turn.led ? "yes" : "no"),
            Column.text("leader", "leader then", turn -> turn.leader.map(NodeId::name)),
            Column.number(
                    "leaderlessMs",
                    "leaderless",
                    turn -> turn.leaderlessNanos / 1e6,
                    turn -> PlainText.duration(turn.leaderlessNanos)));

    public RollingTurn {
        troubles = List.copyOf(troubles);
    }

    /** One row for each turn. */
    public static Table<RollingTurn> table(List<RollingTurn> turns) {
        return new Table<>(COLUMNS, turns);
    }
}
