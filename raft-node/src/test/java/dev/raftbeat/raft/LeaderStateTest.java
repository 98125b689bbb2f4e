package dev.raftbeat.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.NodeId;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LeaderStateTest {
    private static final int FEW = LeaderState.ROUNDS_MIN;

    @Test
    void soManyPeersWereHeardAtTheTimeThatStandsThereWhenAllAreSorted() {
        SplittableRandom random = new SplittableRandom(3);
        for (int peers = 1; peers <= 8; peers++) {
            for (int i = 0; i < 100; i++) {
                TreeMap<NodeId, LeaderState.Ack> acks = new TreeMap<>();
                for (int peer = 0; peer < peers; peer++) {
                    // Few different times, so that some are equal; and a monotonic clock may stand below zero.
                    acks.put(new NodeId("n" + peer), new LeaderState.Ack(1, random.nextLong(-3, 4)));
                }
                long[] sorted = acks.values().stream()
                        .mapToLong(LeaderState.Ack::heardAt)
                        .sorted()
                        .toArray();
                LeaderState led = new LeaderState(1, 0, List.of(), acks, 0);
                for (int needed = 1; needed <= peers; needed++) {
                    assertThat(led.heardFrom(needed)).isEqualTo(sorted[peers - needed]);
                }
            }
        }
    }

    @Test
    void itKnowsWhenTheLastRoundsWereSentAndNothingOfEarlierOnes() {
        LeaderState led = LeaderState.begun(List.of(new NodeId("n2")), 0, 0);
        for (int round = 1; round <= FEW + 5; round++) {
            led = led.withRoundSent(10L * round, 0, 1);
        }
        assertThat(led.sentAt()).hasSize(FEW).startsWith(60L).endsWith(10L * (FEW + 5));
        assertThat(led.sentAt(5)).isEmpty();
        assertThat(led.sentAt(6)).isEqualTo(OptionalLong.of(60));
        assertThat(led.sentAt(FEW + 5)).isEqualTo(OptionalLong.of(10L * (FEW + 5)));
        assertThat(led.sentAt(FEW + 6)).isEmpty();
    }

    @Test
    void roundsWithinTheWindowAreAllRememberedUpToABound() {
        LeaderState led = LeaderState.begun(List.of(new NodeId("n2")), 0, 0);
        for (int round = 1; round <= 1_000; round++) {
            led = led.withRoundSent(10L * round, 0, 2_500);
        }
        assertThat(led.sentAt()).hasSize(251).startsWith(7_500L);
        for (int round = 1; round <= LeaderState.ROUNDS_MAX; round++) {
            led = led.withRoundSent(10_000, 0, Long.MAX_VALUE / 2);
        }
        assertThat(led.sentAt()).hasSize(LeaderState.ROUNDS_MAX);
    }

    @Test
    void roundsSentLaterDoNotShowInAnEarlierOne() {
        LeaderState first = LeaderState.begun(List.of(new NodeId("n2")), 0, 0).withRoundSent(10, 20, 1);
        LeaderState second = first.withRoundSent(20, 30, 1);
        assertThat(first.sentAt()).containsExactly(10L);
        assertThat(second).isEqualTo(new LeaderState(2, 30, List.of(10L, 20L), first.acks(), 0));
    }

    @Test
    void everyMessageIsOfTheKindThatItsRecordIsCalled() {
        List<RaftMessage> one = List.of(
                new RaftMessage.PreVoteRequest(1, 1, 0, 0, 0),
                new RaftMessage.PreVoteReply(1, 1, true),
                new RaftMessage.RequestVote(1, 0, 0, 0),
                new RaftMessage.RequestVoteReply(1, true),
                new RaftMessage.AppendEntries(1, 1),
                new RaftMessage.AppendEntriesReply(1, 1, true),
                new RaftMessage.TimeoutNow(1, 9));
        assertThat(one).hasSize(RaftMessage.class.getPermittedSubclasses().length);
        assertThat(one)
                .allSatisfy(message ->
                        assertThat(message.kind()).isEqualTo(message.getClass().getSimpleName()));
    }
}
