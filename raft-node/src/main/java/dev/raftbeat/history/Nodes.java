package dev.raftbeat.history;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FactsLost;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** What was told of each node, by its place. */
final class Nodes {
    /** Whether a node has a process, as far as anybody has said. */
    enum Life {
        UNKNOWN,
        /** Its process was started, and it has told nothing yet. */
        STARTING,
        UP,
        DEAD
    }

    private final Places places;
    int size;
    boolean[] isMember = new boolean[0];
    Life[] life = new Life[0];
    /** When {@link #life} became what it is. */
    long[] lifeNanos = new long[0];

    int[] boot = new int[0];
    long[] seq = new long[0];
    Role[] role = new Role[0];
    long[] term = new long[0];
    int[] believed = new int[0];
    int[] votedFor = new int[0];
    /** The last term in which a quorum followed it; 0 when none ever did. */
    long[] ledTerm = new long[0];

    Settings[] settings = new Settings[0];

    Nodes() {
        places = new Places();
    }

    Nodes(Nodes other) {
        places = new Places(other.places);
        size = other.size;
        isMember = other.isMember.clone();
        life = other.life.clone();
        lifeNanos = other.lifeNanos.clone();
        boot = other.boot.clone();
        seq = other.seq.clone();
        role = other.role.clone();
        term = other.term.clone();
        believed = other.believed.clone();
        votedFor = other.votedFor.clone();
        ledTerm = other.ledTerm.clone();
        settings = other.settings.clone();
    }

    /** Less than 0 for a node that was never heard of. */
    int find(NodeId node) {
        return places.find(node);
    }

    NodeId name(int node) {
        return places.name(node);
    }

    int place(NodeId node) {
        int known = find(node);
        return known >= 0 ? known : add(node);
    }

    private int add(NodeId node) {
        int at = places.of(node);
        size = places.size();
        isMember = Arrays.copyOf(isMember, size);
        life = Arrays.copyOf(life, size);
        lifeNanos = Arrays.copyOf(lifeNanos, size);
        boot = Arrays.copyOf(boot, size);
        seq = Arrays.copyOf(seq, size);
        role = Arrays.copyOf(role, size);
        term = Arrays.copyOf(term, size);
        believed = Arrays.copyOf(believed, size);
        votedFor = Arrays.copyOf(votedFor, size);
        ledTerm = Arrays.copyOf(ledTerm, size);
        settings = Arrays.copyOf(settings, size);
        life[at] = Life.UNKNOWN;
        lifeNanos[at] = Long.MIN_VALUE;
        role[at] = Role.UNKNOWN;
        believed[at] = Leadership.NOBODY;
        votedFor[at] = Leadership.NOBODY;
        return at;
    }

    /** Answers whether any of these was not known to be one. */
    boolean addMembers(List<NodeId> more) {
        boolean news = false;
        for (int i = 0; i < more.size(); i++) {
            int node = place(more.get(i));
            news |= !isMember[node];
            isMember[node] = true;
        }
        return news;
    }

    /** In the order people count them. */
    List<NodeId> members() {
        List<NodeId> all = new ArrayList<>();
        for (int node = 0; node < size; node++) {
            if (isMember[node]) {
                all.add(name(node));
            }
        }
        Collections.sort(all);
        return Collections.unmodifiableList(all);
    }

    long electionNanosMax() {
        long most = 0;
        for (int node = 0; node < size; node++) {
            most = settings[node] == null ? most : Math.max(most, settings[node].electionNanosMax());
        }
        return most;
    }

    /** Answers whether the fact is news: not of an earlier life, and not heard before. */
    boolean isNews(int node, StampedFact fact) {
        if (fact.fact() instanceof FactsLost) {
            // It stands in the place of a lost fact, perhaps an earlier place than the last fact that was heard.
            return true;
        }
        if (fact.boot() < boot[node] || (fact.boot() == boot[node] && fact.seq() <= seq[node])) {
            return false;
        }
        if (fact.boot() > boot[node] && boot[node] > 0) {
            forget(node);
        }
        if (fact.boot() > boot[node]) {
            up(node, fact.tNanos());
        }
        boot[node] = fact.boot();
        seq[node] = fact.seq();
        return true;
    }

    /** What it believed in an earlier life died with that. */
    void forget(int node) {
        role[node] = Role.UNKNOWN;
        believed[node] = Leadership.NOBODY;
    }

    /** In another term it has voted for nobody and knows no leader, until it tells. */
    void enter(int node, long newTerm) {
        if (newTerm != term[node]) {
            term[node] = newTerm;
            votedFor[node] = Leadership.NOBODY;
            believed[node] = Leadership.NOBODY;
        }
    }

    // The world's words and the node's own come in any order, so the later by the clock counts.

    /**
     * The node tells something in a new life. Of what happened in one moment the end of a process is the last, unless
     * another was started after it: a life may end in the moment in which it begins.
     */
    void up(int node, long tNanos) {
        if (life[node] != Life.DEAD || tNanos > lifeNanos[node]) {
            life[node] = Life.UP;
            lifeNanos[node] = Math.max(tNanos, lifeNanos[node]);
        }
    }

    /**
     * Its process was started. The world may tell of that when the node has told of its new life already. Answers whether
     * it changed anything.
     */
    boolean started(int node, long tNanos) {
        if (life[node] == Life.UP) {
            return false;
        }
        boolean later = tNanos > lifeNanos[node] || (tNanos == lifeNanos[node] && life[node] == Life.DEAD);
        if (!later) {
            return false;
        }
        life[node] = Life.STARTING;
        lifeNanos[node] = tNanos;
        forget(node);
        return true;
    }

    /** Its process has ended. Answers whether that changed anything. */
    boolean ended(int node, long tNanos) {
        if (life[node] == Life.DEAD || tNanos < lifeNanos[node]) {
            return false;
        }
        life[node] = Life.DEAD;
        lifeNanos[node] = tNanos;
        return true;
    }
}
