package dev.raftbeat.record;

import dev.raftbeat.check.failover.Failovers;
import dev.raftbeat.check.failover.FlapMeter;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.check.liveness.Liveness;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactFold;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.world.ClusterView;
import dev.raftbeat.world.Leading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Folds a run into what its report shows. Needs memory for at most {@value TimelineLane#PIECES_MAX} pieces a lane,
 * {@value #BANDS_MAX} faults and {@value ElectionLog#KEPT} elections, beside what the checks need, however long the run.
 */
final class RunFold implements FactSink {
    static final int BANDS_MAX = 1_000;
    private static final int FAULTS_REMEMBERED = 1_000;

    final SortedMap<NodeId, NodeTimeline> nodes = new TreeMap<>();
    final TimelineLane<LeaderState> leaders = new TimelineLane<>();
    final ElectionLog elections = new ElectionLog();
    final Judge invariants = new Judge();
    final Judge liveness = new Judge(Liveness.all());
    final Failovers failovers = new Failovers();
    final FlapMeter meter = new FlapMeter(Long.MAX_VALUE / 4);
    final List<FaultBand> bands = new ArrayList<>();
    final Map<FactId, String> faultTexts = new LinkedHashMap<>();
    Optional<Booted> firstBoot = Optional.empty();
    long facts;
    long faultsBegan;
    long firstNanos = Long.MAX_VALUE;
    long lastNanos = Long.MIN_VALUE;
    private final Map<Long, List<NodeId>> pauses = new TreeMap<>();
    private final ClusterView view = new ClusterView();
    private final ElectionCause causes = new ElectionCause(this);

    /**
     * @param leader the node that a quorum followed
     * @param term the one that it led in, or the highest known
     */
    record LeaderState(Optional<NodeId> leader, long term) {}

    /** @param toNanos {@code Long.MAX_VALUE} while it lasts; the same as {@code fromNanos} for what does not last */
    record FaultBand(long number, String text, String sentence, String kind, long fromNanos, long toNanos) {}

    @Override
    public void tell(StampedFact fact) {
        facts++;
        firstNanos = Math.min(firstNanos, fact.tNanos());
        lastNanos = Math.max(lastNanos, fact.tNanos());
        invariants.hear(fact);
        liveness.hear(fact);
        failovers.hear(fact);
        meter.hear(fact);
        view.hear(fact);
        fact.fact().accept(new Step(fact));
        if (fact.node().isMember()) {
            fact.fact().accept(node(fact.node()).fold(fact.tNanos()));
        }
        noteLeader(fact.tNanos());
    }

    private void noteLeader(long tNanos) {
        Optional<Leading> leading = view.leader();
        long term = leading.map(Leading::term)
                .orElseGet(() -> nodes.values().stream()
                        .mapToLong(story -> story.own().term())
                        .max()
                        .orElse(0));
        leaders.note(tNanos, new LeaderState(leading.map(Leading::node), term));
    }

    NodeTimeline node(NodeId id) {
        return nodes.computeIfAbsent(id, NodeTimeline::new);
    }

    /** What concerns more than the node that tells it. */
    private final class Step extends FactFold<Void> {
        private final StampedFact now;

        private Step(StampedFact now) {
            this.now = now;
        }

        @Override
        protected Void otherwise(Fact fact) {
            return null;
        }

        @Override
        public Void booted(Booted fact) {
            fact.members().forEach(RunFold.this::node);
            firstBoot = firstBoot.or(() -> Optional.of(fact));
            return null;
        }

        @Override
        public Void becameCandidate(BecameCandidate fact) {
            elections.began(now.tNanos(), now.node(), fact.term(), causes.of(node(now.node()), fact, now.tNanos()));
            return null;
        }

        @Override
        public Void becameLeader(BecameLeader fact) {
            elections.won(now.tNanos(), now.node(), fact.term(), fact.votes().size());
            return null;
        }

        @Override
        public Void becameFollower(BecameFollower fact) {
            elections.gaveUp(now.node(), fact.term(), fact.leader());
            return null;
        }

        @Override
        public Void messageLost(MessageLost fact) {
            if (fact.kind().equals("AppendEntries")) {
                node(fact.to()).missed(fact);
            }
            return null;
        }

        @Override
        public Void faultBegan(FaultBegan fact) {
            faultTexts.put(now.id(), fact.text());
            if (faultTexts.size() > FAULTS_REMEMBERED) {
                faultTexts.remove(faultTexts.keySet().iterator().next());
            }
            faultsBegan++;
            if (bands.size() < BANDS_MAX) {
                long to = fact.lasts() ? Long.MAX_VALUE : now.tNanos();
                bands.add(new FaultBand(fact.fault(), fact.text(), fact.sentence(), fact.kind(), now.tNanos(), to));
            }
            strike(fact);
            return null;
        }

        private void strike(FaultBegan fact) {
            boolean freezes = fact.does(FaultEffect.Kind.FREEZES);
            for (NodeId id : fact.nodes()) {
                if (fact.does(FaultEffect.Kind.ENDS)) {
                    died(id, "killed");
                } else if (freezes) {
                    node(id).paused(now.tNanos(), 1);
                } else if (fact.does(FaultEffect.Kind.CAMPAIGNS)) {
                    node(id).orderedNanos = OptionalLong.of(now.tNanos());
                }
            }
            if (freezes) {
                pauses.put(fact.fault(), fact.nodes());
            }
        }

        @Override
        public Void faultNarrowed(FaultNarrowed fact) {
            pauses.computeIfPresent(fact.fault(), (number, before) -> {
                before.stream()
                        .filter(id -> !fact.nodes().contains(id))
                        .forEach(id -> node(id).paused(now.tNanos(), -1));
                return fact.nodes();
            });
            return null;
        }

        @Override
        public Void faultEnded(FaultEnded fact) {
            bands.replaceAll(band -> band.number() == fact.fault() && band.toNanos() == Long.MAX_VALUE
                    ? new FaultBand(
                            band.number(), band.text(), band.sentence(), band.kind(), band.fromNanos(), now.tNanos())
                    : band);
            Optional.ofNullable(pauses.remove(fact.fault()))
                    .ifPresent(all -> all.forEach(id -> node(id).paused(now.tNanos(), -1)));
            return null;
        }

        @Override
        public Void processEnded(ProcessEnded fact) {
            died(fact.target(), fact.how());
            return null;
        }

        private void died(NodeId id, String how) {
            elections.ended(id);
            node(id).died(now.tNanos(), how);
        }
    }
}
