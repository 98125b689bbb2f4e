package dev.raftbeat.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.StepDownReason;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.StoreFact.LeaseRanOut;
import dev.raftbeat.store.Writer.Standing;
import dev.raftbeat.store.Writer.Turn;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Times are in milliseconds, and a heartbeat is 50 of them. */
class WriterTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final Standing FOLLOWS = new Standing(OptionalLong.empty(), OptionalLong.empty());

    private final Writer writer = new Writer(N1, StoreGuard.FENCED);
    private final Writer leased = new Writer(N1, StoreGuard.lease(120_000_000));

    @Test
    void writesOnceAHeartbeatWhileItsNodeLeads() {
        assertThat(beat(writer, FOLLOWS, 0)).isEmpty();
        assertThat(beat(writer, leads(3, 0), 50)).isEmpty();
        assertThat(beat(writer, leads(3, 50), 100)).contains(new Write(N1, 3, 1));
        assertThat(beat(writer, leads(3, 100), 150)).contains(new Write(N1, 3, 2));
    }

    /** The write was begun in good faith, and the freeze, or whatever it was, came between. */
    @Test
    void whatWasBegunGoesOutWithoutAnotherLook() {
        beat(writer, leads(3, 0), 50);
        assertThat(beat(writer, FOLLOWS, 5_000)).contains(new Write(N1, 3, 1));
        assertThat(beat(writer, FOLLOWS, 5_050)).isEmpty();
    }

    @Test
    void aLaterTermIsALaterToken() {
        beat(writer, leads(3, 0), 50);
        beat(writer, FOLLOWS, 100);
        beat(writer, leads(5, 100), 150);
        assertThat(beat(writer, leads(5, 150), 200)).contains(new Write(N1, 5, 2));
    }

    /** The lease counts from when the acknowledged heartbeat was sent, and must last until the write is done. */
    @Test
    void beginsNothingThatItsLeaseWouldNotOutlast() {
        assertThat(turn(leased, leads(3, 0), 70)).isEqualTo(new Turn(Optional.empty(), Optional.empty()));
        assertThat(turn(leased, leads(3, 0), 71))
                .isEqualTo(new Turn(Optional.of(new Write(N1, 3, 1)), Optional.of(new LeaseRanOut(3, 120_000_000))));
        assertThat(turn(leased, leads(3, 0), 121)).isEqualTo(new Turn(Optional.empty(), Optional.empty()));
        assertThat(turn(leased, leads(3, 100), 150)).isEqualTo(new Turn(Optional.empty(), Optional.empty()));
        assertThat(turn(leased, leads(3, 100), 200).ranOut()).isPresent();
    }

    @Test
    void aLeaseBeginsWithTheFirstAcknowledgement() {
        Standing unheard = new Standing(OptionalLong.of(3), OptionalLong.empty());
        assertThat(turn(leased, unheard, 50)).isEqualTo(new Turn(Optional.empty(), Optional.empty()));
        assertThat(beat(leased, leads(3, 50), 100)).isEmpty();
        assertThat(beat(leased, leads(3, 100), 150)).contains(new Write(N1, 3, 1));
    }

    /** Another may be elected at any moment, however young the acknowledgements are. */
    @Test
    void aLeaseEndsWhenLeadershipIsHandedOver() {
        assertThat(turn(leased, leads(3, 0), 10)).isEqualTo(new Turn(Optional.empty(), Optional.empty()));
        WriterBelief belief = new WriterBelief(leased);
        belief.tell(fact(8, new TransferBegan(new NodeId("n2"), 3)));

        Standing unheard = new Standing(OptionalLong.of(3), OptionalLong.empty());
        assertThat(turn(leased, unheard, 60))
                .isEqualTo(new Turn(Optional.empty(), Optional.of(new LeaseRanOut(3, 120_000_000))));
        assertThat(turn(leased, unheard, 110)).isEqualTo(new Turn(Optional.empty(), Optional.empty()));
        assertThat(beat(leased, leads(3, 150), 160)).isEmpty();
        assertThat(beat(leased, leads(3, 200), 210)).contains(new Write(N1, 3, 2));
    }

    @Test
    void withoutALeaseATransferEndsNoWrite() {
        assertThat(beat(writer, leads(3, 0), 10)).isEmpty();
        writer.handOver();
        assertThat(beat(writer, leads(3, 0), 60)).contains(new Write(N1, 3, 1));
    }

    @Test
    void aNodeBelievesWhatItHasTold() {
        WriterBelief belief = new WriterBelief(leased);
        assertThat(belief.term()).isEmpty();
        belief.tell(fact(7, new BecameLeader(3, List.of(N1))));
        assertThat(belief.term()).hasValue(3);
        belief.tell(fact(9, new SteppedDown(3, StepDownReason.HIGHER_TERM)));
        assertThat(belief.term()).isEmpty();
        assertThat(belief.elected()).contains(new FactId(N1, 1, 7));
    }

    private static StampedFact fact(long seq, RoleFact fact) {
        return new StampedFact(0, N1, 1, seq, seq, Optional.empty(), fact);
    }

    private static Standing leads(long term, long heardMillis) {
        return new Standing(OptionalLong.of(term), OptionalLong.of(heardMillis * 1_000_000));
    }

    private static Optional<Write> beat(Writer writer, Standing standing, long millis) {
        return turn(writer, standing, millis).send();
    }

    private static Turn turn(Writer writer, Standing standing, long millis) {
        return writer.beat(standing, millis * 1_000_000, 50_000_000);
    }
}
