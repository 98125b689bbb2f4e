package dev.raftbeat.history;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.LinkFact;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StoreFact;
import dev.raftbeat.protocol.TimerFact.TimerArmed;

/**
 * Who leads, from what the nodes of a cluster claim: the one definition for facts, simulators and polled statuses.
 *
 * <p>A node <em>claims</em> to lead when it acts and its role is leader. A node <em>follows</em> another when it acts and
 * believes that one to lead, in the term of both; one that claims follows itself. The <em>leader</em> is the node that
 * claims and that a quorum follows. Whoever is dead or stands still claims nothing and follows nobody.
 */
public final class Leadership {
    /** No node. */
    public static final int NOBODY = -1;

    private Leadership() {}

    /**
     * Whether such a fact may change who leads, who runs or which faults go on. Nearly all facts are of messages, timers
     * and heartbeats, which do not: a heartbeat changes nothing that {@code BecameFollower} has not told. Whoever needs no
     * more of a history may hear these alone.
     */
    public static boolean isTurn(Fact fact) {
        // One class after the other: a look for an interface costs more, and these are a hundred in a hundred and one.
        boolean frequent = fact instanceof MessageSent
                || fact instanceof MessageDelivered
                || fact instanceof HeartbeatHeard
                || fact instanceof TimerArmed
                || fact instanceof MessageLost;
        return !frequent && !(fact instanceof LinkFact || fact instanceof StoreFact);
    }

    public static boolean claims(Claims all, int node) {
        return all.role(node) == Role.LEADER && all.acts(node);
    }

    public static boolean follows(Claims all, int node, int whom) {
        return node == whom
                ? claims(all, node)
                : all.believed(node) == whom && all.term(node) == all.term(whom) && all.acts(node);
    }

    /** How many follow it, itself among them if it claims. */
    public static int followers(Claims all, int whom) {
        int count = 0;
        for (int node = 0; node < all.size(); node++) {
            count += follows(all, node, whom) ? 1 : 0;
        }
        return count;
    }

    /** The node that claims to lead and that a quorum follows, of the highest term; {@link #NOBODY} otherwise. */
    public static int leader(Claims all) {
        int found = NOBODY;
        for (int node = 0; node < all.size(); node++) {
            if (claims(all, node)
                    && (found == NOBODY || all.term(node) > all.term(found))
                    && followers(all, node) >= all.quorum()) {
                found = node;
            }
        }
        return found;
    }

    /**
     * How many members a node could lead: itself, and those that act and to which, and from which, no link is as bad as
     * this.
     */
    public static int reach(History history, int from, Damage.Wire bad) {
        int count = 1;
        for (NodeId member : history.members()) {
            int node = history.place(member);
            boolean linked = history.damage().wire(from, node).compareTo(bad) < 0
                    && history.damage().wire(node, from).compareTo(bad) < 0;
            count += node != from && history.acts(node) && linked ? 1 : 0;
        }
        return count;
    }

    /** All that claim to lead, followed or not, as bits. */
    public static long claimants(Claims all) {
        long bits = 0;
        for (int node = 0; node < all.size(); node++) {
            bits |= claims(all, node) ? 1L << node : 0;
        }
        return bits;
    }

    /**
     * Those who claim to lead against somebody, as bits: all beside the leader and, while nobody leads, those that a
     * quorum has followed in their term. One that was only just elected is no rival: its followers have not heard of it
     * yet; but two of them are.
     */
    public static long rivals(History history) {
        int leader = history.leader();
        long others = leader == NOBODY ? claimants(history) : claimants(history) & ~(1L << leader);
        long led = 0;
        for (int node = 0; others != 0 && node < history.size(); node++) {
            led |= history.nodes.ledTerm[node] == history.term(node) ? 1L << node : 0;
        }
        boolean all = leader != NOBODY || Long.bitCount(others & ~led) > 1;
        return all ? others : others & led;
    }

    /**
     * Whom {@code old-leader} means: a node that goes on claiming beside the leader, or else the last other one that was
     * elected; while nobody leads, the last one that was.
     *
     * @param leader as {@link #leader} found it
     */
    public static int oldLeader(Claims all, int leader, Succession elected) {
        if (leader != NOBODY) {
            for (int node = 0; node < all.size(); node++) {
                if (node != leader && claims(all, node)) {
                    return node;
                }
            }
        }
        return elected.last() == leader ? elected.beforeLast() : elected.last();
    }
}
