package dev.raftbeat.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.StampedFact;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ElectionsTest {
    private final Elections elections = new Elections();
    private long seq;

    private long campaign(String node, long term) {
        seq++;
        return elections.hear(fact(node, seq, term));
    }

    private static StampedFact fact(String node, long seq, long term) {
        return new StampedFact(seq, new NodeId(node), 1, seq, seq, Optional.empty(), new BecameCandidate(term, false));
    }

    @Test
    void aTermIsOneElectionHoweverManyCampaignInIt() {
        assertThat(campaign("n1", 1)).isEqualTo(1);
        assertThat(campaign("n2", 2)).isEqualTo(2);
        assertThat(campaign("n3", 2)).isEqualTo(2);
        assertThat(campaign("n1", 5)).isEqualTo(3);
        assertThat(elections.count()).isEqualTo(3);
        assertThat(elections.campaigns()).isEqualTo(4);
        assertThat(elections.number(2)).isEqualTo(2);
        assertThat(elections.number(3)).isZero();
    }

    /** A number that was given stays: it has been shown to somebody. */
    @Test
    void aLowerTermThatIsHeardOfLateHasTheNextNumber() {
        campaign("n1", 5);
        assertThat(campaign("n2", 3)).isEqualTo(2);
        assertThat(elections.number(5)).isEqualTo(1);
    }

    @Test
    void aFactThatIsHeardTwiceCountsOnce() {
        elections.hear(fact("n1", 7, 4));
        elections.hear(fact("n1", 7, 4));
        assertThat(elections.count()).isEqualTo(1);
        assertThat(elections.campaigns()).isEqualTo(1);
    }

    @Test
    void toAskWhetherOneWouldWinIsNoCampaign() {
        assertThat(elections.hear(new StampedFact(
                        1, new NodeId("n1"), 1, 1, 1, Optional.empty(), new BecamePreCandidate(1, 1, false))))
                .isZero();
        assertThat(elections.count()).isZero();
    }

    @Test
    void allAreCountedThoughOldOnesAreForgotten() {
        for (long term = 1; term <= 3L * Elections.REMEMBERED; term++) {
            assertThat(campaign("n1", term)).isEqualTo(term);
        }
        assertThat(elections.count()).isEqualTo(3L * Elections.REMEMBERED);
        assertThat(elections.number(1)).isZero();
    }
}
