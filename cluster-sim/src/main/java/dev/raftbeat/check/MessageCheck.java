package dev.raftbeat.check;

import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;

/**
 * A check of what comes of each message. A message is past, and whatever did not come of it by then never will, once
 * something has come of a later one.
 */
abstract class MessageCheck extends Check {
    private final ByNode<Lane> lanes = new ByNode<>(Lane::new);

    MessageCheck(String id, String title, String sentence) {
        super(id, title, sentence);
    }

    /** Called when a message reaches a node. */
    void arrived(Arrival arrival) {}

    /**
     * Called for each fact that came of a message, in order.
     *
     * @param lane what the node was before this fact
     */
    void came(Lane lane, Arrival arrival, StampedFact fact) {}

    /** Called for every fact, whatever it came of, before the lane takes it in. */
    void told(Lane lane, StampedFact fact) {}

    /**
     * Called once all that came of a message was heard.
     *
     * @param lane what the node was when something came of a later message
     */
    void past(Lane lane, Arrival arrival) {}

    /** Called for a message whose outcome will never be known, since some of what was told was not heard. */
    void lost(Lane lane, Arrival arrival) {}

    @Override
    final void heardOf(NodeId node) {
        Lane lane = lanes.of(node);
        StampedFact fact = now();
        if (lane.isNewLife(fact)) {
            lane.born(fact);
        } else if (!unbrokenSince(lane.lastSeq())) {
            lane.open.forEach(arrival -> lost(lane, arrival));
            lane.loseTrack();
        }
        long root = lane.rootOf(fact);
        if (fact.fact() instanceof MessageDelivered) {
            Arrival arrival = new Arrival(fact);
            lane.open.add(arrival);
            arrived(arrival);
            told(lane, fact);
            return;
        }
        // That a save began is told at once, ahead of what came of earlier messages, and its end names it as its cause.
        boolean save = fact.fact() instanceof SaveBegan || fact.fact() instanceof BallotSaved;
        Arrival arrival = root == 0 || save ? null : reach(lane, root);
        if (arrival != null) {
            came(lane, arrival, fact);
        }
        told(lane, fact);
        lane.take(fact);
        if (arrival != null) {
            arrival.standingAfter = lane.standing;
            arrival.leaderAfter = lane.leader;
        }
    }

    /** The message that something came of now; those before it are past. */
    private Arrival reach(Lane lane, long root) {
        while (!lane.open.isEmpty() && lane.open.peek().fact.seq() < root) {
            past(lane, lane.open.poll());
        }
        Arrival arrival = lane.open.peek();
        if (arrival == null || arrival.fact.seq() != root) {
            return null;
        }
        if (!arrival.answered) {
            arrival.answered = true;
            arrival.standingBefore = lane.standing;
            arrival.termBefore = lane.term;
            arrival.standsBy = lane.standsBy;
        }
        if (now().fact() instanceof FrameRefused refused) {
            arrival.refused = refused.reason();
        }
        return arrival;
    }
}
