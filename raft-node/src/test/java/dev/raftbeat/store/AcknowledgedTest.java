package dev.raftbeat.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.raft.LeaderState;
import dev.raftbeat.raft.LeaderState.Ack;
import dev.raftbeat.raft.RaftConfig;
import dev.raftbeat.raft.RaftState;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Since when a lease counts. */
class AcknowledgedTest {
    private static final long NOW = 9_000;

    /** A leader whose peers acknowledged these rounds, sent at these times; {@code {round, time}} each. */
    private static RaftState leads(int members, long[]... acks) {
        return leads(members, 0, acks);
    }

    private static RaftState leads(int members, long transferUntil, long[]... acks) {
        TreeMap<NodeId, Ack> heard = new TreeMap<>();
        for (int i = 0; i < acks.length; i++) {
            heard.put(new NodeId("n" + (i + 2)), new Ack(acks[i][0], acks[i][1]));
        }
        RaftState state = follows(members);
        return new RaftState(
                state.ballot(),
                Role.LEADER,
                state.leader(),
                state.settings(),
                state.timer(),
                state.round(),
                state.tally(),
                Optional.of(new LeaderState(5, 0, List.of(), heard, transferUntil)),
                state.suspected(),
                state.gone());
    }

    private static RaftState follows(int members) {
        List<NodeId> all = IntStream.rangeClosed(1, members)
                .mapToObj(i -> new NodeId("n" + i))
                .toList();
        RaftConfig config = new RaftConfig(all.get(0), all, Pace.LAN.settings(), 1);
        return RaftState.booted(config, Ballot.BLANK);
    }

    @Test
    void asManyPeersAsMakeAQuorumWithIt() {
        RaftState five = leads(5, new long[] {4, 400}, new long[] {2, 200}, new long[] {3, 300}, new long[] {1, 100});
        assertThat(Acknowledged.byQuorum(five, 5, NOW)).hasValue(300);
        assertThat(Acknowledged.byQuorum(leads(3, new long[] {4, 400}, new long[] {2, 200}), 3, NOW))
                .hasValue(400);
    }

    /** The core counts a vote as an acknowledgement; a voter's timer runs from when it voted, which was earlier. */
    @Test
    void aVoteIsNoAcknowledgement() {
        assertThat(Acknowledged.byQuorum(leads(3, new long[] {0, 800}, new long[] {0, 800}), 3, NOW))
                .isEmpty();
        assertThat(Acknowledged.byQuorum(leads(3, new long[] {0, 800}, new long[] {1, 850}), 3, NOW))
                .hasValue(850);
        RaftState five = leads(5, new long[] {0, 800}, new long[] {0, 800}, new long[] {0, 800}, new long[] {1, 850});
        assertThat(Acknowledged.byQuorum(five, 5, NOW)).isEmpty();
    }

    /** Who acknowledged round 3 may yet vote for the one that was told to campaign until round 3; a later one tells. */
    @Test
    void whatWasAcknowledgedWhileATransferMayComeAboutDoesNotCount() {
        assertThat(Acknowledged.byQuorum(leads(3, 3, new long[] {3, 300}, new long[] {2, 200}), 3, NOW))
                .isEmpty();
        assertThat(Acknowledged.byQuorum(leads(3, 3, new long[] {4, 400}, new long[] {2, 200}), 3, NOW))
                .hasValue(400);
    }

    @Test
    void aFollowerHasNoLeaseAndALoneLeaderNeedsNobody() {
        assertThat(Acknowledged.byQuorum(follows(3), 3, NOW)).isEmpty();
        assertThat(Acknowledged.byQuorum(leads(1), 1, NOW)).hasValue(NOW);
    }
}
