package dev.raftbeat.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.sim.SimCluster;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The same storms with and without evidence. */
class EvidenceNemesisTest {
    private static final int SEEDS = 40;

    /** Of single storms this cannot be asked: a leader that is found sooner may be the next one to be killed. */
    @Test
    void evidenceCausesNoMoreLeaderChanges() {
        int on = 0;
        int off = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            on += leaders(seed, true);
            off += leaders(seed, false);
        }
        System.out.println(SEEDS + " storms: " + on + " leaders with evidence, " + off + " without");
        assertThat(on).isLessThanOrEqualTo(off);
    }

    private static int leaders(long seed, boolean evidence) {
        Settings settings = Pace.LAN.settings().withEvidence(evidence);
        AtomicInteger leaders = new AtomicInteger();
        Judge judge = new Judge();
        SimCluster cluster = new SimCluster(SimOptions.of(new WorldSpec(5, settings, seed)), fact -> {
            judge.hear(fact);
            leaders.addAndGet(fact.fact() instanceof BecameLeader ? 1 : 0);
        });
        cluster.runFor(2_000_000_000L);
        RandomSchedule storm = new RandomSchedule(
                List.of(FaultKind.values()), settings.electionNanosMax(), new SplittableRandom(seed));
        for (RandomSchedule.Deed deed : storm.draw()) {
            cluster.runFor(deed.waitNanos());
            TypedLines.apply(cluster::apply, deed.line());
        }
        TypedLines.apply(cluster::apply, "heal");
        cluster.runFor(10_000_000_000L);
        assertThat(judge.violations()).as("seed " + seed).isEmpty();
        return leaders.get();
    }
}
