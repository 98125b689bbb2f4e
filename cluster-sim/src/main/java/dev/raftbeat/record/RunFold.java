package dev.raftbeat.record;

import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.check.liveness.Liveness;
import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.history.History;
import dev.raftbeat.history.LateTimers;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.spacetime.NodeState;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.why.Excerpt;
import dev.raftbeat.why.Why;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Folds a run into what its report shows. Needs memory for at most {@value TimelineLane#PIECES_MAX} pieces a lane, and for
 * half as many facts as a replay holds, beside what the checks need, however long the run.
 */
final class RunFold implements FactSink {
    static final int BANDS_MAX = 1_000;
    /** Each may be a chain of a hundred steps. */
    static final int CAMPAIGNS_MAX = 500;

    final SortedMap<NodeId, TimelineLane<NodeState>> nodes = new TreeMap<>();
    final TimelineLane<LeaderState> leaders = new TimelineLane<>();
    final Judge invariants;
    final Judge liveness = new Judge(Liveness.all());
    final Excerpt excerpt = new Excerpt(Excerpt.ELECTIONS, RecordedRun.factsMax() / 2);
    Optional<Booted> firstBoot = Optional.empty();
    long facts;
    long faultsBegan;
    long firstNanos = Long.MAX_VALUE;
    long lastNanos = Long.MIN_VALUE;
    final LateTimers timers = new LateTimers();
    private final History history = new History();
    private Optional<Why> why = Optional.empty();
    /** Whether a quorum ever followed anybody. */
    boolean everLed;

    /**
     * @param leader the node that a quorum followed
     * @param term the one that it led in, or the highest known
     */
    record LeaderState(Optional<NodeId> leader, long term) {}

    /** @param invariants hears what is told here elsewhere */
    RunFold(Judge invariants) {
        this.invariants = invariants;
    }

    @Override
    public void tell(StampedFact fact) {
        facts++;
        firstNanos = Math.min(firstNanos, fact.tNanos());
        lastNanos = Math.max(lastNanos, fact.tNanos());
        liveness.hear(fact);
        excerpt.tell(fact);
        timers.hear(fact);
        faultsBegan += fact.fact() instanceof FaultBegan ? 1 : 0;
        if (fact.fact() instanceof Booted booted) {
            firstBoot = firstBoot.or(() -> Optional.of(booted));
        }
        if (history.hear(fact)) {
            note(fact);
        }
    }

    private void note(StampedFact fact) {
        int teller = history.place(fact.node());
        for (int node = 0; node < history.size(); node++) {
            if (teller < 0 || teller == node || nodes.size() < history.size()) {
                TimelineLane<NodeState> lane =
                        nodes.computeIfAbsent(history.name(node), ignored -> new TimelineLane<>());
                NodeState state = NodeState.of(history, node);
                if (state.isKnown() || !lane.isEmpty()) {
                    lane.note(fact.tNanos(), state);
                }
            }
        }
        boolean led = history.leader() >= 0;
        everLed |= led;
        leaders.note(
                fact.tNanos(),
                new LeaderState(history.nameOf(history.leader()), led ? history.leaderTerm() : history.term()));
    }

    /** What it runs with at the end, if it has told. */
    Optional<Settings> settings(NodeId node) {
        return Optional.ofNullable(history.settings(history.place(node)));
    }

    /** One E; 0 before any node has told of its settings. */
    long electionNanosMax() {
        return history.electionNanosMax();
    }

    /** Why its elections came about; the run must be over. */
    Why why() {
        if (why.isEmpty()) {
            why = Optional.of(new Why(excerpt));
        }
        return why.get();
    }

    /** The campaigns that can be explained, oldest first: the last {@value #CAMPAIGNS_MAX} of them. */
    List<StampedFact> explained() {
        List<StampedFact> whole =
                why().campaigns().stream().filter(excerpt::isWhole).toList();
        return whole.subList(Math.max(0, whole.size() - CAMPAIGNS_MAX), whole.size());
    }

    /** The first {@value #BANDS_MAX} lines that were obeyed, each for as long as any of it lasted. */
    List<FaultSpan> bands() {
        Map<FactId, FaultSpan> bands = new LinkedHashMap<>();
        why().faults().forEach(span -> bands.putIfAbsent(span.began().id(), span));
        return bands.values().stream().limit(BANDS_MAX).toList();
    }

    /** A time as it is shown. */
    String when(long nanos) {
        return Amounts.moment(nanos - firstNanos);
    }
}
