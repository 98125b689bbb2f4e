package dev.raftbeat.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FactsLost;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FactGapsTest {
    private static final NodeId N1 = new NodeId("n1");

    private final FactGaps gaps = new FactGaps();

    private Optional<Long> lostBefore(int boot, long seq, boolean again) {
        StampedFact fact = new StampedFact(seq, N1, boot, seq, seq, Optional.empty(), new LinkUp(N1));
        return gaps.before(fact, again).map(lost -> {
            assertThat(lost.seq()).isEqualTo(seq - 1);
            return ((FactsLost) lost.fact()).count();
        });
    }

    @Test
    void whatWasToldBeforeTheReaderCameIsNotLost() {
        assertThat(lostBefore(3, 5, true)).isEmpty();
        assertThat(lostBefore(3, 90, true)).isEmpty();
        assertThat(lostBefore(3, 100, false)).isEmpty();
        assertThat(lostBefore(3, 101, false)).isEmpty();
    }

    @Test
    void whatAReaderMissedWhoHadComeIsCounted() {
        assertThat(lostBefore(1, 1, false)).isEmpty();
        assertThat(lostBefore(1, 4, false)).as("2 and 3").contains(2L);
        assertThat(lostBefore(1, 5, false)).isEmpty();
        assertThat(lostBefore(1, 8, true)).isEmpty();
        assertThat(lostBefore(1, 9, true)).isEmpty();
        assertThat(lostBefore(1, 11, false))
                .as("6, 7 and 10: two were told again")
                .contains(3L);
        assertThat(lostBefore(2, 3, false)).as("1 and 2 of the next life").contains(2L);
        assertThat(lostBefore(2, 4, false)).isEmpty();
    }
}
