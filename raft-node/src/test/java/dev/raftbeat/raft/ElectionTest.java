package dev.raftbeat.raft;

import static dev.raftbeat.raft.Hand.DRAW;
import static dev.raftbeat.raft.Hand.LAN;
import static dev.raftbeat.raft.Hand.MS;
import static dev.raftbeat.raft.Hand.N1;
import static dev.raftbeat.raft.Hand.N2;
import static dev.raftbeat.raft.Hand.N3;
import static dev.raftbeat.raft.Hand.N4;
import static dev.raftbeat.raft.Hand.N5;
import static dev.raftbeat.raft.Hand.PLAIN;
import static dev.raftbeat.raft.Hand.nobody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Effects;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import dev.raftbeat.raft.RaftMessage.RequestVoteReply;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The paper's §5.2: how an election begins, is won, is lost, and is begun again. */
class ElectionTest {
    @Test
    void aServerStartsAsAFollowerOfNobody() {
        Hand n1 = Hand.follower(3, LAN, new Ballot(4, Optional.of(N2)));

        assertThat(n1.role()).isEqualTo(Role.FOLLOWER);
        assertThat(n1.leader()).isEmpty();
        assertThat(n1.state().ballot()).isEqualTo(new Ballot(4, Optional.of(N2)));
        assertThat(n1.facts()).containsExactly(new TimerArmed(ArmReason.BOOT, DRAW, n1.now() + DRAW));
        assertThat(n1.save()).isEmpty();
        assertThat(n1.sent()).isEmpty();
        assertThat(n1.effects().wakeAt()).isEqualTo(n1.now() + DRAW);
    }

    @Test
    void aLifeStartsOnce() {
        Hand n1 = Hand.follower(3, LAN, 0);

        assertThatThrownBy(() -> n1.core().start(n1.now())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aFollowerRemainsOneWhileItHearsItsLeader() {
        Hand n1 = Hand.follower(3, PLAIN, 4);
        for (int round = 1; round <= 100; round++) {
            n1.pass(DRAW - 1).wake().hear(N2, new AppendEntries(4, round));
        }

        assertThat(n1.role()).isEqualTo(Role.FOLLOWER);
        assertThat(n1.term()).isEqualTo(4);
        assertThat(n1.leader()).contains(N2);
    }

    @Test
    void aHeartbeatIsAnsweredAtOnceAndRestartsTheTimer() {
        Hand n1 = Hand.follower(3, PLAIN, 4).pass(50 * MS).hear(N2, new AppendEntries(4, 7));

        assertThat(n1.facts())
                .containsExactly(
                        new BecameFollower(4, Optional.of(N2)),
                        new HeartbeatHeard(N2, 4),
                        new TimerArmed(ArmReason.HEARTBEAT, DRAW, n1.now() + DRAW));
        assertThat(n1.reply()).isEqualTo(new AppendEntriesReply(4, 7, true));
        assertThat(n1.sentTo()).containsExactly(N2);
        assertThat(n1.save()).isEmpty();

        n1.hear(N2, new AppendEntries(4, 8));
        assertThat(n1.told()).containsExactly("HeartbeatHeard", "TimerArmed");
    }

    @Test
    void aSilentTimeoutBeginsAnElection() {
        Hand n1 = Hand.follower(5, PLAIN, 4).fire();

        assertThat(n1.facts())
                .containsExactly(
                        new TimerFired(DRAW, 0),
                        new BecameCandidate(5, false),
                        new VoteCounted(N1, 5, false, Optional.empty(), 1, 3),
                        new TimerArmed(ArmReason.CAMPAIGN, DRAW, n1.now() + DRAW));
        assertThat(n1.save()).contains(new Ballot(5, Optional.of(N1)));
        assertThat(n1.sentTo()).containsExactly(N2, N3, N4, N5);
        assertThat(n1.sent()).containsOnly(new RequestVote(5, 0, 0, 0));
        assertThat(n1.leader()).isEmpty();
    }

    @Test
    void aTimeoutBeforeItsTimeDoesNothingAndTwiceDoesItOnce() {
        Hand n1 = Hand.follower(5, PLAIN, 4).pass(DRAW - 1).wake();
        assertThat(n1.facts()).isEmpty();

        n1.pass(1).wake().wake();

        assertThat(n1.facts()).isEmpty();
        assertThat(n1.term()).isEqualTo(5);
    }

    @Test
    void aLateTimeoutTellsHowLate() {
        Hand n1 = Hand.follower(5, PLAIN, 4).pass(DRAW + 7 * MS).wake();

        assertThat(n1.facts()).startsWith(new TimerFired(DRAW, 7 * MS));
    }

    @Test
    void votesOfAMajorityForTheSameTermMakeALeader() {
        Hand n1 = Hand.candidate(5, PLAIN, 5).vote(N4);
        assertThat(n1.role()).isEqualTo(Role.CANDIDATE);
        assertThat(n1.facts()).containsExactly(new VoteCounted(N4, 5, false, Optional.of(new FactId(N4, 1, 1)), 2, 3));

        n1.vote(N2);

        assertThat(n1.role()).isEqualTo(Role.LEADER);
        assertThat(n1.leader()).contains(N1);
        assertThat(n1.told()).containsExactly("VoteCounted", "BecameLeader");
        assertThat(n1.facts(BecameLeader.class)).containsExactly(new BecameLeader(5, List.of(N1, N2, N4)));
        assertThat(n1.save()).isEmpty();
    }

    @Test
    void aNewLeaderSendsHeartbeatsAtOnceAndThenAtEachInterval() {
        Hand n1 = Hand.leader(3, PLAIN, 5);
        assertThat(n1.sentTo()).containsExactly(N2, N3);
        assertThat(n1.sent()).containsOnly(new AppendEntries(5, 1));
        assertThat(n1.effects().wakeAt()).isEqualTo(n1.now() + 50 * MS);
        assertThat(n1.state().timer().armed()).isEmpty();
        assertThat(n1.state().tally()).isEqualTo(VoteTally.EMPTY);

        n1.pass(50 * MS - 1).wake();
        assertThat(n1.sent()).isEmpty();
        n1.pass(1).wake();
        assertThat(n1.sent()).containsExactly(new AppendEntries(5, 2), new AppendEntries(5, 2));
    }

    @Test
    void votesAfterTheMajorityChangeNothing() {
        Hand n1 = Hand.leader(5, PLAIN, 5);
        RaftState before = n1.state();
        n1.vote(N4).vote(N5);

        assertThat(n1.facts()).isEmpty();
        assertThat(n1.state()).isEqualTo(before);
    }

    @Test
    void aDeniedVoteIsNotCounted() {
        Hand n1 = Hand.candidate(3, PLAIN, 5).hear(N2, new RequestVoteReply(5, false));

        assertThat(n1.role()).isEqualTo(Role.CANDIDATE);
        assertThat(n1.facts()).isEmpty();
    }

    @Test
    void aCandidateFollowsTheLeaderOfItsTerm() {
        Hand n1 = Hand.candidate(3, PLAIN, 5).hear(N2, new AppendEntries(5, 1));

        assertThat(n1.role()).isEqualTo(Role.FOLLOWER);
        assertThat(n1.told()).containsExactly("BecameFollower", "HeartbeatHeard", "TimerArmed");
        assertThat(n1.reply()).isEqualTo(new AppendEntriesReply(5, 1, true));
        assertThat(n1.votedFor()).contains(N1);
        assertThat(n1.save()).isEmpty();
    }

    @Test
    void aCandidateIgnoresTheLeaderOfAnOlderTerm() {
        Hand n1 = Hand.candidate(3, PLAIN, 5).hear(N2, new AppendEntries(4, 9));

        assertThat(n1.role()).isEqualTo(Role.CANDIDATE);
        assertThat(n1.reply()).isEqualTo(new AppendEntriesReply(5, 9, false));
    }

    @Test
    void aSplitVoteEndsInANewElectionOfTheNextTerm() {
        Hand n1 = Hand.candidate(5, PLAIN, 5).vote(N2).fire();

        assertThat(n1.term()).isEqualTo(6);
        assertThat(n1.state().tally().voters()).containsExactly(N1);
        assertThat(n1.save()).contains(new Ballot(6, Optional.of(N1)));
        assertThat(n1.sent()).containsOnly(new RequestVote(6, 0, 0, 0));
    }

    @Test
    void aClusterOfOneElectsItselfInOneStep() {
        Hand n1 = Hand.follower(1, LAN, 4).fire();

        assertThat(n1.role()).isEqualTo(Role.LEADER);
        assertThat(n1.save()).contains(new Ballot(5, Optional.of(N1)));
        assertThat(n1.told()).contains("BecamePreCandidate", "BecameCandidate", "BecameLeader");
        assertThat(n1.sent()).isEmpty();
        assertThat(n1.run(10_000 * MS).role()).isEqualTo(Role.LEADER);
    }

    @Test
    void aFollowerTellsEachChangeOfItsLeaderOnce() {
        Hand n1 = Hand.followerOfN2(3, PLAIN, 4).hear(N3, new AppendEntries(5, 1));

        assertThat(n1.told()).containsExactly("TermAdvanced", "BecameFollower", "HeartbeatHeard", "TimerArmed");
        assertThat(n1.facts(BecameFollower.class)).containsExactly(new BecameFollower(5, Optional.of(N3)));
        assertThat(n1.save()).contains(new Ballot(5, nobody()));
    }

    @Test
    void theLastTermIsNotCampaignedBeyond() {
        Hand n1 = Hand.follower(3, PLAIN, Ballot.TERM_MAX).fire();

        assertThat(n1.role()).isEqualTo(Role.FOLLOWER);
        assertThat(n1.told()).containsExactly("TimerFired", "TimerArmed");
        assertThat(n1.effects().wakeAt()).isBetween(n1.now() + 1, Effects.NEVER - 1);
    }

    @Test
    void everyInputAsksForTheSameWakeAsTheState() {
        Hand n1 = Hand.follower(3, PLAIN, 4);
        assertThat(n1.effects().wakeAt()).isEqualTo(n1.core().wakeAt());
        assertThat(n1.hear(N2, new AppendEntries(3, 1)).effects().wakeAt()).isEqualTo(n1.due());
        assertThat(n1.connectionLost(N2).effects().wakeAt()).isEqualTo(n1.due());
        assertThat(n1.hear(N2, N3, new AppendEntries(3, 1)).effects().wakeAt()).isEqualTo(n1.due());
    }
}
