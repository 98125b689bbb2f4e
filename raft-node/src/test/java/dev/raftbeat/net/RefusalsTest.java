package dev.raftbeat.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private long now;
    private final List<FrameRefused> told = new ArrayList<>();
    private final Refusals refusals = new Refusals(() -> now, told::add);

    @Test
    void aFloodIsCountedWholeAndToldInPart() {
        for (int i = 0; i < 1_000; i++) {
            refusals.refuse(RefusalReason.MALFORMED, "10.0.0.1:7", "bad");
        }
        refusals.refuse(RefusalReason.TOO_LARGE, "10.0.0.1:7", "big");
        assertThat(told).hasSize(Refusals.TOLD_MAX + 1);
        now += 1_000_000_000L;
        refusals.refuse(RefusalReason.MALFORMED, "10.0.0.1:7", "bad");
        assertThat(told.get(told.size() - 1).detail()).isEqualTo("bad (and 980 more before)");
        assertThat(refusals.counts())
                .containsEntry(RefusalReason.MALFORMED, 1_001L)
                .containsEntry(RefusalReason.TOO_LARGE, 1L)
                .hasSize(2);
    }

    @Test
    void whatARemoteSaidIsMadeSafe() {
        refusals.refuse(RefusalReason.MALFORMED, "n1", "\u001b[31m\nred" + "x".repeat(200));
        assertThat(told.get(0).detail()).startsWith("\\u001b[31m redxxx").hasSize(80);
    }
}
