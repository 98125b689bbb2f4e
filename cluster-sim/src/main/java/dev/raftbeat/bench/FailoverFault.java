package dev.raftbeat.bench;

import dev.raftbeat.protocol.NodeId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleBiFunction;

/**
 * One row of the table of failovers: what is done to a cluster whose leader all follow.
 *
 * @param key its name for programs
 * @param name its name for people
 * @param lines of the fault language, one after the other; {@code LEADER} stands for the node that leads before the first,
 *     {@code NODE} for each node in its turn
 * @param each whether the lines are carried out for each node in turn, all nodes following in between
 * @param model draws what the model predicts of it, in nanoseconds
 */
public record FailoverFault(
        String key,
        String name,
        List<String> lines,
        boolean each,
        ToDoubleBiFunction<FailoverModel, SplittableRandom> model) {
    /** All rows, in the order of the table. */
    public static final List<FailoverFault> ALL = List.of(
            one("crash", "leader crashes", FailoverModel::gone, "kill LEADER"),
            one("stop", "leader stopped as planned", FailoverModel::handedOver, "stop LEADER"),
            new FailoverFault(
                    "rolling-restart",
                    "rolling restart of all",
                    List.of("stop NODE", "restart NODE"),
                    true,
                    FailoverModel::rollingRestart),
            one("freeze", "leader freezes", FailoverModel::silence, "pause LEADER"),
            one("black-hole", "black hole both ways", FailoverModel::silence, "blackhole LEADER <-> others"),
            one("deaf", "leader deaf", FailoverModel::deaf, "cut others -> LEADER"),
            one("mute", "leader mute", FailoverModel::silence, "cut LEADER -> others"),
            one("follower", "follower cut off, and back", FailoverModel::returning, "isolate follower", "heal"),
            one("disk", "leader's disk stalls", FailoverModel::nothing, "stall disk LEADER"),
            // No word makes an event loop stand still in a process that lives. To the others it looks like this:
            // connections
            // stay open, nothing is read from them, nothing is sent.
            one(
                    "stuck",
                    "leader's event loop stuck",
                    FailoverModel::silence,
                    "cut LEADER -> others; blackhole others -> LEADER"));

    /** How long nothing else is done after a line, in greatest election timeouts. */
    long holdElections() {
        return each ? 1 : HOLD_ELECTIONS;
    }

    /** Longer than the window of CheckQuorum, and than any election timeout after it. */
    static final int HOLD_ELECTIONS = 4;

    public FailoverFault {
        lines = List.copyOf(lines);
    }

    private static FailoverFault one(
            String key, String name, ToDoubleBiFunction<FailoverModel, SplittableRandom> model, String... lines) {
        return new FailoverFault(key, name, List.of(lines), false, model);
    }

    /** The nodes for each of which the lines are carried out; for those that name none, once. */
    List<NodeId> turns(List<NodeId> members, NodeId leader) {
        return each ? members : List.of(leader);
    }

    /** A line as it is typed. */
    static String typed(String line, NodeId node) {
        return line.replace("LEADER", node.name()).replace("NODE", node.name());
    }

    @Override
    public String toString() {
        return key;
    }
}
