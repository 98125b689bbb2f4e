package dev.raftbeat.sim;

import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.LinkFact.BallotDoubted;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.RaftMessage;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** All connections of a cluster, one an ordered pair of nodes. */
final class SimNetwork {
    /** How long the side that accepted a connection bears that nothing comes on it. */
    private static final long INBOUND_SILENCE_NANOS = 3_250_000_000L;

    private final SimCluster world;
    private final List<SimHost> hosts;
    private final SimLink[][] links;

    SimNetwork(SimCluster world, List<SimHost> hosts, SplittableRandom random) {
        this.world = world;
        this.hosts = hosts;
        links = new SimLink[hosts.size()][hosts.size()];
        for (SimHost from : hosts) {
            for (SimHost to : hosts) {
                Delays latency = world.options().latency().apply(new Link(from.id(), to.id()));
                links[from.index()][to.index()] = new SimLink(world, from, to, latency, random.split());
            }
        }
    }

    void send(SimProcess sender, Envelope<RaftMessage> envelope, long lamport) {
        link(sender.host(), world.host(envelope.to())).send(sender, envelope, lamport);
    }

    private SimLink link(SimHost from, SimHost to) {
        return links[from.index()][to.index()];
    }

    /** Every connection between two nodes that run is up. */
    void goOn() {
        for (SimHost from : hosts) {
            for (SimHost to : hosts) {
                if (from != to && from.life().isPresent() && to.life().isPresent()) {
                    link(from, to).goOn(to.life().get());
                } else if (from != to && from.life().isPresent()) {
                    link(from, to).tryAgain();
                }
            }
        }
    }

    void booted(SimProcess life) {
        for (SimHost peer : hosts) {
            if (peer != life.host() && !life.isOver()) {
                link(life.host(), peer).openerBooted();
                link(peer, life.host()).tryAgain();
            }
        }
    }

    /** Both connections with each peer end by FIN: it closes its own, and the core hears of it, once. */
    void ended(SimProcess life) {
        for (SimHost peer : hosts) {
            if (peer == life.host()) {
                continue;
            }
            SimLink there = link(life.host(), peer);
            SimLink back = link(peer, life.host());
            long at = there.farewellAt();
            Optional<SimProcess> other = peer.life();
            boolean met = other.isPresent() && (back.isUpTo(life) || there.isUpTo(other.get()));
            there.openerEnded();
            back.receiverEnded();
            if (met) {
                SimProcess survivor = other.get();
                world.queue()
                        .plan(
                                new Notice(survivor, () -> {
                                    Optional<FactId> told = back.noticeEnd(survivor, life);
                                    survivor.connectionLost(life.host().id(), told);
                                    back.dialAgain(survivor, life, told);
                                }),
                                at);
            }
        }
    }

    void paused(SimProcess life) {
        long which = life.pauses();
        for (SimHost peer : hosts) {
            if (peer == life.host()) {
                continue;
            }
            link(peer, life.host()).fellMute();
            SimLink own = link(life.host(), peer);
            peer.life()
                    .ifPresent(other -> world.queue()
                            .plan(
                                    new Notice(other, () -> {
                                        if (life.isPaused() && life.pauses() == which && own.isUpTo(other)) {
                                            own.dismissed();
                                        }
                                    }),
                                    world.now() + INBOUND_SILENCE_NANOS));
        }
    }

    void resumed(SimProcess life) {
        for (SimHost peer : hosts) {
            if (peer != life.host()) {
                link(peer, life.host()).spokeAgain();
            }
        }
    }

    /** From now on this node reads nothing on the connections of these peers, and on those of all others again. */
    void blackhole(SimProcess reader, Set<NodeId> peers) {
        for (SimHost peer : hosts) {
            if (peer != reader.host()) {
                link(peer, reader.host()).blackhole(peers.contains(peer.id()));
            }
        }
    }

    /** The one who remembers a later ballot answers the one whose it is. */
    void doubt(BallotDoubted doubt) {
        link(world.host(doubt.whose()), world.host(doubt.by())).answer(doubt);
    }

    void reset(Link link) {
        link(world.host(link.from()), world.host(link.to())).reset();
    }
}
