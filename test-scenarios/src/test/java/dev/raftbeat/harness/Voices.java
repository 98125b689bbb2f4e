package dev.raftbeat.harness;

import dev.raftbeat.check.failover.SweepVoice;
import dev.raftbeat.check.liveness.SceneVoice;
import dev.raftbeat.fault.SelectorContext;
import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.history.History;
import dev.raftbeat.history.Leadership;
import dev.raftbeat.local.StatusVoice;
import dev.raftbeat.node.NodeVoice;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact;
import dev.raftbeat.record.ReportVoice;
import dev.raftbeat.scenario.expect.RunObservations;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.why.WhyVoice;
import dev.raftbeat.wire.NodeStatus;
import dev.raftbeat.world.ClusterView;
import dev.raftbeat.world.Leading;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Everybody who says who leads and which faults go on, fed with the same facts, and asked after each of them. What is
 * wrong is kept, not thrown, for it happens in the middle of a run.
 */
final class Voices implements FactSink {
    private static final int KEPT = 3;

    private final String run;
    private final List<NodeId> members;
    private final History history;
    private final RunObservations scenario;
    private final ClusterView view;
    private final Optional<Model> screen;
    private final SweepVoice failovers = new SweepVoice();
    private final SceneVoice liveness;
    private final Optional<ReportVoice> report;
    private final TreeMap<NodeId, NodeVoice> nodes = new TreeMap<>();
    private final List<StampedFact> ofWorld = new ArrayList<>();
    private final TreeMap<Long, SortedMap<Long, SortedSet<NodeId>>> faultsAt = new TreeMap<>();
    private final List<String> disagreements = new ArrayList<>();
    private Supplier<SelectorContext> selector = () -> null;
    private Optional<NodeId> status = Optional.empty();
    private boolean statusIsStale;
    private StampedFact now;
    private long facts;
    private long leads;

    /**
     * @param run what to call it
     * @param all whether those are asked, too, that judge every fact and so take most of the time: screen and report
     */
    Voices(String run, WorldSpec spec, boolean all) {
        this.run = run;
        members = spec.members();
        history = new History(members);
        scenario = new RunObservations(members, spec.settings(), 0);
        view = new ClusterView(members);
        screen = all ? Optional.of(new Model(run, members)) : Optional.empty();
        report = all ? Optional.of(new ReportVoice()) : Optional.empty();
        liveness = new SceneVoice(members);
        members.forEach(node -> nodes.put(node, new NodeVoice(node)));
    }

    /** Whom the words of the fault language mean, from here on. */
    void selectors(Supplier<SelectorContext> of) {
        selector = of;
    }

    RunObservations scenario() {
        return scenario;
    }

    /**
     * What became of a run.
     *
     * @param leads after how many of the facts somebody led
     */
    record Outcome(long facts, long leads, List<String> disagreements) {}

    @Override
    public void tell(StampedFact fact) {
        now = fact;
        facts++;
        history.hear(fact);
        scenario.tell(fact);
        view.hear(fact);
        screen.ifPresent(model -> model.hear(fact));
        report.ifPresent(fold -> fold.hear(fact));
        failovers.hear(fact);
        liveness.hear(fact);
        statusIsStale |= fact.node().isMember() ? nodes.get(fact.node()).hear(fact) : fact.fact() instanceof WorldFact;
        compareLeaders(Leadership.isTurn(fact.fact()));
        if (fact.fact() instanceof WorldFact) {
            ofWorld.add(fact);
            compareFaults();
        }
    }

    private void compareLeaders(boolean turn) {
        Optional<NodeId> leader = history.nameOf(history.leader());
        leads += leader.isPresent() ? 1 : 0;
        same("the checks of failovers", leader, failovers.leader());
        same("the liveness checks", leader, liveness.leader());
        same("run until leader", leader, scenario.leader().map(Leading::node));
        same("the view", leader, view.leader().map(Leading::node));
        SelectorContext words = turn ? selector.get() : null;
        if (words != null) {
            same("the selector leader", leader, words.leader());
            same("the selector old-leader", history.nameOf(history.oldLeader()), words.oldLeader());
        }
        if (turn) {
            same("the picture", leader, view.snapshot().leader().map(Leading::node));
            screen.ifPresent(
                    model -> same("the screen", leader, model.picture().leader().map(Leading::node)));
            report.ifPresent(fold -> same("the report", leader, fold.leader()));
        }
        if (statusIsStale) {
            statusIsStale = false;
            status = StatusVoice.leader(members, statuses());
        }
        same("status", leader, status);
    }

    private List<NodeStatus> statuses() {
        List<NodeStatus> all = new ArrayList<>();
        for (NodeId member : members) {
            int node = history.place(member);
            String state = history.isDead(node)
                    ? "dead"
                    : history.isFrozen(node) ? "paused" : history.isUp(node) ? "up" : "silent";
            all.add(state.equals("up") ? nodes.get(member).status() : NodeStatus.unreachable(member.name(), state, ""));
        }
        return all;
    }

    private void compareFaults() {
        List<FaultSpan> active = history.faults();
        same("the picture, of faults,", active, view.snapshot().faults());
        screen.ifPresent(
                model -> same("the screen, of faults,", active, model.picture().faults()));
        same("the checks of failovers, of faults,", active, failovers.faults());
        for (NodeId member : members) {
            boolean frozen = history.isFrozen(history.place(member));
            same("the liveness checks, of the frozen " + member, frozen, liveness.isFrozen(member));
            report.ifPresent(fold -> same("the report, of the frozen " + member, frozen, fold.isFrozen(member)));
        }
        SortedMap<Long, SortedSet<NodeId>> touched = new TreeMap<>();
        active.forEach(span -> touched.put(span.number(), new TreeSet<>(span.nodes())));
        faultsAt.put(now.tNanos(), touched);
    }

    /** What whoever injects faults holds for going on, between two lines. */
    void injector(Collection<Long> numbers) {
        same(
                "whoever injects faults",
                history.faults().stream().map(FaultSpan::number).toList(),
                List.copyOf(numbers));
    }

    /** To be called when the run is over: explanations look back. */
    Outcome end() {
        WhyVoice why = new WhyVoice(ofWorld);
        faultsAt.forEach((tNanos, faults) -> {
            same("why, at " + tNanos, faults, why.faultsAt(tNanos));
            report.ifPresent(fold -> same("the report, at " + tNanos, faults.keySet(), fold.faultsAt(tNanos)));
        });
        return new Outcome(facts, leads, disagreements);
    }

    private void same(String who, Object history, Object other) {
        if (!Objects.equals(history, other) && disagreements.size() < KEPT) {
            disagreements.add(run + ", fact " + facts + ", " + now.tNanos() + " " + now.node() + " " + now.fact() + ": "
                    + who + " says " + other + ", the history " + history);
        }
    }
}
