package dev.raftbeat.sim;

import static dev.raftbeat.sim.Lab.MILLI;
import static dev.raftbeat.sim.Lab.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.LinkFact.PeerProvenDead;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failover on evidence in simulated clusters: a process that is gone is replaced at once, and nothing else is. */
class EvidenceTest {
    private static final Settings ON = Pace.LAN.settings().withEvidence(true);

    private static Lab lab(int nodes, long seed, boolean evidence) {
        return new Lab(Lab.options(nodes, seed, Pace.LAN.settings().withEvidence(evidence)));
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void aKilledLeaderIsReplacedWithinFifteenMilliseconds(int nodes) {
        List<Long> took = new ArrayList<>();
        for (long seed = 1; seed <= 100; seed++) {
            Lab lab = lab(nodes, seed, true);
            NodeId old = lab.elect();
            lab.turnPage();
            long killed = lab.cluster.now();
            lab.apply("kill " + old);
            lab.run(SECOND);
            took.add(lab.told(BecameLeader.class).get(0).tNanos() - killed);
            lab.assertSafe();
        }
        Collections.sort(took);
        assertThat(took.get(50)).isLessThan(15 * MILLI);
        assertThat(took.get(94)).isLessThan(40 * MILLI);
    }

    @Test
    void connectionsThatAreResetTenTimesASecondMoveNobody() {
        Lab lab = new Lab(Lab.options(3, 7, ON));
        NodeId leader = lab.elect();
        lab.turnPage();
        for (int i = 0; i < 600; i++) {
            lab.apply("reset leader <-> followers");
            lab.run(100 * MILLI);
        }
        assertThat(lab.cluster.leader()).contains(leader);
        assertThat(lab.told(BecamePreCandidate.class)).isEmpty();
        assertThat(lab.told(PeerProvenDead.class)).isEmpty();
        lab.assertSafe();
    }

    /** Nobody is gone, so evidence changes nothing: the same facts at the same nanosecond. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "partition leader | rest",
                "isolate leader",
                "cut leader -> followers",
                "cut followers -> leader",
                "pause leader",
                "blackhole leader -> followers",
                "blackhole followers -> leader",
                "stall disk leader",
                "reset leader -> follower",
            })
    void whereNobodyIsGoneItGoesAsWithoutEvidence(String fault) {
        assertThat(story(fault, true)).isEqualTo(story(fault, false));
    }

    private static List<String> story(String fault, boolean evidence) {
        Lab lab = lab(3, 5, evidence);
        lab.elect();
        lab.turnPage();
        lab.apply(fault);
        lab.run(3 * SECOND);
        lab.apply("heal");
        lab.run(2 * SECOND);
        lab.assertSafe();
        return lab.facts.stream()
                .filter(fact -> !(fact.fact() instanceof LinkUp))
                .map(StampedFact::toString)
                .toList();
    }

    @Test
    void aKillDuringAResetIsFoundAllTheSame() {
        for (long seed = 1; seed <= 20; seed++) {
            Lab lab = lab(3, seed, true);
            NodeId old = lab.elect();
            lab.apply("reset leader <-> followers");
            lab.run(seed * MILLI / 10);
            lab.turnPage();
            long killed = lab.cluster.now();
            lab.apply("kill " + old);
            lab.run(SECOND);
            assertThat(lab.told(BecameLeader.class).get(0).tNanos() - killed)
                    .as("seed " + seed)
                    .isLessThan(40 * MILLI);
        }
    }

    @Test
    void aRestartThatIsQuickerThanTheQuestionIsProofToo() {
        Lab lab = lab(3, 3, true);
        NodeId old = lab.elect();
        lab.turnPage();
        lab.apply("kill " + old);
        lab.apply("restart " + old);
        lab.run(SECOND);
        assertThat(lab.told(PeerProvenDead.class))
                .allSatisfy(
                        fact -> assertThat(fact.fact()).isEqualTo(new PeerProvenDead(old, 1, DeathProof.NEWER_BOOT)))
                .hasSize(2);
        assertThat(lab.told(BecameLeader.class)).hasSize(1);
        lab.assertSafe();
    }

    @Test
    void whereEvidenceIsOffNobodyAsks() {
        Lab lab = lab(3, 3, false);
        lab.apply("kill " + lab.elect());
        lab.run(SECOND);
        assertThat(lab.told(PeerProvenDead.class)).isEmpty();
    }
}
