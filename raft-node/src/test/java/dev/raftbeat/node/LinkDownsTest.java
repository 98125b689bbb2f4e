package dev.raftbeat.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.NodeId;
import org.junit.jupiter.api.Test;

class LinkDownsTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");

    private final LinkDowns downs = new LinkDowns();

    private static FactId fact(long seq) {
        return new FactId(N1, 1, seq);
    }

    @Test
    void aPeerIsSuspectedBecauseOfItsOwnConnection() {
        downs.told(new LinkDown(N2, "reset"), fact(7));
        downs.told(new LinkDown(N3, "closed"), fact(8));
        assertThat(downs.of(N2)).contains(fact(7));
        assertThat(downs.of(N3)).contains(fact(8));
    }

    @Test
    void whatIsToldOfOthersIsNoCause() {
        downs.told(new LinkDown(N3, "closed"), fact(8));
        downs.told(new FrameRefused(RefusalReason.MALFORMED, "n2", "no JSON"), fact(9));
        assertThat(downs.of(N2))
                .as("only the connection that n2 had opened has ended")
                .isEmpty();
    }

    @Test
    void aConnectionThatIsUpAgainIsNoCause() {
        downs.told(new LinkDown(N2, "reset"), fact(7));
        downs.told(new LinkUp(N2), fact(8));
        assertThat(downs.of(N2)).isEmpty();
    }
}
