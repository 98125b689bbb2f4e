package dev.raftbeat.drive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Bounds;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.LifeFact.Stopped;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.wire.FactCodec;
import dev.raftbeat.wire.WireException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Lamport's clock is later than all that was heard, and no stamp that was made up uses its numbers up. */
class StamperTest {
    private static final Fact FACT = new Stopped("enough");
    private final Stamper stamper = new Stamper(new NodeId("n1"), 1, () -> 0, fact -> {});

    private long told() {
        return stamper.tell(FACT, Optional.empty()).lamport();
    }

    @Test
    void whatFollowsIsLaterThanWhatWasHeard() {
        assertThat(told()).isEqualTo(1);
        stamper.heard(7);
        assertThat(told()).isEqualTo(8);
        stamper.heard(3);
        assertThat(told()).isEqualTo(9);
        stamper.heard(Bounds.LAMPORT_LEAP_MAX);
        assertThat(told()).isEqualTo(Bounds.LAMPORT_LEAP_MAX + 1);
    }

    @Test
    void aStampThatNobodyCanHaveCountedToIsBelievedInPart() {
        stamper.heard(Ballot.TERM_MAX);
        assertThat(told()).isEqualTo(Bounds.LAMPORT_LEAP_MAX + Bounds.LAMPORT_STEP_MAX + 1);
    }

    @Test
    void aMillionFramesOfTheLargestStampLeaveRoomForALifetime() {
        for (int frame = 0; frame < 1_000_000; frame++) {
            stamper.heard(Ballot.TERM_MAX);
            told();
        }
        long left = Ballot.TERM_MAX - told();
        assertThat(left).as("facts that can still be told in their order").isGreaterThan(1L << 51);
    }

    /** Two that were both told the largest stamp, and hear each other, keep the order of their messages. */
    @Test
    void behindTheLeapNodesInTouchKeepTheirOrder() {
        Stamper other = new Stamper(new NodeId("n2"), 1, () -> 0, fact -> {});
        stamper.heard(Ballot.TERM_MAX);
        for (int message = 0; message < 1_000; message++) {
            for (int fact = 0; fact < 300; fact++) {
                told();
            }
            long sent = told();
            other.heard(sent);
            long delivered = other.tell(FACT, Optional.empty()).lamport();
            assertThat(delivered).isGreaterThan(message < 2 ? 0 : sent);
            stamper.heard(delivered);
        }
    }

    @Test
    void atTheLastNumberItStandsStillAndEveryFactCanStillBeRead() throws WireException {
        Stamper last = new Stamper(new NodeId("n1"), 1, () -> 0, fact -> {}).after(1, Ballot.TERM_MAX - 1);
        for (int i = 0; i < 3; i++) {
            var fact = last.tell(FACT, Optional.empty());
            assertThat(fact.lamport()).isEqualTo(Ballot.TERM_MAX);
            assertThat(FactCodec.read(FactCodec.line(fact))).isEqualTo(fact);
        }
    }
}
