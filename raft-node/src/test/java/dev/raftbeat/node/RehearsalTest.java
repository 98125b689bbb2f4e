package dev.raftbeat.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LinkFact.PeerProvenDead;
import dev.raftbeat.protocol.LinkFact.PeerSuspected;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.PreVoteGranted;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final int ELECTIONS = 30;
    /** The clock here counts steps; an election takes about fifty. */
    private static final int STEPS_MAX = 20_000;

    private final List<StampedFact> facts = new ArrayList<>();
    private final AtomicLong clock = new AtomicLong();

    private int play(int most, long nanosMax) {
        return new Rehearsal(facts::add).play(most, clock::incrementAndGet, nanosMax);
    }

    @Test
    void everyLeaderIsAnotherThanTheOneBeforeAndHasBeenHeard() {
        assertThat(play(ELECTIONS, STEPS_MAX)).isEqualTo(ELECTIONS);
        List<NodeId> leaders = facts.stream()
                .filter(fact -> fact.fact() instanceof BecameLeader)
                .map(StampedFact::node)
                .toList();
        assertThat(leaders).hasSize(ELECTIONS);
        for (int i = 1; i < ELECTIONS; i++) {
            assertThat(leaders.get(i)).isNotEqualTo(leaders.get(i - 1));
        }
        assertThat(facts.stream().filter(fact -> fact.fact() instanceof HeartbeatHeard))
                .hasSizeGreaterThan(ELECTIONS);
    }

    @Test
    void itHasEveryStepOfAnElection() {
        play(ELECTIONS, STEPS_MAX);
        Set<Class<?>> kinds = facts.stream().map(fact -> fact.fact().getClass()).collect(Collectors.toSet());
        assertThat(kinds)
                .contains(
                        TimerFired.class,
                        PeerSuspected.class,
                        PeerProvenDead.class,
                        MessageLost.class,
                        BecamePreCandidate.class,
                        PreVoteGranted.class,
                        BecameCandidate.class,
                        BallotSaved.class,
                        VoteGranted.class,
                        VoteCounted.class,
                        BecameLeader.class,
                        SteppedDown.class);
    }

    @Test
    void itIsTheSameEveryTime() {
        play(ELECTIONS, STEPS_MAX);
        List<StampedFact> first = List.copyOf(facts);
        facts.clear();
        play(ELECTIONS, STEPS_MAX);
        assertThat(facts).isEqualTo(first);
    }

    @Test
    void itEndsByItsDeadlineHoweverManyAreLeft() {
        int played = play(Integer.MAX_VALUE, 2_000);
        assertThat(played).isBetween(10, 500);
        assertThat(clock.get()).isLessThanOrEqualTo(2_002);
    }
}
