package dev.raftbeat.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.check.Violation;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import dev.raftbeat.raft.RaftMessage.RequestVoteReply;
import dev.raftbeat.raft.RaftRules;
import dev.raftbeat.raft.RaftState;
import dev.raftbeat.raft.VoteTally;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that are wrong in one way each are found out, and the way there is gone again by real nodes. */
class WrongRulesTest {

    /** A vote is forgotten whenever a node turns follower, within a term too. */
    private static final class ForgetsVoteOnStepDown extends RaftRules {
        @Override
        public Ballot ballotOfFollower(RaftState state, long term) {
            return new Ballot(term, Optional.empty());
        }
    }

    /** A vote of an older term counts. */
    private static final class CountsOldVotes extends RaftRules {
        @Override
        public boolean countsVote(RaftState state, RequestVoteReply reply) {
            return reply.granted();
        }
    }

    /** A denial counts as a vote. */
    private static final class CountsDenials extends RaftRules {
        @Override
        public boolean countsVote(RaftState state, RequestVoteReply reply) {
            return reply.term() == state.term();
        }
    }

    /** A vote that comes twice counts twice. */
    private static final class CountsDuplicates extends RaftRules {
        @Override
        public boolean isNewVoter(VoteTally tally, NodeId voter) {
            return true;
        }
    }

    /** Whoever asks gets a vote. */
    private static final class GrantsTwice extends RaftRules {
        @Override
        public boolean mayGrantVote(RaftState state, NodeId candidate) {
            return true;
        }
    }

    /** Nothing is ever written. */
    private static final class DoesNotSave extends RaftRules {
        @Override
        public boolean mustSave(Ballot before, Ballot after) {
            return false;
        }
    }

    /** A vote that follows a saved term is not saved itself. */
    private static final class SavesTermsOnly extends RaftRules {
        @Override
        public boolean mustSave(Ballot before, Ballot after) {
            return before.term() != after.term() && after.votedFor().isEmpty();
        }
    }

    /** A candidate does not vote for itself on paper. */
    private static final class ForgetsOwnVote extends RaftRules {
        @Override
        public Ballot ballotOfCandidate(RaftState state, NodeId self) {
            return new Ballot(state.term() + 1, Optional.empty());
        }
    }

    /** Half of the cluster is thought to be a quorum. */
    private static final class HalfIsEnough extends RaftRules {
        @Override
        public int quorum(int members) {
            return members / 2;
        }
    }

    /** @param judged empty for all */
    private record Case(RaftRules rules, ExplorationBounds bounds, List<Claim> judged, Claim broken) {}

    private static final List<Claim> LEADERS = List.of(Claim.ONE_LEADER);

    static Stream<Case> cases() {
        ExplorationBounds three = ExplorationBounds.of(3, 2);
        ExplorationBounds asking = three.withPreVote(true).withCheckQuorum(true);
        return Stream.of(
                new Case(new ForgetsVoteOnStepDown(), three, List.of(), Claim.ONE_VOTE),
                new Case(new ForgetsVoteOnStepDown(), three, LEADERS, Claim.ONE_LEADER),
                new Case(new CountsOldVotes(), three, List.of(), Claim.QUORUM),
                new Case(new CountsOldVotes(), three, LEADERS, Claim.ONE_LEADER),
                new Case(new CountsDenials(), three, List.of(), Claim.QUORUM),
                new Case(new CountsDuplicates(), ExplorationBounds.of(4, 1), List.of(), Claim.QUORUM),
                new Case(new CountsDuplicates(), ExplorationBounds.of(4, 1), LEADERS, Claim.ONE_LEADER),
                new Case(new GrantsTwice(), three, List.of(), Claim.ONE_VOTE),
                new Case(new GrantsTwice(), three, LEADERS, Claim.ONE_LEADER),
                new Case(new GrantsTwice(), asking, List.of(), Claim.ONE_VOTE),
                new Case(new GrantsTwice(), asking, LEADERS, Claim.ONE_LEADER),
                new Case(new DoesNotSave(), three, List.of(), Claim.SAVED_FIRST),
                new Case(new DoesNotSave(), three, List.of(Claim.TERMS_NEVER_FALL), Claim.TERMS_NEVER_FALL),
                new Case(new DoesNotSave(), three, LEADERS, Claim.ONE_LEADER),
                new Case(new SavesTermsOnly(), three, List.of(), Claim.SAVED_FIRST),
                new Case(new SavesTermsOnly(), three, List.of(Claim.ONE_VOTE), Claim.ONE_VOTE),
                new Case(new ForgetsOwnVote(), three, List.of(), Claim.SAVED_FIRST),
                new Case(new ForgetsOwnVote(), three, LEADERS, Claim.ONE_LEADER),
                new Case(new HalfIsEnough(), three, List.of(), Claim.QUORUM),
                new Case(new HalfIsEnough(), ExplorationBounds.of(4, 1), LEADERS, Claim.ONE_LEADER));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aWrongRuleIsFoundOutAndReplayed(Case wrong) {
        Variant variant = Variant.of(wrong.rules());
        Explorer explorer = wrong.judged().isEmpty()
                ? new Explorer(wrong.bounds(), variant)
                : new Explorer(wrong.bounds(), variant, wrong.judged());
        Counterexample found = explorer.explore().broken().orElseThrow();
        assertThat(found.claim()).isEqualTo(wrong.broken());
        assertThat(found.steps()).isNotEmpty();
        assertThat(found.scenario())
                .contains("cluster " + wrong.bounds().nodes())
                .contains("campaign n");
        assertThat(found.repeats())
                .as("played as a scenario:\n" + found.scenario())
                .isTrue();
        if (wrong.broken() == Claim.ONE_LEADER) {
            assertThat(found.violations()).extracting(Violation::invariant).contains("I1");
        }
    }

    @Test
    void aDriverThatSendsBeforeItSavesIsFoundOut() {
        Variant variant = new Variant(new RaftRules(), true);
        Counterexample unsaved = new Explorer(ExplorationBounds.of(3, 2), variant)
                .explore()
                .broken()
                .orElseThrow();
        assertThat(unsaved.claim()).isEqualTo(Claim.SAVED_FIRST);
        Counterexample leaders = new Explorer(ExplorationBounds.of(3, 2), variant, LEADERS)
                .explore()
                .broken()
                .orElseThrow();
        assertThat(leaders.violations()).extracting(Violation::invariant).contains("I1");
        assertThat(leaders.steps()).anyMatch(step -> step.contains("crashes before it saves"));
    }

    @Test
    void theWayIsAShortestOne() {
        Counterexample found = new Explorer(ExplorationBounds.of(3, 2), Variant.of(new GrantsTwice()), LEADERS)
                .explore()
                .broken()
                .orElseThrow();
        // Two campaigns, and each of the two votes for the other as well: nothing less elects both.
        assertThat(found.steps()).hasSize(6);
        assertThat(found.scenario().lines())
                .contains(
                        "cluster 3 election 400ms..600s heartbeat 60s prevote off checkquorum off evidence off seed 1")
                .contains("campaign n1", "campaign n2");
    }

    @Test
    void rulesThatThePictureCannotHoldAreRefused() {
        RaftRules deaf = new RaftRules() {
            @Override
            public boolean heartbeatResetsTimer() {
                return false;
            }
        };
        assertThatThrownBy(() -> new Explorer(ExplorationBounds.of(3, 2).withPreVote(true), Variant.of(deaf)).explore())
                .isInstanceOf(AbstractionException.class)
                .hasMessageContaining("election timer");
    }

    /** Or a node of another priority would be taken for one that stands for it. */
    @Test
    void priorityThatDiffersIsRefused() {
        assertThat(MessageContent.of(new AppendEntriesReply(2, 1, true), 0).term())
                .isEqualTo(2);
        assertThatThrownBy(() -> MessageContent.of(new AppendEntriesReply(2, 1, true, 3), 0))
                .isInstanceOf(AbstractionException.class)
                .hasMessageContaining("priorities");
    }
}
