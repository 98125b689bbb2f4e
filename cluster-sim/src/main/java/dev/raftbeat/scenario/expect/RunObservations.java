package dev.raftbeat.scenario.expect;

import dev.raftbeat.check.failover.Failover;
import dev.raftbeat.check.failover.FlapMeter;
import dev.raftbeat.fault.FaultRefusedException;
import dev.raftbeat.fault.NodeSelector;
import dev.raftbeat.fault.SelectorContext;
import dev.raftbeat.history.History;
import dev.raftbeat.history.Leadership;
import dev.raftbeat.protocol.FactListener;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.world.Leading;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    private final List<NodeId> members;
    private final History history;
    private final FlapMeter meter = new FlapMeter();
    private final LeaderService service;
    private final ExecutedLines deeds = new ExecutedLines();
    private final MissingFacts unheard = new MissingFacts();
    private final Step step = new Step();
    private long electionNanos;
    private long heartbeatNanos;
    private long nowNanos;
    private Optional<Leading> leader = Optional.empty();
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
        history = new History(members);
        service = new LeaderService(history, beganNanos);
        nowNanos = beganNanos;
        pageNanos = beganNanos;
    }

    @Override
    public void tell(StampedFact fact) {
        nowNanos = Math.max(nowNanos, fact.tNanos());
        page.add(fact);
        history.hear(fact);
        meter.hear(fact);
        unheard.hear(fact);
        if (fact.fact() instanceof FaultBegan) {
            leaderAtLine = lastReign;
            waited();
        }
        deeds.hear(fact, heartbeatNanos, heartbeatNanosOf(fact.node()));
        step.take(fact);
        // Whoever did not hear BecameFollower, because it came later, learns it from a heartbeat.
        if (Leadership.isTurn(fact.fact()) || fact.fact() instanceof HeartbeatHeard) {
            noteLeader();
        }
    }

    private void noteLeader() {
        claimantsMax = Math.max(claimantsMax, claimants());
        Optional<Leading> now = history.nameOf(history.leader()).map(node -> new Leading(node, history.leaderTerm()));
        if (now.equals(leader)) {
            return;
        }
        leader = now;
        leaderOnPage |= now.isPresent();
        if (now.isPresent() && !now.equals(lastReign)) {
            firstReignOnPage |= lastReign.isEmpty();
            lastReign = now;
            reigns.add(now.get());
        }
    }

    private long heartbeatNanosOf(NodeId node) {
        int place = history.place(node);
        Settings its = place < 0 ? null : history.settings(place);
        return its == null ? heartbeatNanos : its.heartbeatNanos();
    }

    private int claimants() {
        return Long.bitCount(Leadership.claimants(history));
    }

    /** What is measured beside what the history knows. */
    private final class Step implements FactListener {
        private StampedFact now;

        void take(StampedFact fact) {
            now = fact;
            fact.fact().accept(this);
        }

        @Override
        public void on(Booted fact) {
            noteSettings();
        }

        @Override
        public void on(SettingsChanged fact) {
            noteSettings();
        }

        @Override
        public void on(BecameLeader fact) {
            leadersOfTerm
                    .computeIfAbsent(fact.term(), ignored -> new TreeSet<>())
                    .add(now.node());
            service.leads(now.node(), fact.term(), now.tNanos());
        }

        @Override
        public void on(MessageDelivered fact) {
            service.delivered(now, fact, electionNanos);
        }

        @Override
        public void on(FaultBegan fact) {
            if (fact.does(FaultEffect.Kind.FREEZES)) {
                fact.nodes().forEach(node -> service.halted(node, now.tNanos(), electionNanos));
            }
        }

        @Override
        public void on(ProcessEnded fact) {
            service.ended(fact.target(), now.tNanos(), electionNanos);
        }
    }

    private void noteSettings() {
        electionNanos = history.electionNanosMax();
        heartbeatNanos = members.stream()
                .map(member -> history.settings(history.place(member)))
                .filter(Objects::nonNull)
                .mapToLong(Settings::heartbeatNanos)
                .max()
                .orElse(heartbeatNanos);
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
        pageTerm = history.term();
        pageLeader = leader;
        claimantsMax = claimants();
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

    /** The greatest election timeout of any node: one E. */
    public long electionNanos() {
        return electionNanos;
    }

    public Optional<Leading> leader() {
        return leader;
    }

    /** The highest term that anybody has told of. */
    long term() {
        return history.term();
    }

    /** Whether a quorum follows another leader, or in a later term, than when the last line was carried out. */
    boolean hasNewLeader() {
        return leader.isPresent() && !leader.equals(leaderAtLine);
    }

    /** How long the same node has led without a change of any term; empty without a leader. */
    OptionalLong calmNanos() {
        return history.settledNanos(nowNanos);
    }

    /** The most nodes that became leader of one term, in the whole run. */
    long leadersPerTerm() {
        return leadersOfTerm.values().stream().mapToInt(SortedSet::size).max().orElse(0);
    }

    boolean isStable() {
        return history.isStable(nowNanos);
    }

    /** The nodes that a selector means now. */
    List<NodeId> resolve(NodeSelector selector) throws FaultRefusedException {
        return selector.resolve(SelectorContext.of(history), history.same());
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
        return history.term() - pageTerm;
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
