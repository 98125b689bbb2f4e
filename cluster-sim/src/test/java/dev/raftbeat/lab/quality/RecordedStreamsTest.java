package dev.raftbeat.lab.quality;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.History;
import dev.raftbeat.lab.detector.Detectors;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A recorded run taken apart into streams. */
class RecordedStreamsTest {
    private static final NodeId LEADER = new NodeId("n1");
    private static final NodeId FOLLOWER = new NodeId("n2");
    private static final long MILLI = 1_000_000L;

    private final RecordedStreams streams = new RecordedStreams();
    private long seq;

    private FactId tell(NodeId node, long millis, Fact fact) {
        seq++;
        streams.tell(new StampedFact(millis * MILLI, node, 1, seq, seq, Optional.empty(), fact));
        return new FactId(node, 1, seq);
    }

    private void beat(long millis, long term, boolean arrives) {
        FactId id = tell(LEADER, millis, new MessageSent(FOLLOWER, "AppendEntries", term));
        if (arrives) {
            tell(FOLLOWER, millis + 2, new MessageDelivered(id, LEADER, "AppendEntries", term, 0));
            tell(FOLLOWER, millis + 2, new HeartbeatHeard(LEADER, term));
        } else {
            tell(
                    FOLLOWER,
                    millis + 2,
                    new MessageLost(id, LEADER, FOLLOWER, "AppendEntries", term, LossReason.LOSS, Optional.empty()));
        }
    }

    @Test
    void eachTermOfALeaderIsAStreamWithItsNumbersLossesAndEnd() {
        tell(LEADER, 0, new Booted(0, Optional.empty(), List.of(), Pace.CLASS.settings(), 0, Optional.empty()));
        for (int i = 0; i < 40; i++) {
            beat(500L * i, 1, i != 20);
        }
        for (int i = 40; i < 60; i++) {
            beat(500L * i, 2, true);
        }
        tell(NodeId.WORLD, 500L * 59 + 100, new ProcessEnded(LEADER, "killed"));
        assertThat(streams.streams(21)).hasSize(1);
        List<HeartbeatStream> both = streams.streams(5);
        assertThat(both).hasSize(2);
        HeartbeatStream first = both.get(0);
        assertThat(first.name()).isEqualTo("n2 1 hears n1 in term 1");
        assertThat(first.intervalNanos()).isEqualTo(500 * MILLI);
        assertThat(first.size()).isEqualTo(39);
        assertThat(first.lost()).isEqualTo(1);
        assertThat(first.beat(20).sequence() - first.beat(19).sequence()).isEqualTo(2);
        assertThat(first.beat(5).arrived() - first.beat(5).sent()).isEqualTo(2 * MILLI);
        assertThat(first.crashed()).isEmpty();
        assertThat(both.get(1).crashed()).hasValue((500L * 59 + 100) * MILLI);
        Quality fixed = DetectorTrial.run(Detectors.parse("fixed 800ms"), both, 1);
        assertThat(fixed.mistakes()).isEqualTo(1);
        assertThat(fixed.killedMicros().getTotalCount()).isEqualTo(1);
        assertThat(fixed.killedMicros().getMaxValue()).isBetween(701_000L, 703_000L);
    }

    /** It stood still from the first pause to the moment in which none held it any more. */
    @Test
    void pausesThatOverlapAreOneStall() {
        NodeId other = new NodeId("n3");
        beat(50, 1, true);
        tell(NodeId.WORLD, 100, pause(1, FOLLOWER, other));
        tell(NodeId.WORLD, 200, pause(2, FOLLOWER));
        tell(NodeId.WORLD, 300, new FaultEnded(2, "resume n2"));
        tell(NodeId.WORLD, 400, new FaultNarrowed(1, "pause n3", List.of(other), List.of(), ""));
        tell(NodeId.WORLD, 500, new FaultEnded(1, "resume n3"));
        HeartbeatStream stream = streams.streams(1).get(0);
        assertThat(stream.stalls()).isEqualTo(Map.of(100 * MILLI, 400 * MILLI));
    }

    private static FaultBegan pause(long number, NodeId... nodes) {
        return History.began(number, "pause " + nodes[0], "fault", List.of(nodes), List.of(), "");
    }

    /** Of a recording that never ends as little is kept as of a long one. */
    @Test
    void whatIsKeptOfARecordingIsBounded() {
        FactId first = tell(LEADER, 0, new MessageSent(FOLLOWER, "AppendEntries", 0));
        for (int i = 0; i < RecordedStreams.UNDERWAY_MAX; i++) {
            tell(LEADER, 1, new MessageSent(FOLLOWER, "AppendEntries", 0));
        }
        tell(FOLLOWER, 2, new MessageDelivered(first, LEADER, "AppendEntries", 0, 0));
        tell(FOLLOWER, 2, new HeartbeatHeard(LEADER, 0));
        assertThat(streams.streams(1)).as("a heartbeat that was forgotten").isEmpty();
        for (int term = 1; term <= RecordedStreams.STREAMS_MAX + 5; term++) {
            beat(10L * term, term, true);
        }
        beat(200_000, 1, true);
        assertThat(streams.streams(1)).hasSize(RecordedStreams.STREAMS_MAX);
        assertThat(streams.streams(2)).extracting(HeartbeatStream::name).containsExactly("n2 1 hears n1 in term 1");
        assertThat(streams.leftOut()).isEqualTo(5);
    }
}
