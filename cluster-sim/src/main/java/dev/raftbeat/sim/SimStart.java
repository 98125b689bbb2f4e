package dev.raftbeat.sim;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.execution.FaultState;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.raft.RaftState;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A moment of another run from which a simulation goes on: a fork. Made of facts alone, so of whatever was recorded; what
 * facts do not tell is assumed, and each assumption is a sentence.
 *
 * @param members of the cluster
 * @param nanos the moment, on the clock of {@code past}
 * @param past every fact of the other run up to it, in the order of time
 * @param worldBoot which life of the world told facts in the other run, and {@code worldSeq} how many
 * @param lamport larger than no fact's of the past
 * @param underWay the messages that are taken for lost
 * @param starting nodes that had been started and had not told anything
 * @param later what was done to the other run after this moment, to be done here too
 * @param assumptions one sentence each
 */
public record SimStart(
        List<NodeId> members,
        long nanos,
        List<StampedFact> past,
        int worldBoot,
        long worldSeq,
        long lamport,
        SortedMap<NodeId, NodeStart> nodes,
        FaultState faults,
        List<MessageLost> underWay,
        List<NodeId> starting,
        List<Line> later,
        List<String> assumptions) {
    /**
     * Where one node was.
     *
     * @param boot which life; 0 when it never came up
     * @param seq the place of its last fact
     * @param durable the ballot on its disk
     * @param state what its core knew; empty when it did not run
     * @param armed the fact that told of its timer, and {@code role} that of its role
     */
    public record NodeStart(
            int boot,
            long seq,
            long lamport,
            boolean paused,
            Ballot durable,
            Optional<RaftState> state,
            Optional<FactId> armed,
            Optional<FactId> role) {}

    /** A line of the fault language that the other run was given under this number at this time. */
    public record Line(long nanos, long number, Fault fault) {}

    public SimStart {
        members = List.copyOf(members);
        past = List.copyOf(past);
        nodes = Collections.unmodifiableSortedMap(new TreeMap<>(nodes));
        underWay = List.copyOf(underWay);
        starting = List.copyOf(starting);
        later = List.copyOf(later);
        assumptions = List.copyOf(assumptions);
    }

    /**
     * A fork of a run.
     *
     * @param run all of its facts in the order of time, those of each node in order
     * @param count how many of them lie before the moment
     * @param nanos the moment
     * @throws IllegalArgumentException when no node had come up by then
     */
    public static SimStart of(List<StampedFact> run, int count, long nanos) {
        return new StartFold(run, count, nanos).start();
    }

    String sentence() {
        return "From here on it is simulated. " + String.join(" ", assumptions);
    }
}
