package dev.raftbeat.history;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Folds the facts of a run into what they mean: who runs, who leads since when, which faults go on, what is stable. It
 * costs next to nothing a fact. {@link #copy} keeps a moment, for whoever wants to go back to it.
 *
 * <p>Facts of one node, and those of the world, must come in their order; across nodes any order will do. Facts of an
 * earlier life that come late, and facts heard before, change nothing. Nodes go by their places, given in the order in
 * which they are first heard of; a place never changes. All times are the host's monotonic nanoseconds. Not for use by two
 * threads.
 */
public final class History implements Claims {
    /** How many E of the same leader and the same term make a cluster stable. */
    public static final int STABLE_ELECTIONS = 4;

    final Nodes nodes;
    final Faults faults;
    private final Succession elected;
    private final LeaderClock clock;
    private final HistoryStep step;
    private List<NodeId> members = List.of();
    private Damage damage;
    private int worldBoot;
    private long worldSeq;
    private long firstNanos;
    private long nowNanos = Long.MIN_VALUE;
    private long atNanos;
    private int placed;
    private boolean stale;

    /** A history that learns its members from the first {@code Booted}. */
    public History() {
        this(List.of());
    }

    /** A history of these members; they have the places of this list. */
    public History(List<NodeId> members) {
        nodes = new Nodes();
        faults = new Faults();
        elected = new Succession();
        clock = new LeaderClock();
        damage = Damage.NONE;
        step = new HistoryStep(this);
        addMembers(members);
    }

    private History(History other) {
        nodes = new Nodes(other.nodes);
        faults = new Faults(other.faults);
        elected = new Succession(other.elected);
        clock = new LeaderClock(other.clock);
        step = new HistoryStep(this);
        members = other.members;
        damage = other.damage;
        worldBoot = other.worldBoot;
        worldSeq = other.worldSeq;
        firstNanos = other.firstNanos;
        nowNanos = other.nowNanos;
        placed = other.placed;
    }

    /** The same, to be told other facts from here on. */
    public History copy() {
        return new History(this);
    }

    /** Takes in one fact. Answers whether it was news: not of an earlier life, and not heard before. */
    public boolean hear(StampedFact fact) {
        NodeId teller = fact.node();
        atNanos = fact.tNanos();
        if (nowNanos == Long.MIN_VALUE) {
            firstNanos = atNanos;
            clock.begin(atNanos);
        }
        nowNanos = Math.max(nowNanos, atNanos);
        int node = nodes.find(teller);
        if (node < 0) {
            if (!teller.isMember()) {
                return teller.equals(NodeId.WORLD) && hearWorld(fact);
            }
            node = nodes.place(teller);
        }
        if (!nodes.isNews(node, fact)) {
            return false;
        }
        step.take(fact, node);
        settle();
        return true;
    }

    private boolean hearWorld(StampedFact fact) {
        if (fact.boot() < worldBoot || (fact.boot() == worldBoot && fact.seq() <= worldSeq)) {
            return false;
        }
        worldBoot = fact.boot();
        worldSeq = fact.seq();
        step.take(fact, Leadership.NOBODY);
        settle();
        return true;
    }

    // What changes it; called while a fact is taken in.

    void addMembers(List<NodeId> more) {
        if (nodes.addMembers(more)) {
            members = nodes.members();
            stale = true;
        }
    }

    void faultsChanged() {
        damage = Damage.of(nodes.size, faults.active(), nodes::find);
        stale = true;
    }

    void elected(int node, long ofTerm) {
        elected.elected(node, ofTerm);
    }

    /** Something changed that may decide who leads. */
    void changed() {
        stale = true;
    }

    void told(long ofTerm) {
        clock.told(ofTerm, atNanos);
    }

    /** Compares who leads now with who led. */
    private void settle() {
        if (placed != nodes.size) {
            placed = nodes.size;
            faultsChanged();
        }
        if (!stale) {
            return;
        }
        stale = false;
        int leader = Leadership.leader(this);
        boolean led = leader != Leadership.NOBODY;
        if (led) {
            nodes.ledTerm[leader] = nodes.term[leader];
        }
        clock.note(leader, led ? nodes.term[leader] : 0, led && allFollow(leader), atNanos);
    }

    private boolean allFollow(int whom) {
        for (int node = 0; node < nodes.size; node++) {
            if (nodes.isMember[node] && !Leadership.follows(this, node, whom)) {
                return false;
            }
        }
        return true;
    }

    // Nodes.

    /** How many nodes have a place: the members, and others that were heard of. */
    @Override
    public int size() {
        return nodes.size;
    }

    /** Of the members. More than there are nodes, while none is known. */
    @Override
    public int quorum() {
        return members.isEmpty() ? nodes.size + 1 : Quorum.of(members.size());
    }

    /** In the order people count them. */
    public List<NodeId> members() {
        return members;
    }

    /** The place of a node; {@link Leadership#NOBODY} for one that was never heard of. */
    public int place(NodeId node) {
        return nodes.find(node);
    }

    public NodeId name(int node) {
        return nodes.name(node);
    }

    /** As {@link #name}, for a place that may be nobody's. */
    public Optional<NodeId> nameOf(int node) {
        return node == Leadership.NOBODY ? Optional.empty() : Optional.of(nodes.name(node));
    }

    @Override
    public boolean acts(int node) {
        Nodes.Life life = nodes.life[node];
        return life != Nodes.Life.DEAD && life != Nodes.Life.STARTING && !damage.isFrozen(node);
    }

    /** Whether its process has ended, and no other was started since. */
    public boolean isDead(int node) {
        return nodes.life[node] == Nodes.Life.DEAD;
    }

    /** Whether its process was started and it has not told yet that it came up. */
    public boolean isStarting(int node) {
        return nodes.life[node] == Nodes.Life.STARTING;
    }

    /** Whether it is known to have a process that has come up; it may stand still. */
    public boolean isUp(int node) {
        return nodes.life[node] == Nodes.Life.UP;
    }

    /** Whether a fault makes it stand still. */
    public boolean isFrozen(int node) {
        return damage.isFrozen(node);
    }

    /** What it last told that it is, in its present or last life. */
    @Override
    public Role role(int node) {
        return nodes.role[node];
    }

    @Override
    public long term(int node) {
        return nodes.term[node];
    }

    @Override
    public int believed(int node) {
        return nodes.believed[node];
    }

    /** Its vote in its term, as far as it has told; {@link Leadership#NOBODY} otherwise. */
    public int votedFor(int node) {
        return nodes.votedFor[node];
    }

    /** Which life of the node this is, from 1; 0 before its first fact. */
    public int boot(int node) {
        return nodes.boot[node];
    }

    /** What it runs with, as it last told; null before it has. */
    public Settings settings(int node) {
        return nodes.settings[node];
    }

    /** One E: the greatest election timeout of any node, in nanoseconds; 0 before any has told. */
    public long electionNanosMax() {
        return nodes.electionNanosMax();
    }

    // Leaders.

    /** The node that leads and that a quorum follows; {@link Leadership#NOBODY} when there is none. */
    public int leader() {
        return clock.leader;
    }

    /** The term in which {@link #leader} leads; 0 when nobody does. */
    public long leaderTerm() {
        return clock.term;
    }

    /** Since when {@link #leader} is who it is, in its term; since when nobody leads, when nobody does. */
    public long leaderSinceNanos() {
        return clock.sinceNanos;
    }

    /** Time in which nobody led, from the first fact up to this time. */
    public long leaderlessNanos(long upToNanos) {
        return nowNanos == Long.MIN_VALUE ? 0 : clock.leaderlessNanos(upToNanos);
    }

    /** Whom {@code old-leader} means: see {@link Leadership#oldLeader}. */
    public int oldLeader() {
        return Leadership.oldLeader(this, clock.leader, elected);
    }

    /** Who was elected last, and who before. */
    public Succession elected() {
        return elected;
    }

    /** The highest term that anybody has told of. */
    public long term() {
        return clock.highestTerm;
    }

    /** Since when {@link #term} is what it is. */
    public long termSinceNanos() {
        return clock.highestSinceNanos;
    }

    /** How long the same node has led without a change of any term; empty while nobody leads. */
    public OptionalLong settledNanos(long upToNanos) {
        return clock.settledNanos(upToNanos);
    }

    /** Whether the same node has led without a change of any term for {@value #STABLE_ELECTIONS} E. */
    public boolean isStable(long upToNanos) {
        OptionalLong settled = settledNanos(upToNanos);
        return settled.isPresent() && settled.getAsLong() >= STABLE_ELECTIONS * electionNanosMax();
    }

    /** For how long every member has followed one leader of one term; empty while one does not. */
    public OptionalLong calmNanos(long upToNanos) {
        return clock.calmNanos(upToNanos);
    }

    // Faults.

    /** The faults that go on, oldest first; to be read at once, since the list changes with the next fact. */
    public List<FaultSpan> faults() {
        return faults.active();
    }

    /** The nodes of the last line that named any: what the word {@code same} means. */
    public List<NodeId> same() {
        return faults.same;
    }

    /** Whether one drawn election timeout holds for all nodes. */
    public boolean timersAligned() {
        return faults.aligned;
    }

    /** What these do to nodes and links. */
    public Damage damage() {
        return damage;
    }

    // Time.

    /** The time of the first fact; 0 before it. */
    public long firstNanos() {
        return firstNanos;
    }

    /** The time of the newest fact; the least of all longs before the first. */
    public long nowNanos() {
        return nowNanos;
    }
}
