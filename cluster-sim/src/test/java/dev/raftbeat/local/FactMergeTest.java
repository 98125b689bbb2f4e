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
    void factsOfOneMomentKeepTheOrderInWhichTheyCame() {
        for (int seq = 1; seq <= 50; seq++) {
            merge.offer(fact(N1, 10, seq), 0);
        }

        assertThat(merge.due(60)).extracting(StampedFact::seq).isSorted().hasSize(50);
    }
}
