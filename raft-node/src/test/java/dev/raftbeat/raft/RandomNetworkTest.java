package dev.raftbeat.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.RaftMessage.RequestVoteReply;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Safety over many random runs, and proof that the same runs would have seen a core that breaks it. */
class RandomNetworkTest {
    private static final long MS = 1_000_000L;
    private static final long SEEDS = 600;

    private static RandomNetwork run(long seed, RaftRules rules) {
        RandomNetwork network = new RandomNetwork(seed, rules);
        network.runFaultsThenCalm(3_000 * MS, 2_000 * MS);
        return network;
    }

    @Test
    void noSeedBreaksSafetyAndEveryCalmEndsWithOneLeader() {
        long leaders = 0;
        long refusals = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            RandomNetwork network = run(seed, new RaftRules());
            assertThat(network.checks().violations()).as("seed %d", seed).isEmpty();
            assertThat(network.isStable()).as("seed %d is stable", seed).isTrue();
            leaders += network.checks().leadersSeen();
            refusals += network.checks().refusalsSeen();
        }
        // The runs must have reached what they are to test: elections, and messages to refuse.
        assertThat(leaders).isGreaterThan(2 * SEEDS);
        assertThat(refusals).isGreaterThan(SEEDS);
    }

    static Stream<Arguments> wrongRules() {
        return Stream.of(
                Arguments.of("votes for whoever asks", new RaftRules() {
                    @Override
                    public boolean mayGrantVote(RaftState state, NodeId candidate) {
                        return true;
                    }
                }),
                Arguments.of("counts votes of older terms", new RaftRules() {
                    @Override
                    public boolean countsVote(RaftState state, RequestVoteReply reply) {
                        return reply.granted();
                    }
                }),
                Arguments.of("counts a repeated vote again", new RaftRules() {
                    @Override
                    public boolean isNewVoter(VoteTally tally, NodeId voter) {
                        return true;
                    }
                }),
                Arguments.of("does not save its vote", new RaftRules() {
                    @Override
                    public boolean mustSave(Ballot before, Ballot after) {
                        return before.term() != after.term() && after.votedFor().isEmpty();
                    }
                }),
                Arguments.of("forgets its vote when it turns follower", new RaftRules() {
                    @Override
                    public Ballot ballotOfFollower(RaftState state, long term) {
                        return new Ballot(term, Optional.empty());
                    }
                }),
                Arguments.of("takes any other term for a newer one", new RaftRules() {
                    @Override
                    public boolean adoptsTerm(RaftState state, RaftMessage message) {
                        return super.adoptsTerm(state, message)
                                || (message instanceof RequestVoteReply && message.term() < state.term());
                    }
                }),
                Arguments.of("half is a majority", new RaftRules() {
                    @Override
                    public int quorum(int members) {
                        return members / 2;
                    }
                }),
                Arguments.of("forgets to vote for itself", new RaftRules() {
                    @Override
                    public Ballot ballotOfCandidate(RaftState state, NodeId self) {
                        return new Ballot(state.term() + 1, Optional.empty());
                    }
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongRules")
    void theSameRunsSeeAWrongRule(String what, RaftRules wrong) {
        boolean seen = LongStream.rangeClosed(1, SEEDS)
                .anyMatch(seed -> !run(seed, wrong).checks().violations().isEmpty());

        assertThat(seen).as("a core that %s is caught", what).isTrue();
    }
}
