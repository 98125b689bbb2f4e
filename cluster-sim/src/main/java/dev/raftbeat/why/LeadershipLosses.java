package dev.raftbeat.why;

import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.QuorumLost;
import dev.raftbeat.protocol.RoleFact.StepDownReason;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Why a leader ceased to lead. */
final class LeadershipLosses {
    private final RunFacts memory;
    private final Blame blame;
    private final Search search;

    LeadershipLosses(RunFacts memory, Blame blame, Search search) {
        this.memory = memory;
        this.blame = blame;
        this.search = search;
    }

    CauseTrail of(Tenure tenure) {
        NodeId node = tenure.lane().node;
        if (tenure.ended().isEmpty()) {
            return CauseTrail.undecided(
                    "how the leadership of " + node + " in term " + tenure.term() + " ended is not among the facts");
        }
        StampedFact ended = tenure.ended().get();
        if (ended.fact() instanceof ProcessEnded) {
            return blame.death(ended).then(CauseStep.aside(ended, node + ", the leader, was gone"));
        }
        return steppedDown(ended);
    }

    /** Why a leader stepped down, that step included. */
    CauseTrail steppedDown(StampedFact down) {
        SteppedDown fact = (SteppedDown) down.fact();
        if (fact.reason() == StepDownReason.QUORUM_LOST) {
            return quorumLost(down);
        }
        Optional<StampedFact> advanced = memory.cause(down).filter(cause -> cause.fact() instanceof TermAdvanced);
        if (advanced.isEmpty()) {
            return CauseTrail.undecided("which message made " + down.node() + " step down is not among the facts");
        }
        return search.terms().adopted(advanced.get()).then(stepDown(down, advanced.get()));
    }

    static CauseStep stepDown(StampedFact down, StampedFact advanced) {
        TermAdvanced terms = (TermAdvanced) advanced.fact();
        return CauseStep.at(down, down.node() + " stepped down, because " + terms.toTerm() + " > " + terms.fromTerm());
    }

    private CauseTrail quorumLost(StampedFact down) {
        NodeLife lane = memory.laneOf(down);
        Optional<StampedFact> lost = lane.lastBefore(down.seq(), QuorumLost.class::isInstance);
        if (lost.isEmpty()) {
            return CauseTrail.undecided("whom " + down.node() + " no longer heard is not among the facts");
        }
        QuorumLost quorum = (QuorumLost) lost.get().fact();
        long from = lost.get().tNanos() - quorum.windowNanos();
        Optional<CauseTrail> found = Optional.empty();
        for (NodeId silent : quorum.silent()) {
            CauseTrail one = silent(lane, silent, from, lost.get().tNanos());
            found = found.filter(CauseTrail::decided).or(() -> Optional.of(one));
        }
        String text = down.node() + " had no word from " + Phrases.names(quorum.silent()) + " for "
                + Phrases.duration(quorum.windowNanos()) + " and stepped down";
        return found.orElseGet(() -> CauseTrail.undecided("nobody was silent")).then(CauseStep.at(down, text));
    }

    /** Why a leader had no acknowledgement from this peer. */
    private CauseTrail silent(NodeLife leader, NodeId peer, long from, long to) {
        List<StampedFact> losses = new ArrayList<>();
        List<StampedFact> unruled = new ArrayList<>();
        Stream<StampedFact> answers = memory.lifeAt(peer, to)
                .map(lane -> lane.sent(leader.node, "AppendEntriesReply", from, to).stream()
                        .map(lane::end)
                        .flatMap(Optional::stream))
                .orElse(Stream.empty());
        Stream<StampedFact> beats = leader.sent(peer, "AppendEntries", from, to).stream()
                .map(leader::end)
                .flatMap(Optional::stream);
        Stream.concat(beats, answers).forEach(end -> {
            if (end.fact() instanceof MessageLost lost) {
                (lost.fault().isPresent() ? losses : unruled).add(end);
            }
        });
        Optional<FaultPeriod> guilty = blame.mostGuilty(losses);
        if (guilty.isPresent()) {
            String text =
                    Phrases.count(losses.size(), "message") + " between " + leader.node + " and " + peer + " lost";
            return guilty.get().trail().then(CauseStep.aside(losses.get(0), text));
        }
        Optional<StampedFact> dead = memory.deadAt(peer, to);
        if (dead.isPresent()) {
            return blame.death(dead.get());
        }
        Optional<FaultPeriod> pause = blame.pause(peer, from, to).or(() -> blame.pause(leader.node, from, to));
        if (pause.isPresent()) {
            return pause.get().trail();
        }
        if (!unruled.isEmpty()) {
            return blame.unruledLoss(unruled.get(0));
        }
        return blame.onLink(leader.node, peer, from, to)
                .map(FaultPeriod::trail)
                .orElseGet(() -> CauseTrail.undecided("why " + peer + " was silent the facts do not tell"));
    }

    /** The message that was delivered with this fact, as it was sent. */
    Optional<StampedFact> sent(StampedFact delivered) {
        return delivered.fact() instanceof MessageDelivered message
                ? memory.fact(message.id()).filter(fact -> fact.fact() instanceof MessageSent)
                : Optional.empty();
    }
}
