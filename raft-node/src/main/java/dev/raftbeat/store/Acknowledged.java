package dev.raftbeat.store;

import dev.raftbeat.history.Quorum;
import dev.raftbeat.raft.LeaderState;
import dev.raftbeat.raft.RaftState;
import java.util.Arrays;
import java.util.OptionalLong;

/** Since when a leader's lease counts. */
public final class Acknowledged {
    private Acknowledged() {}

    /**
     * When that heartbeat was sent which enough peers to make a quorum with the leader have acknowledged, the latest such;
     * on the node's own clock. A vote is no acknowledgement here, though the core counts it as one: a voter's timer runs
     * from when it voted, which is earlier than when it was counted. Nor is what was acknowledged while an order to
     * campaign was good that the leader had given: who acknowledges a later round no longer follows that order.
     *
     * @param now the answer where a leader is a quorum by itself
     * @return empty where the node does not lead, or was not acknowledged yet
     */
    public static OptionalLong byQuorum(RaftState state, int members, long now) {
        if (state.leadership().isEmpty()) {
            return OptionalLong.empty();
        }
        int needed = Quorum.of(members) - 1;
        if (needed == 0) {
            return OptionalLong.of(now);
        }
        LeaderState led = state.leadership().get();
        long[] heard = led.acks().values().stream()
                .filter(ack -> ack.round() > led.transferUntil())
                .mapToLong(LeaderState.Ack::heardAt)
                .toArray();
        Arrays.sort(heard);
        return heard.length < needed ? OptionalLong.empty() : OptionalLong.of(heard[heard.length - needed]);
    }
}
