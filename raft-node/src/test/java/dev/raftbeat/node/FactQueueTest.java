package dev.raftbeat.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FactsLost;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FactQueueTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final Fact ROUTINE = new HeartbeatHeard(N1, 1);
    private static final Fact NOTABLE = new LinkUp(N1);

    private long seq;

    private StampedFact next(Fact fact) {
        seq++;
        return new StampedFact(seq, N1, 1, seq, seq, Optional.empty(), fact);
    }

    @Test
    void aReaderThatKeepsUpGetsEverythingInOrder() throws InterruptedException {
        FactQueue queue = new FactQueue(List.of(next(NOTABLE)));
        queue.offer(next(ROUTINE));
        queue.offer(next(NOTABLE));

        assertThat(queue.take(1).orElseThrow()).extracting(StampedFact::seq).containsExactly(1L, 2L, 3L);
        assertThat(queue.take(1)).contains(List.of());
    }

    @Test
    void aSlowReaderLosesRoutineFactsAloneAndIsToldHowMany() throws InterruptedException {
        FactQueue queue = new FactQueue(List.of());
        for (int i = 0; i < 5_000; i++) {
            queue.offer(next(ROUTINE));
        }
        queue.offer(next(NOTABLE));
        List<StampedFact> taken = queue.take(1).orElseThrow();

        assertThat(taken).hasSize(4_096 + 1 + 1);
        assertThat(taken.get(4_096).fact()).isEqualTo(NOTABLE);
        assertThat(taken.get(4_097).fact()).isEqualTo(new FactsLost(5_000 - 4_096));
        assertThat(taken.get(4_097).seq())
                .as("that of the last fact that was lost")
                .isEqualTo(5_000);
    }

    @Test
    void aReaderThatStoppedReadingIsLetGoBeforeItCostsTheNodeItsMemory() throws InterruptedException {
        FactQueue queue = new FactQueue(List.of());
        for (int i = 0; i < 70_000; i++) {
            queue.offer(next(NOTABLE));
        }

        assertThat(queue.take(1).orElseThrow()).hasSize(65_536);
        assertThat(queue.take(1)).isEmpty();
    }

    @Test
    void aClosedQueueIsReadToItsEnd() throws InterruptedException {
        FactQueue queue = new FactQueue(List.of());
        queue.offer(next(NOTABLE));
        queue.close();
        queue.offer(next(NOTABLE));

        assertThat(queue.take(1).orElseThrow()).hasSize(1);
        assertThat(queue.take(1)).isEmpty();
    }
}
