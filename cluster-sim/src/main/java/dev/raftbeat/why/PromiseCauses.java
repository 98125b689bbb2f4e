package dev.raftbeat.why;

import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Why nodes that had a leader promised their votes to another. */
final class PromiseCauses {
    /** So many heartbeats back the newest one is looked for: an election timeout holds fewer. */
    private static final int BEATS_LOOKED_AT = 10;

    private final RunFacts memory;
    private final Blame blame;

    PromiseCauses(Search search) {
        memory = search.memory;
        blame = search.blame;
    }

    /**
     * What keeps the leader's heartbeats from all who promised their votes, and from the candidate too. Whatever else had
     * kept them from the candidate alone, for however long, had got it no promise.
     */
    Optional<CauseTrail> of(List<NodeId> voters, StampedFact candidate) {
        long at = candidate.tNanos();
        return memory.tenures().stream()
                .filter(tenure ->
                        tenure.fromNanos() <= at && !tenure.life().node.equals(candidate.node()))
                .max(Comparator.comparingLong(Tenure::term))
                .map(Tenure::life)
                .filter(leader -> !voters.contains(leader.node))
                .flatMap(leader -> blame.dead(leader.node, at)
                        .or(() -> blame.pause(leader.node, at, at))
                        .or(() -> faultOfAll(leader, voters, candidate)))
                .filter(CauseTrail::decided);
    }

    private Optional<CauseTrail> faultOfAll(NodeLife leader, List<NodeId> voters, StampedFact candidate) {
        List<Optional<FaultSpan>> rules = voters.stream()
                .map(voter -> lastRule(leader, voter, candidate.tNanos()))
                .distinct()
                .toList();
        return rules.size() == 1
                ? rules.get(0)
                        .filter(span -> span.touches(leader.node, candidate.node()))
                        .map(blame::trail)
                : Optional.empty();
    }

    /** By which fault the newest heartbeat to this peer was lost, if it was. */
    private Optional<FaultSpan> lastRule(NodeLife leader, NodeId to, long atNanos) {
        long from = atNanos - BEATS_LOOKED_AT * leader.heartbeatNanos(atNanos);
        return leader.sent(to, "AppendEntries", from, atNanos).stream()
                .flatMap(sent -> memory.end(sent).stream())
                .filter(end -> end.tNanos() <= atNanos)
                .reduce((first, second) -> second)
                .filter(end -> end.fact() instanceof MessageLost)
                .flatMap(end -> ((MessageLost) end.fact()).fault())
                .flatMap(memory::fault);
    }
}
