package dev.raftbeat.spacetime;

import dev.raftbeat.history.FaultLog;
import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.history.History;
import dev.raftbeat.history.MessageEnds;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.VoteFact.PreVoteDenied;
import dev.raftbeat.protocol.VoteFact.PreVoteGranted;
import dev.raftbeat.protocol.VoteFact.VoteDenied;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import dev.raftbeat.spacetime.Arrow.Purpose;
import dev.raftbeat.spacetime.Lane.Stretch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Folds the facts of a run into one picture. */
final class SpaceTimeFold {
    private final PictureSpan window;
    private final History history = new History();
    private final FaultLog faults = new FaultLog();
    private final MessageEnds ends = new MessageEnds();
    private final MarkFold marks;
    private final Map<NodeId, List<Stretch>> stretches = new TreeMap<>();
    private final Map<FactId, StampedFact> sent = new LinkedHashMap<>();
    /** What a node told of a vote, by the fact; the answer that it sends then follows from it. */
    private final Map<FactId, Purpose> votes = new LinkedHashMap<>();

    SpaceTimeFold(PictureSpan window) {
        this.window = window;
        marks = new MarkFold(window);
    }

    SpaceTime fold(List<StampedFact> facts) {
        facts.forEach(this::hear);
        List<Arrow> arrows = new ArrayList<>();
        sent.values().stream()
                .map(this::arrow)
                .filter(arrow -> arrow.lastNanos() >= window.fromNanos())
                .sorted(Comparator.comparingLong(Arrow::sentNanos))
                .forEach(arrows::add);
        int all = arrows.size();
        thin(arrows);
        List<Lane> lanes = new ArrayList<>();
        for (NodeId node : history.members()) {
            lanes.add(new Lane(node, closed(stretches.getOrDefault(node, List.of()))));
        }
        List<FaultSpan> going = faults.spans().stream()
                .filter(span -> span.overlaps(window.fromNanos(), window.toNanos()))
                .filter(span -> span.told().lasts() || span.fromNanos() >= window.fromNanos())
                .toList();
        return new SpaceTime(
                window.fromNanos(),
                window.toNanos(),
                facts.isEmpty() ? window.fromNanos() : facts.get(0).tNanos(),
                lanes,
                arrows,
                marks.marks(),
                going,
                all - arrows.size());
    }

    private void hear(StampedFact fact) {
        Fact told = fact.fact();
        if (fact.tNanos() <= window.toNanos()) {
            if (history.hear(fact)) {
                note(fact);
                marks.hear(fact);
                faults.hear(fact);
            }
            if (told instanceof MessageSent) {
                sent.putIfAbsent(fact.id(), fact);
            }
            vote(fact);
        } else if (!(told instanceof MessageSent)) {
            faults.hear(fact);
        }
        hearEnd(fact);
    }

    /** A message that was over before the picture begins is no part of it. */
    private void hearEnd(StampedFact fact) {
        FactId message = fact.fact() instanceof MessageDelivered delivered
                ? delivered.id()
                : fact.fact() instanceof MessageLost lost ? lost.id() : null;
        if (message == null) {
            return;
        }
        if (fact.tNanos() < window.fromNanos()) {
            sent.remove(message);
        } else if (sent.containsKey(message)) {
            ends.hear(fact);
        }
    }

    private void vote(StampedFact fact) {
        Fact told = fact.fact();
        Purpose says = told instanceof VoteGranted
                ? Purpose.VOTE_GRANTED
                : told instanceof VoteDenied
                        ? Purpose.VOTE_DENIED
                        : told instanceof PreVoteGranted
                                ? Purpose.PREVOTE_GRANTED
                                : told instanceof PreVoteDenied ? Purpose.PREVOTE_DENIED : null;
        if (says != null) {
            votes.put(fact.id(), says);
        }
    }

    /** The world's facts may change every node, a node's own change itself alone. */
    private void note(StampedFact fact) {
        int teller = history.place(fact.node());
        for (int node = 0; node < history.size(); node++) {
            List<Stretch> lane = stretches.computeIfAbsent(history.name(node), ignored -> new ArrayList<>());
            if (teller < 0 || teller == node || lane.isEmpty()) {
                become(lane, fact.tNanos(), NodeState.of(history, node));
            }
        }
    }

    private void become(List<Stretch> lane, long tNanos, NodeState state) {
        Stretch last = lane.isEmpty() ? null : lane.get(lane.size() - 1);
        if (last == null ? !state.isKnown() : last.state().equals(state)) {
            return;
        }
        long at = Math.max(tNanos, window.fromNanos());
        if (last != null) {
            lane.remove(lane.size() - 1);
            if (at > last.fromNanos()) {
                lane.add(new Stretch(last.fromNanos(), at, last.state()));
            }
        }
        lane.add(new Stretch(Math.max(at, last == null ? at : last.fromNanos()), Long.MAX_VALUE, state));
    }

    private List<Stretch> closed(List<Stretch> lane) {
        return lane.stream()
                .map(one -> new Stretch(one.fromNanos(), Math.min(one.toNanos(), window.toNanos()), one.state()))
                .toList();
    }

    private Arrow arrow(StampedFact fact) {
        MessageSent told = (MessageSent) fact.fact();
        Optional<StampedFact> end = ends.endOf(fact.id());
        return new Arrow(
                fact.id(),
                fact.node(),
                told.to(),
                told.kind(),
                told.term(),
                purpose(told.kind(), fact.cause()),
                fact.tNanos(),
                end.isPresent() ? OptionalLong.of(end.get().tNanos()) : OptionalLong.empty(),
                end.map(StampedFact::fact)
                        .filter(MessageLost.class::isInstance)
                        .map(lost -> ((MessageLost) lost).reason()));
    }

    private Purpose purpose(String kind, Optional<FactId> cause) {
        Purpose known = Purpose.of(kind);
        return known == Purpose.REPLY ? cause.map(votes::get).orElse(known) : known;
    }

    /** Leaves out the oldest heartbeats first, and other messages only when there are too many of them alone. */
    private static void thin(List<Arrow> arrows) {
        for (boolean routine : new boolean[] {true, false}) {
            int over = arrows.size() - SpaceTime.ARROWS_MAX;
            List<Arrow> gone = arrows.stream()
                    .filter(arrow -> arrow.purpose().isRoutine() == routine)
                    .limit(Math.max(0, over))
                    .toList();
            arrows.removeAll(gone);
        }
    }
}
