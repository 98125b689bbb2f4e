package dev.raftbeat.raft;

import static dev.raftbeat.raft.Hand.DRAW;
import static dev.raftbeat.raft.Hand.LAN;
import static dev.raftbeat.raft.Hand.MS;
import static dev.raftbeat.raft.Hand.N2;
import static dev.raftbeat.raft.Hand.N3;
import static dev.raftbeat.raft.Hand.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Command.AlignTimer;
import dev.raftbeat.protocol.Command.SpreadTimer;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.PreVoteRequest;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The election timer: from where its timeouts come, and the only grounds on which it starts again (§5.2). */
class TimerTest {
    private static Hand drawing(TimeoutDraw draw) {
        return Hand.follower(3, PLAIN, Ballot.BLANK, new RaftRules(), draw);
    }

    @Test
    void everyArmingDrawsAfreshFromTheWholeInterval() {
        List<Long> asked = new ArrayList<>();
        Hand n1 = drawing((index, min, max) -> {
            asked.add(index);
            assertThat(min).isEqualTo(150 * MS);
            assertThat(max).isEqualTo(300 * MS);
            return min + index;
        });
        n1.hear(N2, new AppendEntries(0, 1)).fire().fire();

        assertThat(asked).containsExactly(0L, 1L, 2L, 3L);
        assertThat(n1.facts(TimerArmed.class))
                .containsExactly(new TimerArmed(ArmReason.CAMPAIGN, 150 * MS + 3, n1.now() + 150 * MS + 3));
    }

    @Test
    void drawsLieInTheIntervalAndSpreadOverIt() {
        TimeoutDraw draw = TimeoutDraw.seeded(7);
        int[] perTenth = new int[10];
        for (int i = 0; i < 10_000; i++) {
            long drawn = draw.draw(i, 150, 300);
            assertThat(drawn).isBetween(150L, 299L);
            perTenth[(int) (drawn - 150) / 15]++;
        }

        assertThat(IntStream.of(perTenth)).allMatch(count -> count > 850 && count < 1150);
    }

    @Test
    void seedsThatLieTogetherDrawApart() {
        TreeSet<Long> firsts = new TreeSet<>();
        for (int seed = 0; seed < 1_000; seed++) {
            firsts.add(TimeoutDraw.seeded(seed).draw(0, 0, 1_000_000_000));
        }

        assertThat(firsts).hasSizeGreaterThan(995);
    }

    @Test
    void anIntervalOfOneTimeoutIsThatTimeout() {
        Hand n1 = Hand.follower(
                3, PLAIN.withElection(170 * MS, 170 * MS), Ballot.BLANK, new RaftRules(), (index, min, max) -> {
                    throw new AssertionError("nothing to draw");
                });

        assertThat(n1.due()).isEqualTo(n1.now() + 170 * MS);
    }

    @Test
    void alignedTimersUseOneTimeoutUntilTheyAreSpread() {
        Hand n1 = Hand.follower(3, LAN, 4).pass(20 * MS).command(new AlignTimer(222 * MS));
        assertThat(n1.facts()).containsExactly(new TimerArmed(ArmReason.SETTINGS, 222 * MS, n1.now() + 222 * MS));

        n1.hear(N2, new AppendEntries(4, 1));
        assertThat(n1.due()).isEqualTo(n1.now() + 222 * MS);

        n1.command(new SpreadTimer());
        assertThat(n1.facts()).isEmpty();
        n1.hear(N2, new AppendEntries(4, 2));
        assertThat(n1.due()).isEqualTo(n1.now() + DRAW);
    }

    @Test
    void anAlignedTimeoutStillUsesUpItsDraw() {
        List<Long> asked = new ArrayList<>();
        Hand n1 = drawing((index, min, max) -> {
            asked.add(index);
            return min;
        });
        n1.command(new AlignTimer(222 * MS)).fire().command(new SpreadTimer()).fire();

        assertThat(asked).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void aLeaderAlignsForLaterAndArmsNothing() {
        Hand n1 = Hand.leader(3, LAN, 4).command(new AlignTimer(222 * MS));
        assertThat(n1.facts()).isEmpty();
        assertThat(n1.state().timer().armed()).isEmpty();

        n1.hear(N2, new AppendEntries(5, 1));
        assertThat(n1.due()).isEqualTo(n1.now() + 222 * MS);
    }

    @Test
    void aTimeoutOfNothingIsRefused() {
        assertThat(Hand.follower(3, LAN, 4).command(new AlignTimer(0)).told()).containsExactly("CommandRefused");
    }

    @Test
    void onlyItsGroundsStartTheTimerAgain() {
        Hand n1 = Hand.follower(3, LAN.withLog(3, 3), 4);
        long due = n1.due();
        n1.pass(10 * MS);
        List<RaftMessage> idle = List.of(
                new PreVoteRequest(5, 1, 9, 9, 0),
                new PreVoteRequest(5, 1, 0, 0, 0),
                new RequestVote(5, 0, 0, 0),
                new RequestVote(3, 9, 9, 0),
                new AppendEntries(3, 1));
        idle.forEach(message -> n1.hear(N3, message));
        n1.connectionLost(N2).wake().configure(settings -> settings.withHeartbeat(20 * MS));

        assertThat(n1.due()).isEqualTo(due);
        assertThat(n1.hear(N3, new RequestVote(5, 9, 9, 0)).due()).isEqualTo(n1.now() + DRAW);
    }

    @Test
    void aLeaderHasNoElectionTimer() {
        Hand n1 = Hand.leader(3, PLAIN, 4);

        assertThat(n1.state().timer().armed()).isEmpty();
        assertThat(n1.run(5_000 * MS).term()).isEqualTo(4);
    }
}
