package dev.raftbeat.raft;

import static dev.raftbeat.raft.Hand.LAN;
import static dev.raftbeat.raft.Hand.MS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Effects;
import dev.raftbeat.protocol.NodeId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The arithmetic of an election, as tables. */
class ArithmeticTest {
    private final RaftRules rules = new RaftRules();

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,2", "4,3", "5,3", "6,4", "7,4", "8,5", "9,5"})
    void aQuorumIsMoreThanHalfOfAllMembers(int members, int quorum) {
        assertThat(rules.quorum(members)).isEqualTo(quorum);
    }

    @ParameterizedTest(name = "voter {0}@{1}, candidate {2}@{3}: {4}")
    @CsvSource({
        "0,0, 0,0, true",
        "5,2, 5,2, true",
        "5,2, 6,2, true",
        "5,2, 4,2, false",
        "5,2, 1,3, true",
        "5,2, 9,1, false",
        "5,2, 5,3, true",
        "5,2, 6,1, false",
        "5,2, 0,0, false",
    })
    void theLaterTermDecidesAndThenTheLength(long index, long term, long itsIndex, long itsTerm, boolean upToDate) {
        assertThat(rules.isLogUpToDate(LAN.withLog(index, term), itsIndex, itsTerm))
                .isEqualTo(upToDate);
    }

    @ParameterizedTest(name = "heartbeat {0}, election from {1}, set to {2}: {3}")
    @CsvSource({"50,150,0,300", "50,200,0,400", "100,150,0,600", "1,1,0,6", "50,150,75,75", "50,150,9000,9000"})
    void theQuorumWindowIsAsSetOrTheLargerDefault(long heartbeat, long least, long set, long window) {
        long nanos = rules.quorumWindowNanos(LAN.withHeartbeat(heartbeat * MS)
                .withElection(least * MS, 2 * least * MS)
                .withQuorumWindow(set * MS));

        assertThat(nanos).isEqualTo(window * MS);
    }

    @ParameterizedTest(name = "acknowledgements {0} of {1} members: heard from a quorum at {2}")
    @CsvSource({
        "'7',2,7",
        "'7 3',3,7",
        "'3 7',3,7",
        "'1 2 3',4,2",
        "'1 9 5 3',5,5",
        "'9 9 1 1',5,9",
        "'6 5 4 3 2 1',7,4",
        "'8 7 6 5 4 3 2 1',9,5",
    })
    void aQuorumWasHeardWhenItsSlowestMemberWas(String heardAt, int members, long expected) {
        List<Long> times = Stream.of(heardAt.split(" ")).map(Long::valueOf).toList();
        LeaderState led = LeaderState.begun(Hand.members(members).subList(1, members), 0, 0);
        for (int i = 0; i < times.size(); i++) {
            led = led.withAck(new NodeId("n" + (i + 2)), 1, times.get(i), 0);
        }
        RaftState state = Hand.leader(members, LAN, 5).state().withLeadership(led);

        assertThat(rules.quorumDeadline(state, members) - rules.quorumWindowNanos(LAN))
                .isEqualTo(expected);
    }

    @Test
    void onlyALeaderThatChecksHasAQuorumsDeadline() {
        assertThat(rules.quorumDeadline(Hand.follower(3, LAN, 5).state(), 3)).isEqualTo(Effects.NEVER);
        assertThat(rules.quorumDeadline(Hand.leader(1, LAN, 5).state(), 1)).isEqualTo(Effects.NEVER);
        assertThat(rules.quorumDeadline(
                        Hand.leader(3, LAN.withCheckQuorum(false), 5).state(), 3))
                .isEqualTo(Effects.NEVER);
    }

    @ParameterizedTest(name = "due at {0}, handled at {1}, every {2}: next at {3}")
    @CsvSource({"100,100,50,150", "100,101,50,150", "100,125,50,150", "100,126,50,176", "100,900,50,950"})
    void theBeatIsKeptUnlessItIsLost(long due, long now, long interval, long next) {
        assertThat(rules.nextHeartbeatAt(due, now, interval)).isEqualTo(next);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0,true",
        "0,1099511627776,true",
        "0,1099511627777,false",
        "7,6,true",
        "7,-1,false",
        "9007199254740991,1,true"
    })
    void aTermIsPlausibleUpToATrillionAhead(long own, long term, boolean plausible) {
        assertThat(rules.isTermPlausible(Hand.follower(3, LAN, own).state(), term))
                .isEqualTo(plausible);
    }
}
