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
final class Falls {
    private final Memory memory;
    private final Blame blame;
    private final Search search;

    Falls(Memory memory, Blame blame, Search search) {
        this.memory = memory;
        this.blame = blame;
        this.search = search;
    }

    Trail of(Tenure tenure) {
        NodeId node = tenure.lane().node;
        if (tenure.ended().isEmpty()) {
            return Trail.undecided(
                    "how the leadership of " + node + " in term " + tenure.term() + " ended is not among the facts");
        }
        StampedFact ended = tenure.ended().get();
        if (ended.fact() instanceof ProcessEnded) {
            return blame.death(ended).then(Step.aside(ended, node + ", the leader, was gone"));
        }
        return steppedDown(ended);
    }

    /** Why a leader stepped down, that step included. */
    Trail steppedDown(StampedFact down) {
        SteppedDown fact = (SteppedDown) down.fact();
        if (fact.reason() == StepDownReason.QUORUM_LOST) {
            return quorumLost(down);
        }
        Optional<StampedFact> advanced = memory.cause(down).filter(cause -> cause.fact() instanceof TermAdvanced);
        if (advanced.isEmpty()) {
            return Trail.undecided("which message made " + down.node() + " step down is not among the facts");
        }
        return search.terms().adopted(advanced.get()).then(stepDown(down, advanced.get()));
    }

    static Step stepDown(StampedFact down, StampedFact advanced) {
        TermAdvanced terms = (TermAdvanced) advanced.fact();
        return Step.at(down, down.node() + " stepped down, because " + terms.toTerm() + " > " + terms.fromTerm());
    }

    private Trail quorumLost(StampedFact down) {
        Lane lane = memory.laneOf(down);
        Optional<StampedFact> lost = lane.lastBefore(down.seq(), QuorumLost.class::isInstance);
        if (lost.isEmpty()) {
            return Trail.undecided("whom " + down.node() + " no longer heard is not among the facts");
        }
        QuorumLost quorum = (QuorumLost) lost.get().fact();
        long from = lost.get().tNanos() - quorum.windowNanos();
        Optional<Trail> found = Optional.empty();
        for (NodeId silent : quorum.silent()) {
            Trail one = silent(lane, silent, from, lost.get().tNanos());
            found = found.filter(Trail::decided).or(() -> Optional.of(one));
        }
        String text = down.node() + " had no word from " + Words.names(quorum.silent()) + " for "
                + Words.duration(quorum.windowNanos()) + " and stepped down";
        return found.orElseGet(() -> Trail.undecided("nobody was silent")).then(Step.at(down, text));
    }

    /** Why a leader had no acknowledgement from this peer. */
    private Trail silent(Lane leader, NodeId peer, long from, long to) {
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
        Optional<Spell> guilty = blame.mostGuilty(losses);
        if (guilty.isPresent()) {
            String text = Words.count(losses.size(), "message") + " between " + leader.node + " and " + peer + " lost";
            return guilty.get().trail().then(Step.aside(losses.get(0), text));
        }
        Optional<StampedFact> dead = memory.deadAt(peer, to);
        if (dead.isPresent()) {
            return blame.death(dead.get());
        }
        Optional<Spell> pause = blame.pause(peer, from, to).or(() -> blame.pause(leader.node, from, to));
        if (pause.isPresent()) {
            return pause.get().trail();
        }
        if (!unruled.isEmpty()) {
            return blame.unruledLoss(unruled.get(0));
        }
        return blame.onLink(leader.node, peer, from, to)
                .map(Spell::trail)
                .orElseGet(() -> Trail.undecided("why " + peer + " was silent the facts do not tell"));
    }

    /** The message that was delivered with this fact, as it was sent. */
    Optional<StampedFact> sent(StampedFact delivered) {
        return delivered.fact() instanceof MessageDelivered message
                ? memory.fact(message.id()).filter(fact -> fact.fact() instanceof MessageSent)
                : Optional.empty();
    }
}
