package dev.raftbeat.why;

import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.QuorumLost;
import dev.raftbeat.protocol.RoleFact.StepDownReason;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.world.PlainText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Why a leader ceased to lead. */
final class LeadershipLosses {
    private final RunFacts memory;
    private final Blame blame;
    private final Search search;

    LeadershipLosses(Search search) {
        this.search = search;
        memory = search.memory;
        blame = search.blame;
    }

    CauseTrail of(Tenure tenure) {
        NodeId node = tenure.life().node;
        if (tenure.ended().isEmpty()) {
            return CauseTrail.missing("how the leadership of " + node + " in term " + tenure.term() + " ended");
        }
        StampedFact ended = tenure.ended().get();
        return ended.fact() instanceof SteppedDown
                ? steppedDown(ended)
                : blame.death(ended).then(CauseStep.aside(ended, node + ", the leader, was gone"));
    }

    /** Why a leader stepped down, that step included. */
    CauseTrail steppedDown(StampedFact down) {
        if (((SteppedDown) down.fact()).reason() == StepDownReason.QUORUM_LOST) {
            return quorumLost(down);
        }
        return memory.cause(down, TermAdvanced.class)
                .map(advanced -> search.terms.adopted(advanced).then(stepDown(down, advanced)))
                .orElseGet(() -> CauseTrail.missing("which message made " + down.node() + " step down"));
    }

    static CauseStep stepDown(StampedFact down, StampedFact advanced) {
        TermAdvanced terms = (TermAdvanced) advanced.fact();
        return CauseStep.at(down, down.node() + " stepped down: it heard of term " + terms.toTerm());
    }

    private CauseTrail quorumLost(StampedFact down) {
        NodeLife life = memory.lifeOf(down);
        Optional<StampedFact> lost = life.lastBefore(down.seq(), QuorumLost.class::isInstance);
        if (lost.isEmpty()) {
            return CauseTrail.missing("whom " + down.node() + " no longer heard");
        }
        QuorumLost quorum = (QuorumLost) lost.get().fact();
        long to = lost.get().tNanos();
        Optional<CauseTrail> window = shortWindow(life, to);
        // Where it holds not even one heartbeat, nobody could have answered, whatever else was done.
        boolean alone = quorum.windowNanos() <= life.heartbeatNanos(to);

        List<CauseTrail> found = quorum.silent().stream()
                .map(silent -> silent(life, silent, to - quorum.windowNanos(), to))
                .toList();
        String text = down.node() + " had no word from " + PlainText.names(quorum.silent()) + " for "
                + PlainText.duration(quorum.windowNanos()) + " and stepped down";
        return window.filter(trail -> alone)
                .or(() -> most(found, life.node, quorum, to))
                .or(() -> window)
                .or(() -> found.stream().reduce((first, second) -> second))
                .orElseGet(() -> CauseTrail.undecided("nobody was silent"))
                .then(CauseStep.at(down, text));
    }

    /** The fault that alone kept most of the silent ones from being heard. */
    private Optional<CauseTrail> most(List<CauseTrail> found, NodeId leader, QuorumLost quorum, long to) {
        ToLongFunction<CauseTrail> kept = trail -> IntStream.range(0, found.size())
                .filter(i -> found.get(i).origin().equals(trail.origin())
                        || blame.keepsApart(
                                trail.origin(), leader, quorum.silent().get(i), to - quorum.windowNanos(), to))
                .count();
        // The first of several equal ones.
        return found.stream()
                .filter(CauseTrail::decided)
                .reduce((first, second) -> kept.applyAsLong(second) > kept.applyAsLong(first) ? second : first);
    }

    /** By whose setting the window holds no two heartbeats, if it does not. */
    private Optional<CauseTrail> shortWindow(NodeLife life, long atNanos) {
        Optional<StampedFact> since = Optional.empty();
        Settings its = null;
        for (StampedFact told : life.settings(atNanos)) {
            its = NodeLife.settings(told);
            since = its.isQuorumWindowTooShort() ? since.or(() -> Optional.of(told)) : Optional.empty();
        }
        if (since.isEmpty()) {
            return Optional.empty();
        }
        StampedFact told = since.get();
        String window = PlainText.duration(its.effectiveQuorumWindowNanos());
        String text = life.node + " sends a heartbeat every " + PlainText.duration(its.heartbeatNanos())
                + ", and its window for the answers is " + window;
        return Optional.of(blame.setting(
                        told.tNanos(), "set window", "set heartbeat", "set checkquorum", "set pace", "set defaults")
                .orElseGet(() -> CauseTrail.from(
                        Origin.of(Origin.Kind.SETTING, told, life.node + " came up with a window of " + window)))
                .then(CauseStep.aside(told, text)));
    }

    /** Why a leader had no acknowledgement from this peer. */
    private CauseTrail silent(NodeLife leader, NodeId peer, long from, long to) {
        Stream<StampedFact> beats = leader.sent(peer, "AppendEntries", from, to).stream();
        Stream<StampedFact> answers = memory.lifeAt(peer, to).stream()
                .flatMap(life -> life.sent(leader.node, "AppendEntriesReply", from, to).stream());
        Map<Boolean, List<StampedFact>> lost = Stream.concat(beats, answers)
                .flatMap(sent -> memory.end(sent).stream())
                .filter(end -> end.fact() instanceof MessageLost)
                .collect(Collectors.partitioningBy(
                        end -> ((MessageLost) end.fact()).fault().isPresent()));
        List<StampedFact> ruled = lost.get(true);
        return blame.mostGuilty(ruled)
                .map(trail -> trail.then(CauseStep.aside(
                        ruled.get(0),
                        Phrases.count(ruled.size(), "message") + " between " + leader.node + " and " + peer + " lost")))
                .or(() -> blame.dead(peer, to))
                .or(() -> blame.pause(peer, from, to))
                .or(() -> blame.pause(leader.node, from, to))
                .or(() -> lost.get(false).stream().findFirst().map(blame::loss))
                .or(() -> blame.onLink(leader.node, peer, from, to))
                .orElseGet(() -> CauseTrail.undecided("why " + peer + " was silent the facts do not tell"));
    }
}
