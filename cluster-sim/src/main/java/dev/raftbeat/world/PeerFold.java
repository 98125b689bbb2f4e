package dev.raftbeat.world;

import dev.raftbeat.protocol.FactListener;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.LinkFact.PeerProvenDead;
import dev.raftbeat.protocol.LinkFact.PeerSuspected;
import dev.raftbeat.protocol.LinkFact.PeerTrusted;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.NodeId;

/** What one node's facts mean for the links that it stands at. */
final class PeerFold implements FactListener {
    private final ClusterView view;
    private final NodeId teller;
    private final long tNanos;

    PeerFold(ClusterView view, NodeId teller, long tNanos) {
        this.view = view;
        this.teller = teller;
        this.tNanos = tNanos;
    }

    @Override
    public void on(Booted fact) {
        view.reborn(teller, fact.members());
    }

    @Override
    public void on(MessageDelivered fact) {
        view.link(fact.from(), teller).delivered(tNanos);
    }

    @Override
    public void on(MessageLost fact) {
        view.link(fact.from(), fact.to()).lost(tNanos, fact);
    }

    @Override
    public void on(LinkUp fact) {
        view.link(teller, fact.peer()).up();
    }

    @Override
    public void on(LinkDown fact) {
        view.link(teller, fact.peer()).down(fact.reason());
    }

    @Override
    public void on(PeerSuspected fact) {
        view.link(teller, fact.peer()).suspected(fact.reason());
    }

    @Override
    public void on(PeerProvenDead fact) {
        view.link(teller, fact.peer()).provenDead(fact.proof());
    }

    @Override
    public void on(PeerTrusted fact) {
        view.link(teller, fact.peer()).trusted();
    }
}
