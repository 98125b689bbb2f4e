package dev.raftbeat.check.safety;

import dev.raftbeat.check.FactCoverage;
import dev.raftbeat.check.PerNode;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.VoteFact.PreVoteGranted;
import java.util.ArrayList;
import java.util.List;

/**
 * Works out what came of which message, once for all checks that ask. They hear each fact one after the other, all of
 * them before the next: so the fact that is being heard changes nothing until the next one comes.
 */
public final class MessageEffects {
    /** Beyond so many that wait, where nobody knows for what, the oldest is given up. */
    private static final int WAITING_MAX = 1_024;

    private final PerNode<NodeEffects> lanes = new PerNode<>(NodeEffects::new);
    /** Those that have become past with the fact being heard; and those of which the rest will never be heard. */
    final List<Arrival> past = new ArrayList<>();

    final List<Arrival> lost = new ArrayList<>();
    /** The message that has just arrived, or else the one that the fact being heard came of; null when neither. */
    Arrival arrival;
    /** What the fact's node was before it. */
    NodeEffects lane;

    private StampedFact now;

    /**
     * @param teller the place of who tells it
     * @param hearing how much of the node's story was heard, this fact included
     * @throws IllegalStateException when checks that share this do not hear each fact together
     */
    public void hear(StampedFact fact, int teller, FactCoverage hearing) {
        if (fact == now) {
            return;
        }
        takeIn();
        now = fact;
        lane = lanes.of(teller);
        if (lane.isPast(fact)) {
            throw new IllegalStateException("checks of one set hear each fact together");
        }
        past.clear();
        lost.clear();
        if (lane.isNewLife(fact)) {
            lane.born(fact);
        } else if (!hearing.unbrokenSince(lane.lastSeq())) {
            loseTrack();
        }
        long root = lane.rootOf(fact);
        Fact what = fact.fact();
        // That a save began is told at once, ahead of what came of earlier messages, and its end names it as its cause.
        boolean save = what instanceof SaveBegan || what instanceof BallotSaved;
        if (what instanceof MessageDelivered) {
            arrival = new Arrival(fact);
            settle();
        } else {
            arrival = root == 0 || save ? null : reach(root);
        }
    }

    private void loseTrack() {
        for (Arrival open : lane.open) {
            open.standingBefore = lane.standing;
            open.termBefore = lane.term;
            lost.add(open);
        }
        lane.loseTrack();
    }

    /** With no save under way, all that came of whatever arrived before was told before the next arrival. */
    private void settle() {
        if (lane.isSettled()) {
            while (!lane.open.isEmpty()) {
                past.add(lane.open.poll());
            }
        } else if (lane.open.size() >= WAITING_MAX) {
            lane.open.poll();
        }
    }

    /** The fact before is past, for everybody. */
    private void takeIn() {
        if (now == null) {
            return;
        }
        if (arrival != null && arrival.fact == now) {
            lane.open.add(arrival);
        } else {
            // What is sent, and timers, change nothing that a node is.
            if (!(now.fact() instanceof MessageSent) && !(now.fact() instanceof TimerArmed)) {
                lane.take(now);
            }
            if (arrival != null) {
                arrival.standingAfter = lane.standing;
                arrival.leaderAfter = lane.leader;
            }
        }
    }

    /** The message that something came of now; those before it are past. */
    private Arrival reach(long root) {
        while (!lane.open.isEmpty() && lane.open.peek().fact.seq() < root) {
            past.add(lane.open.poll());
        }
        Arrival reached = lane.open.peek();
        if (reached == null || reached.fact.seq() != root) {
            return null;
        }
        if (!reached.answered) {
            reached.answered = true;
            reached.standingBefore = lane.standing;
            reached.termBefore = lane.term;
            reached.stoodBy = lane.standsBy;
        }
        note(reached, now.fact());
        return reached;
    }

    private void note(Arrival reached, Fact what) {
        if (what instanceof FrameRefused refused) {
            reached.refused = refused.reason();
            return;
        }
        if (reached.effect == null) {
            reached.effect = now;
        }
        if (what instanceof HeartbeatHeard) {
            reached.heartbeatHeard = now;
        } else if (what instanceof BecameFollower follower && follower.term() == reached.term()) {
            reached.followed = now;
        } else if (what instanceof PreVoteGranted) {
            reached.promised = now;
        }
    }
}
