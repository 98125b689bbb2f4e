package dev.raftbeat.net;

import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.wire.Frame;
import dev.raftbeat.wire.Frame.Hello;
import dev.raftbeat.wire.WireException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who may speak to this node. A connection is a stranger until it has introduced itself; strangers have places of their
 * own, and when those are full the oldest stranger goes. An honest peer says its hello at once, so it is a stranger for
 * no longer than it takes to read it, and any number of idle connections cannot keep it out. Where a cluster has a key,
 * those whose hello showed that they hold it, and who are asked to prove it anew, have as many places for themselves. Each
 * peer has one connection, and the newest wins: the older one is a leftover of something that nobody has told this node yet.
 */
final class Acceptor {
    /** Places for strangers beyond one a peer. */
    static final int STRANGERS_EXTRA = 16;

    private final NetContext net;
    private final Map<NodeId, Inbound> current = new TreeMap<>();
    /** In the order in which they came. */
    private final Set<Inbound> strangers = new LinkedHashSet<>();
    /** The same of those that were asked to prove who they are. */
    private final Set<Inbound> challenged = new LinkedHashSet<>();
    /** Dismissed, and drained until their peers have closed too. */
    private final Set<Inbound> leaving = new LinkedHashSet<>();

    private Set<NodeId> blackholed = new TreeSet<>();
    private long serials;

    Acceptor(NetContext net) {
        this.net = net;
    }

    /** A handler for a connection that was just accepted. */
    Inbound newcomer() {
        serials++;
        net.arrivals.mark();
        return new Inbound(net, this, serials);
    }

    void accepted(Inbound stranger) {
        admit(strangers, stranger);
    }

    /** It has said who it is, and has to prove it. */
    void challenged(Inbound stranger) {
        strangers.remove(stranger);
        admit(challenged, stranger);
    }

    private void admit(Set<Inbound> places, Inbound stranger) {
        if (places.size() >= strangersMax()) {
            Inbound oldest = places.iterator().next();
            places.remove(oldest);
            oldest.refuse(
                    RefusalReason.TOO_MANY_CONNECTIONS,
                    "the oldest of " + strangersMax() + " strangers made room for a newer one");
        }
        places.add(stranger);
    }

    private int strangersMax() {
        return net.options.peers().size() + STRANGERS_EXTRA;
    }

    /** @throws WireException saying what is wrong with a hello, if anything is */
    void check(Hello hello) throws WireException {
        String cluster = hello.cluster();
        NodeId from = hello.from();
        NodeId to = hello.to();
        NetOptions own = net.options;
        if (!cluster.equals(own.cluster())) {
            throw new WireException(RefusalReason.FOREIGN_CLUSTER, "cluster " + cluster + ", this is " + own.cluster());
        } else if (!to.equals(own.self())) {
            throw new WireException(RefusalReason.WRONG_RECEIVER, "for " + to + ", this is " + own.self());
        } else if (from.equals(own.self())) {
            throw new WireException(RefusalReason.FROM_MYSELF, "from " + from + ", which is this node");
        } else if (!own.peers().containsKey(from)) {
            throw new WireException(RefusalReason.UNKNOWN_SENDER, "from " + from + ", which is no member");
        }
    }

    void introduced(Inbound inbound, NodeId peer, Introduction introduction) {
        strangers.remove(inbound);
        challenged.remove(inbound);
        Inbound older = current.get(peer);
        if (older != null && older.serial() > inbound.serial()) {
            // Hellos are not read in the order in which connections were accepted.
            inbound.dismiss();
            return;
        }
        current.put(peer, inbound);
        if (older != null) {
            older.dismiss();
        }
        if (isBlackholed(peer)) {
            inbound.reads(false);
        } else {
            inbound.answer(introduction.welcome());
        }
    }

    boolean isBlackholed(NodeId peer) {
        return blackholed.contains(peer);
    }

    /**
     * From these peers nothing is read any more, and no ping answered; what they send piles up in the kernel's buffers,
     * as on a network that swallows packets. A peer that leaves the set is dismissed with all that has piled up, so that
     * it comes back on a fresh connection and no stale message is ever delivered; and it is told, so that neither side
     * takes the end of this connection for a death.
     */
    void blackhole(Set<NodeId> peers) {
        Set<NodeId> released = new TreeSet<>(blackholed);
        released.removeAll(peers);
        blackholed = new TreeSet<>(peers);
        for (NodeId peer : blackholed) {
            Optional.ofNullable(current.get(peer)).ifPresent(inbound -> inbound.reads(false));
        }
        for (NodeId peer : released) {
            Optional.ofNullable(current.remove(peer)).ifPresent(inbound -> {
                leaving.add(inbound);
                inbound.dismissAndDrain();
            });
        }
    }

    /** The connection has ended. Answers whether it was its peer's current one. */
    boolean gone(Inbound inbound) {
        strangers.remove(inbound);
        challenged.remove(inbound);
        leaving.remove(inbound);
        return inbound.peer().isPresent() && current.remove(inbound.peer().get(), inbound);
    }

    /** The regular look at the clock. */
    void pulse(long now) {
        for (Inbound stranger : strangers()) {
            if (now - stranger.heardNanos() > net.timing.helloNanos()) {
                stranger.tooLate();
            }
        }
        for (Inbound inbound : List.copyOf(current.values())) {
            boolean silent = now - inbound.heardNanos() > net.timing.inboundSilenceNanos();
            NodeId peer = inbound.peer().orElseThrow();
            if (silent && !isBlackholed(peer)) {
                current.remove(peer);
                inbound.dismiss();
            }
        }
        for (Inbound inbound : List.copyOf(leaving)) {
            if (now - inbound.heardNanos() > net.timing.helloNanos()) {
                inbound.closeHere();
            }
        }
    }

    /** This process stood still: how long others have been silent cannot be told, so the count begins anew. */
    void forgive(long now) {
        all().forEach(inbound -> inbound.heardAt(now));
    }

    /** Answers whoever speaks on the current connection of this peer. */
    void answer(NodeId peer, Frame frame) {
        Optional.ofNullable(current.get(peer)).ifPresent(inbound -> inbound.answer(frame));
    }

    void reset(NodeId peer) {
        Optional.ofNullable(current.get(peer)).ifPresent(Inbound::reset);
    }

    void stop() {
        all().forEach(Inbound::closeHere);
    }

    private List<Inbound> strangers() {
        List<Inbound> all = new ArrayList<>(strangers);
        all.addAll(challenged);
        return all;
    }

    private List<Inbound> all() {
        List<Inbound> all = strangers();
        all.addAll(current.values());
        all.addAll(leaving);
        return all;
    }

    int introducedCount() {
        return current.size();
    }

    int strangerCount() {
        return strangers.size() + challenged.size();
    }
}
