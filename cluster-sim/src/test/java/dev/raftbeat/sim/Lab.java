package dev.raftbeat.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A simulated cluster whose facts are kept and judged, with the words in which tests speak of it. */
final class Lab {
    static final long MILLI = 1_000_000;
    static final long SECOND = 1_000 * MILLI;

    final SimCluster cluster;
    final List<StampedFact> facts = new ArrayList<>();
    private final Judge judge = new Judge();

    Lab(SimOptions options) {
        cluster = new SimCluster(options, fact -> {
            facts.add(fact);
            judge.hear(fact);
        });
    }

    Lab(int nodes, long seed) {
        this(options(nodes, seed, Pace.LAN.settings()));
    }

    static SimOptions options(int nodes, long seed, Settings settings) {
        return SimOptions.of(new WorldSpec(nodes, settings, seed));
    }

    static NodeId node(int number) {
        return new NodeId("n" + number);
    }

    /** Lets the cluster find a leader that all follow, within two virtual seconds. */
    NodeId elect() {
        assertThat(cluster.runUntil(() -> cluster.leader().isPresent(), 2 * SECOND))
                .as("a leader within two seconds")
                .isTrue();
        cluster.runFor(100 * MILLI);
        return cluster.leader().orElseThrow();
    }

    void run(long nanos) {
        cluster.runFor(nanos);
    }

    /** Applies lines that must take effect, without trouble. */
    void apply(String lines) {
        World.Outcome outcome = TypedLines.apply(cluster::apply, lines);
        assertThat(outcome.done()).as(lines + ": " + outcome.sentence()).isTrue();
        assertThat(outcome.sentence()).as(lines).doesNotContain("(but ");
    }

    /** Forgets the facts so far. */
    void turnPage() {
        facts.clear();
    }

    <F extends Fact> List<StampedFact> told(Class<F> kind) {
        return facts.stream().filter(fact -> kind.isInstance(fact.fact())).toList();
    }

    <F extends Fact> List<F> told(Class<F> kind, NodeId by) {
        return facts.stream()
                .filter(fact -> kind.isInstance(fact.fact()) && fact.node().equals(by))
                .map(fact -> kind.cast(fact.fact()))
                .toList();
    }

    <F extends Fact> long count(Class<F> kind, NodeId by, Predicate<F> which) {
        return told(kind, by).stream().filter(which).count();
    }

    /** No invariant is broken. */
    void assertSafe() {
        assertThat(judge.violations()).as("seed " + cluster.options().seed()).isEmpty();
        assertThat(judge.verdict()).isNotEqualTo(Verdict.VIOLATED);
    }

    Judge judge() {
        return judge;
    }
}
