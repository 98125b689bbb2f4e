package dev.raftbeat.sim;

import static dev.raftbeat.sim.Lab.MILLI;
import static dev.raftbeat.sim.Lab.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.LinkFact.PeerProvenDead;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.Settings;
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
}
