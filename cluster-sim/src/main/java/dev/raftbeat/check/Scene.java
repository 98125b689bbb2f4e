package dev.raftbeat.check;

import dev.raftbeat.check.Wiring.Health;
import dev.raftbeat.check.Wiring.Wire;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactFold;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import dev.raftbeat.protocol.WorldFact.ProcessBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A whole cluster at one moment of time, as the facts up to then tell it: who runs, who hears whom, who believes what.
 * Nodes go by their place among the members.
 */
final class Scene extends FactFold<Void> {
    static final int NOBODY = -1;

    final List<NodeId> members;
    final int size;
    /** Those last told; null until then. */
    final Settings[] settings;

    final Standing[] standing;
    final long[] term;
    final int[] leader;
    private final boolean[] dead;
    /** When it died, until it is started again. */
    private final long[] diedNanos;

    private final SortedMap<Long, FaultBegan> active = new TreeMap<>();
    private Wiring wiring;
    private boolean aligned;
    private StampedFact now;
    /** The time of the last fact. */
    long nowNanos;
    /** When who runs, who hears whom, or a setting last changed, or somebody interfered; and the fact that did it. */
    long changedNanos;

    StampedFact changedBy;
    /** When a setting last changed, or somebody interfered. */
    long orderedNanos = Long.MIN_VALUE / 2;

    private boolean changed;
    private Core core;

    Scene(List<NodeId> members) {
        this.members = members;
        size = members.size();
        settings = new Settings[size];
        standing = new Standing[size];
        term = new long[size];
        leader = new int[size];
        dead = new boolean[size];
        diedNanos = new long[size];
        Arrays.fill(diedNanos, Long.MIN_VALUE);
        Arrays.fill(standing, Standing.UNHEARD);
        Arrays.fill(leader, NOBODY);
        wiring = new Wiring(members, List.of());
    }

    /** Takes in the next fact; answers whether who runs, who hears whom or a setting changed, or somebody interfered. */
    boolean take(StampedFact fact) {
        now = fact;
        nowNanos = fact.tNanos();
        changed = false;
        fact.fact().accept(this);
        if (changed) {
            changedNanos = nowNanos;
            changedBy = fact;
            core = null;
        }
        return changed;
    }

    // What is known.

    int quorum() {
        return size / 2 + 1;
    }

    boolean isDead(int node) {
        return dead[node];
    }

    boolean isPaused(int node) {
        return wiring.health[node] == Health.PAUSED;
    }

    boolean isDown(int node) {
        return isDead(node) || isPaused(node);
    }

    /** Whether it runs, was heard of, and neither its clock nor its disk is at fault. */
    boolean isWell(int node) {
        return !dead[node] && settings[node] != null && wiring.health[node] == Health.WELL;
    }

    Wire wire(int from, int to) {
        return wiring.wires[from][to];
    }

    /** Whether both are well and hear each other. */
    boolean isTwoWay(int a, int b) {
        return isWell(a) && isWell(b) && wire(a, b) == Wire.OPEN && wire(b, a) == Wire.OPEN;
    }

    boolean timersAligned() {
        return aligned;
    }

    boolean follows(int node, int whom, long inTerm) {
        return !dead[node] && leader[node] == whom && term[node] == inTerm && standing[node] != Standing.UNHEARD;
    }

    boolean leads(int node) {
        return !dead[node] && standing[node] == Standing.LEADER;
    }

    /** The node that leads and that a quorum follows, of the highest term; nobody otherwise. */
    int followed() {
        int found = NOBODY;
        for (int node = 0; node < size; node++) {
            if (leads(node) && !isPaused(node) && (found == NOBODY || term[found] < term[node])) {
                found = followers(node) >= quorum() ? node : found;
            }
        }
        return found;
    }

    private int followers(int whom) {
        int count = 0;
        for (int node = 0; node < size; node++) {
            count += follows(node, whom, term[whom]) ? 1 : 0;
        }
        return count;
    }

    Core core() {
        if (core == null) {
            core = Core.of(this);
        }
        return core;
    }

    OptionalInt at(NodeId node) {
        int index = members.indexOf(node);
        return index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }

    NodeId name(int node) {
        return members.get(node);
    }

    // What changes it.

    @Override
    protected Void otherwise(Fact fact) {
        return null;
    }

    private int teller() {
        return members.indexOf(now.node());
    }

    private Void believe(Standing next, long inTerm, int under) {
        int node = teller();
        if (node >= 0 && !dead[node]) {
            standing[node] = next;
            term[node] = inTerm;
            leader[node] = under;
        }
        return null;
    }

    @Override
    public Void booted(Booted fact) {
        int node = teller();
        if (node >= 0) {
            settings[node] = fact.settings();
            // Of facts of one moment the world's are taken first: this life may have ended in the moment in which it
            // began.
            if (dead[node] && diedNanos[node] == now.tNanos()) {
                return null;
            }
            dead[node] = false;
            believe(Standing.FOLLOWER, fact.term(), NOBODY);
            changed = true;
        }
        return null;
    }

    @Override
    public Void settingsChanged(SettingsChanged fact) {
        int node = teller();
        if (node >= 0) {
            settings[node] = fact.settings();
            ordered();
        }
        return null;
    }

    private void ordered() {
        orderedNanos = nowNanos;
        changed = true;
    }

    @Override
    public Void becameFollower(BecameFollower fact) {
        int under = fact.leader().map(members::indexOf).orElse(NOBODY);
        return believe(Standing.FOLLOWER, fact.term(), under);
    }

    @Override
    public Void becamePreCandidate(BecamePreCandidate fact) {
        return believe(Standing.PRE_CANDIDATE, fact.term(), NOBODY);
    }

    @Override
    public Void becameCandidate(BecameCandidate fact) {
        return believe(Standing.CANDIDATE, fact.term(), NOBODY);
    }

    @Override
    public Void becameLeader(BecameLeader fact) {
        return believe(Standing.LEADER, fact.term(), teller());
    }

    @Override
    public Void steppedDown(SteppedDown fact) {
        return believe(Standing.FOLLOWER, fact.term(), NOBODY);
    }

    @Override
    public Void termAdvanced(TermAdvanced fact) {
        int node = teller();
        return node < 0 ? null : believe(standing[node], fact.toTerm(), leader[node]);
    }

    @Override
    public Void transferBegan(TransferBegan fact) {
        ordered();
        return null;
    }

    @Override
    public Void faultBegan(FaultBegan fact) {
        if (fact.does(FaultEffect.Kind.ENDS)) {
            fact.nodes().forEach(this::dies);
        }
        if (fact.lasts()) {
            active.put(fact.fault(), fact);
            rewire();
        } else if (fact.kind().equals("action") || fact.kind().equals("setting")) {
            aligned = fact.does(FaultEffect.Kind.ALIGNS) || (aligned && !fact.does(FaultEffect.Kind.SPREADS));
            ordered();
        }
        return null;
    }

    @Override
    public Void faultNarrowed(FaultNarrowed fact) {
        if (active.computeIfPresent(fact.fault(), (number, before) -> before.left(fact)) != null) {
            rewire();
        }
        return null;
    }

    @Override
    public Void faultEnded(FaultEnded fact) {
        if (active.remove(fact.fault()) != null) {
            rewire();
        }
        return null;
    }

    private void rewire() {
        Wiring before = wiring;
        wiring = new Wiring(members, active.values());
        changed = changed
                || !Arrays.deepEquals(before.wires, wiring.wires)
                || !Arrays.equals(before.health, wiring.health);
    }

    @Override
    public Void processBegan(ProcessBegan fact) {
        at(fact.target()).ifPresent(node -> diedNanos[node] = Long.MIN_VALUE);
        return null;
    }

    @Override
    public Void processEnded(ProcessEnded fact) {
        dies(fact.target());
        return null;
    }

    private void dies(NodeId name) {
        at(name).ifPresent(node -> {
            if (!dead[node]) {
                standing[node] = Standing.UNHEARD;
                leader[node] = NOBODY;
                dead[node] = true;
                diedNanos[node] = now.tNanos();
                changed = true;
            }
        });
    }
}
