package dev.raftbeat.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FactMergeTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");

    private final FactMerge merge = new FactMerge(60);

    private static StampedFact fact(NodeId node, long tNanos, long seq) {
        return new StampedFact(tNanos, node, 1, seq, seq, Optional.empty(), new LinkUp(N1));
    }

    @Test
    void factsOfSeveralNodesComeInTheOrderOfTheirTimes() {
        merge.offer(fact(N1, 10, 1), 100);
        merge.offer(fact(N1, 30, 2), 100);
        merge.offer(fact(N2, 20, 1), 120);

        assertThat(merge.due(159)).isEmpty();
        assertThat(merge.due(160)).extracting(StampedFact::tNanos).containsExactly(10L);
        assertThat(merge.due(180)).extracting(StampedFact::tNanos).containsExactly(20L, 30L);
    }

    @Test
    void aStreamThatIsBehindIsWaitedFor() {
        merge.expect(N1, 0);
        merge.expect(N2, 0);
        merge.offer(fact(N1, 100, 1), 110);
        merge.readTo(N1, 150, 150);
        assertThat(merge.due(200)).as("n2 may still tell something earlier").isEmpty();
        assertThat(merge.dueTo(200)).as("nothing is known of n2").isEqualTo(Long.MIN_VALUE);
        merge.offer(fact(N2, 90, 1), 210);
        merge.readTo(N1, 290, 290);
        assertThat(merge.due(300))
                .extracting(StampedFact::tNanos)
                .as("up to where n2 is read")
                .isEmpty();
        merge.readTo(N2, 295, 300);
        assertThat(merge.dueTo(300)).as("what is held back was not due").isEqualTo(89);
        assertThat(merge.due(300)).extracting(StampedFact::tNanos).containsExactly(90L, 100L);
        assertThat(merge.dueTo(300)).isEqualTo(240);
    }

    @Test
    void aStreamThatDoesNotComeOnIsGivenUpAfterAWhile() {
        merge.expect(N1, 0);
        merge.expect(N2, 0);
        merge.offer(fact(N1, 10, 1), 10);
        merge.readTo(N1, 1_790, 1_790);
        assertThat(merge.due(1_799)).isEmpty();
        assertThat(merge.due(1_800)).hasSize(1);
        merge.offer(fact(N2, 5, 1), 1_900);
        merge.readTo(N1, 1_900, 1_950);
        merge.readTo(N2, 1_950, 1_950);
        assertThat(merge.due(1_960)).as("what comes late is told all the same").hasSize(1);
    }

    @Test
    void factsOfOneMomentKeepTheOrderInWhichTheyCame() {
        for (int seq = 1; seq <= 50; seq++) {
            merge.offer(fact(N1, 10, seq), 0);
        }

        assertThat(merge.due(60)).extracting(StampedFact::seq).isSorted().hasSize(50);
    }
}
