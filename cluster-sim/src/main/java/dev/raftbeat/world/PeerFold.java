package dev.raftbeat.world;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactFold;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.LinkFact.PeerSuspected;
import dev.raftbeat.protocol.LinkFact.PeerTrusted;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.NodeId;

/** What one node's facts mean for the links that it stands at. */
final class PeerFold extends FactFold<Void> {
    private final ClusterView view;
    private final NodeId teller;
    private final long tNanos;

    PeerFold(ClusterView view, NodeId teller, long tNanos) {
        this.view = view;
        this.teller = teller;
        this.tNanos = tNanos;
    }

    @Override
    protected Void otherwise(Fact fact) {
        return null;
    }

    @Override
    public Void booted(Booted fact) {
        view.reborn(teller, fact.members());
        return null;
    }

    @Override
    public Void messageDelivered(MessageDelivered fact) {
        view.link(fact.from(), teller).delivered(tNanos);
        return null;
    }

    @Override
    public Void messageLost(MessageLost fact) {
        view.link(fact.from(), fact.to()).lost(tNanos, fact);
        return null;
    }

    @Override
    public Void linkUp(LinkUp fact) {
        view.link(teller, fact.peer()).up();
        return null;
    }

    @Override
    public Void linkDown(LinkDown fact) {
        view.link(teller, fact.peer()).down(fact.reason());
        return null;
    }

    @Override
    public Void peerSuspected(PeerSuspected fact) {
        view.link(teller, fact.peer()).suspected(true);
        return null;
    }

    @Override
    public Void peerTrusted(PeerTrusted fact) {
        view.link(teller, fact.peer()).suspected(false);
        return null;
    }
}
