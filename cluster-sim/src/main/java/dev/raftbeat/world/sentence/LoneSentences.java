package dev.raftbeat.world.sentence;

import static dev.raftbeat.world.PlainText.duration;

import dev.raftbeat.protocol.FactListener;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.StoreFact.WriteLanded;
import dev.raftbeat.protocol.StoreFact.WriteSent;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.world.PlainText;
import java.util.Optional;

/**
 * The sentences, for whoever goes from fact to fact, of facts that a story passes over, or tells by what came before: a fact
 * by itself does not say why a candidate campaigns.
 */
final class LoneSentences implements FactListener {
    private final NodeId node;
    private String text;

    private LoneSentences(StampedFact stamped) {
        node = stamped.node();
    }

    /** Empty for a fact that has its sentence in a story whatever came before. */
    static Optional<String> of(StampedFact stamped) {
        LoneSentences sentence = new LoneSentences(stamped);
        stamped.fact().accept(sentence);
        return Optional.ofNullable(sentence.text);
    }

    @Override
    public void on(BecamePreCandidate fact) {
        text = node + " asks whether it could win term " + (fact.term() + 1);
    }

    @Override
    public void on(BecameCandidate fact) {
        text = node
                + (fact.transfer() ? " is handed leadership and campaigns in term " : " campaigns in term ")
                + fact.term();
    }

    @Override
    public void on(SaveBegan fact) {
        text = node + " begins to save its ballot of term " + fact.term();
    }

    @Override
    public void on(BallotSaved fact) {
        text = node + " has saved its ballot of term " + fact.term() + ", in " + duration(fact.tookNanos());
    }

    @Override
    public void on(TimerArmed fact) {
        text = node + " sets its election timer to " + duration(fact.drawNanos()) + ": " + why(fact.reason());
    }

    private static String why(ArmReason reason) {
        return switch (reason) {
            case BOOT -> "it has just started";
            case HEARTBEAT -> "it heard its leader";
            case VOTE_GRANTED -> "it gave its vote";
            case CAMPAIGN -> "it campaigns";
            case STEPPED_DOWN -> "it stepped down";
            case SETTINGS -> "its settings changed";
            case PROOF -> "its leader is known to be gone";
        };
    }

    @Override
    public void on(TimerFired fact) {
        text = node + "'s " + duration(fact.drawNanos()) + " timer ran out";
    }

    @Override
    public void on(VoteCounted fact) {
        String what = fact.preVote() ? " promises" : " votes";
        text = fact.voter().equals(node)
                ? node + " has " + fact.have() + " of " + fact.need() + what + " for term " + fact.term() + ": its own"
                : null;
    }

    @Override
    public void on(BecameFollower fact) {
        text = fact.leader().isPresent()
                ? null
                : node + " is a follower in term " + fact.term() + " and knows no leader";
    }

    @Override
    public void on(HeartbeatHeard fact) {
        text = node + " hears its leader " + fact.leader() + " in term " + fact.term();
    }

    @Override
    public void on(MessageSent fact) {
        text = node + " sends " + fact.to() + " " + message(fact.kind(), fact.term());
    }

    @Override
    public void on(MessageDelivered fact) {
        text = node + " receives " + message(fact.kind(), fact.term()) + " from " + fact.from()
                + (fact.copy() == 0 ? "" : ", a duplicate");
    }

    @Override
    public void on(MessageLost fact) {
        text = message(fact.kind(), fact.term()) + " from " + fact.from() + " to " + fact.to() + " is lost: "
                + PlainText.because(fact.reason());
    }

    private static String message(String kind, long term) {
        return PlainText.aMessage(kind) + " of term " + term;
    }

    @Override
    public void on(WriteSent fact) {
        text = node + " sends write " + fact.sequence() + " of term " + fact.term() + " to the store";
    }

    @Override
    public void on(WriteLanded fact) {
        text = fact.term() < fact.highest()
                ? null
                : fact.writer() + "'s write " + fact.sequence() + " of term " + fact.term() + " landed in the store";
    }
}
