package dev.raftbeat.check.liveness;

import dev.raftbeat.history.Damage;
import dev.raftbeat.history.History;
import dev.raftbeat.history.Leadership;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import java.util.List;
import java.util.OptionalInt;

/**
 * A whole cluster at one moment of time, as the facts up to then tell it, for those who judge a run: a {@link History},
 * and when something last changed that somebody did. Nodes go by their place among the members.
 */
final class ClusterState {
    static final int NOBODY = Leadership.NOBODY;

    final List<NodeId> members;
    final int size;
    private final History history;
    /** The time of the last fact. */
    long nowNanos;
    /** When who runs, who hears whom, or a setting last changed, or somebody interfered; and the fact that did it. */
    long changedNanos;

    StampedFact changedBy;
    /** When a setting last changed, or somebody interfered. */
    long orderedNanos = Long.MIN_VALUE / 2;

    private ElectableCore core;

    ClusterState(List<NodeId> members) {
        this.members = members;
        size = members.size();
        history = new History(members);
    }

    /** Takes in the next fact; answers whether who runs, who hears whom or a setting changed, or somebody interfered. */
    boolean take(StampedFact fact) {
        nowNanos = fact.tNanos();
        Damage before = history.damage();
        long dead = dead();
        boolean news = history.hear(fact);
        boolean ordered = news && isOrder(fact.fact());
        boolean up = news && fact.fact() instanceof Booted && !isDead(history.place(fact.node()));
        boolean changed = ordered
                || up
                || (dead() & ~dead) != 0
                || (before != history.damage() && !before.isSame(history.damage()));
        if (ordered) {
            orderedNanos = nowNanos;
        }
        if (changed) {
            changedNanos = nowNanos;
            changedBy = fact;
            core = null;
        }
        return changed;
    }

    private static boolean isOrder(Fact fact) {
        return fact instanceof SettingsChanged
                || fact instanceof TransferBegan
                || fact instanceof FaultBegan line
                        && (line.kind().equals("action") || line.kind().equals("setting"));
    }

    private long dead() {
        long bits = 0;
        for (int node = 0; node < size; node++) {
            bits |= isDead(node) ? 1L << node : 0;
        }
        return bits;
    }

    int quorum() {
        return history.quorum();
    }

    /** What it last told; null before it has. */
    Settings settings(int node) {
        return history.settings(node);
    }

    long term(int node) {
        return history.term(node);
    }

    /** Whether its process has ended, and no other has come up since. */
    boolean isDead(int node) {
        return history.isDead(node) || history.isStarting(node);
    }

    boolean isPaused(int node) {
        return history.isFrozen(node);
    }

    boolean isDown(int node) {
        return isDead(node) || isPaused(node);
    }

    /** Whether it runs, was heard of, and neither its clock nor its disk is at fault. */
    boolean isWell(int node) {
        return history.acts(node) && settings(node) != null && !history.damage().isUnwell(node);
    }

    /** How many a node may hear and be heard by, itself among them, were all that is unclear open. */
    int reach(int node) {
        return Leadership.reach(history, node, Damage.Wire.CUT);
    }

    /** Whether nothing gets through. */
    boolean isCut(int from, int to) {
        return history.damage().wire(from, to) == Damage.Wire.CUT;
    }

    /** Whether some gets through, or all of it late, or nobody can say: nothing follows from that. */
    boolean isUnclear(int from, int to) {
        return history.damage().wire(from, to) != Damage.Wire.OPEN && !isCut(from, to);
    }

    /** Whether both are well and hear each other. */
    boolean isTwoWay(int a, int b) {
        return isWell(a) && isWell(b) && isOpen(a, b) && isOpen(b, a);
    }

    private boolean isOpen(int from, int to) {
        return history.damage().wire(from, to) == Damage.Wire.OPEN;
    }

    boolean timersAligned() {
        return history.timersAligned();
    }

    boolean follows(int node, int whom) {
        return Leadership.follows(history, node, whom);
    }

    /** Whether its last word is that it leads, though it may stand still. */
    boolean leads(int node) {
        return history.role(node) == Role.LEADER && !isDead(node);
    }

    /** The node that leads and that a quorum follows; nobody otherwise. */
    int followed() {
        return history.leader();
    }

    ElectableCore core() {
        if (core == null) {
            core = ElectableCore.of(this);
        }
        return core;
    }

    OptionalInt at(NodeId node) {
        int place = history.place(node);
        return place < 0 || place >= size ? OptionalInt.empty() : OptionalInt.of(place);
    }

    NodeId name(int node) {
        return members.get(node);
    }
}
