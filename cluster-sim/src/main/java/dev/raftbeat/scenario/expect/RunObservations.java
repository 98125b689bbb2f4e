package dev.raftbeat.scenario.expect;

import dev.raftbeat.check.failover.Failover;
import dev.raftbeat.check.failover.FlapMeter;
import dev.raftbeat.fault.FaultRefusedException;
import dev.raftbeat.fault.NodeSelector;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.world.ClusterSnapshot;
import dev.raftbeat.world.ClusterView;
import dev.raftbeat.world.Leading;
import dev.raftbeat.world.NodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is known of a run: what was so all along, and what has happened since the page was turned, that is, since the
 * last expectations were judged. Not for use by two threads.
 */
public final class RunObservations implements FactSink {
    /** How many E of the same leader and the same term make a cluster stable. */
    static final int STABLE_ELECTIONS = 4;

    private final List<NodeId> members;
    private final ClusterView view;
    private final FlapMeter meter = new FlapMeter();
    private final LeaderService service;
    private final ExecutedLines deeds = new ExecutedLines();
    private final MissingFacts unheard = new MissingFacts();
    private final ObservationStep step = new ObservationStep(this);
    private final SortedMap<NodeId, Settings> settingsOf = new TreeMap<>();
    private final SortedSet<NodeId> claimants = new TreeSet<>();
    private long electionNanos;
    private long heartbeatNanos;
    private long nowNanos;
    private Optional<Leading> leader = Optional.empty();
    private long leaderSinceNanos;
    private long term;
    private long termSinceNanos;
    private Optional<Leading> leaderAtLine = Optional.empty();
    private Optional<Leading> lastReign = Optional.empty();
    private final SortedMap<Long, SortedSet<NodeId>> leadersOfTerm = new TreeMap<>();

    // Since the page was turned.
    private final List<StampedFact> page = new ArrayList<>();
    private final List<Leading> reigns = new ArrayList<>();
    private int mark;
    private long pageNanos;
    private long pageTerm;
    private Optional<Leading> pageLeader = Optional.empty();
    private int claimantsMax;
    private boolean firstReignOnPage;
    private boolean leaderOnPage;

    public RunObservations(List<NodeId> members, Settings settings, long beganNanos) {
        this.members = List.copyOf(members);
        electionNanos = settings.electionNanosMax();
        heartbeatNanos = settings.heartbeatNanos();
        view = new ClusterView(members);
        service = new LeaderService(beganNanos);
        nowNanos = beganNanos;
        pageNanos = beganNanos;
        leaderSinceNanos = beganNanos;
        termSinceNanos = beganNanos;
    }

    @Override
    public void tell(StampedFact fact) {
        nowNanos = Math.max(nowNanos, fact.tNanos());
        page.add(fact);
        view.hear(fact);
        meter.hear(fact);
        unheard.hear(fact);
        if (fact.fact() instanceof FaultBegan) {
            leaderAtLine = lastReign;
            waited();
        }
        deeds.hear(fact, heartbeatNanos);
        step.take(fact);
        noteLeader();
    }

    private void noteLeader() {
        Optional<Leading> now = view.leader();
        if (now.equals(leader)) {
            return;
        }
        leader = now;
        leaderSinceNanos = nowNanos;
        leaderOnPage |= now.isPresent();
        if (now.isPresent() && !now.equals(lastReign)) {
            firstReignOnPage |= lastReign.isEmpty();
            lastReign = now;
            reigns.add(now.get());
        }
    }

    void noteSettings(NodeId node, Settings told) {
        settingsOf.put(node, told);
        electionNanos = settingsOf.values().stream()
                .mapToLong(Settings::electionNanosMax)
                .max()
                .orElse(electionNanos);
        heartbeatNanos = settingsOf.values().stream()
                .mapToLong(Settings::heartbeatNanos)
                .max()
                .orElse(heartbeatNanos);
    }

    void noteTerm(long told) {
        if (told > term) {
            term = told;
            termSinceNanos = nowNanos;
        }
    }

    void noteLeader(NodeId node, long ofTerm) {
        leadersOfTerm.computeIfAbsent(ofTerm, ignored -> new TreeSet<>()).add(node);
    }

    void noteClaim(NodeId node, boolean claims) {
        if (claims ? claimants.add(node) : claimants.remove(node)) {
            claimantsMax = Math.max(claimantsMax, claimants.size());
        }
    }

    /** Time has come this far, whether or not anybody told anything. */
    public void passTo(long nanos) {
        nowNanos = Math.max(nowNanos, nanos);
    }

    /** What is waited for next must come from now on; a line of the fault language begins anew, too. */
    public void waited() {
        mark = page.size();
    }

    /** Where on the page stands what came since the last line, or since the last waiting ended. */
    int mark() {
        return mark;
    }

    /** What has happened up to now has been judged. */
    public void turnPage() {
        page.clear();
        mark = 0;
        reigns.clear();
        firstReignOnPage = false;
        leaderOnPage = leader.isPresent();
        pageNanos = nowNanos;
        pageTerm = term;
        pageLeader = leader;
        claimantsMax = claimants.size();
        service.turnPage(nowNanos);
        deeds.turnPage();
        unheard.turnPage();
    }

    // All along.

    long nowNanos() {
        return nowNanos;
    }

    List<NodeId> members() {
        return members;
    }

    int quorum() {
        return members.size() / 2 + 1;
    }

    LeaderService service() {
        return service;
    }

    /** The greatest election timeout of any node: one E. */
    public long electionNanos() {
        return electionNanos;
    }

    Optional<Leading> leader() {
        return leader;
    }

    /** The highest term that anybody has told of. */
    long term() {
        return term;
    }

    /** Whether a quorum follows another leader, or in a later term, than when the last line was carried out. */
    boolean hasNewLeader() {
        return leader.isPresent() && !leader.equals(leaderAtLine);
    }

    /** How long the same node has led without a change of any term; empty without a leader. */
    OptionalLong calmNanos() {
        return leader.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(nowNanos - Math.max(leaderSinceNanos, termSinceNanos));
    }

    /** The most nodes that became leader of one term, in the whole run. */
    long leadersPerTerm() {
        return leadersOfTerm.values().stream().mapToInt(SortedSet::size).max().orElse(0);
    }

    boolean isStable() {
        OptionalLong calm = calmNanos();
        return calm.isPresent() && calm.getAsLong() >= STABLE_ELECTIONS * electionNanos;
    }

    /** The nodes that a selector means now. */
    List<NodeId> resolve(NodeSelector selector) throws FaultRefusedException {
        ClusterSnapshot seen = view.snapshot();
        TreeSet<NodeId> dead = new TreeSet<>();
        TreeSet<NodeId> paused = new TreeSet<>();
        for (NodeView node : seen.nodes().values()) {
            if (node.life() == NodeView.Life.DEAD) {
                dead.add(node.id());
            } else if (node.life() == NodeView.Life.PAUSED) {
                paused.add(node.id());
            }
        }
        Optional<NodeId> leading = leader.map(Leading::node);
        return selector.resolve(
                new dev.raftbeat.fault.SelectorContext(members, leading, seen.oldLeader(), dead, paused), deeds.same());
    }

    // Since the page was turned.

    long pageNanos() {
        return pageNanos;
    }

    List<StampedFact> page() {
        return page;
    }

    /** Who began to be followed by a quorum, in that order. */
    List<Leading> reigns() {
        return reigns;
    }

    /** Who was followed by a quorum when the page was turned. */
    Optional<Leading> pageLeader() {
        return pageLeader;
    }

    boolean firstReignIsNoChange() {
        return firstReignOnPage && !reigns.isEmpty();
    }

    List<LeaderService.Gap> gaps() {
        return service.gaps(nowNanos, electionNanos);
    }

    long termGrowth() {
        return term - pageTerm;
    }

    int claimantsMax() {
        return claimantsMax;
    }

    List<Failover> failovers() {
        return meter.failovers().stream()
                .filter(failover -> failover.followedNanos() > pageNanos)
                .toList();
    }

    ExecutedLines deeds() {
        return deeds;
    }

    public boolean sawLeaderEver() {
        return lastReign.isPresent();
    }

    /** Whether no message is known of which its sender has not told. */
    public boolean heardAll() {
        return unheard.owesNothing();
    }

    /** Why facts may have happened that were not heard; empty if there is no such reason. */
    String unheard(boolean routineMatter) {
        return unheard.doubt(routineMatter);
    }

    /** Why what did not happen proves nothing; empty if it does. */
    String vacuity() {
        if (!leaderOnPage) {
            return "no leader was seen";
        }
        return deeds.idle()
                .map(deed -> "nothing shows that \"" + deed.began().text() + "\" acted")
                .orElse("");
    }
}
