package dev.raftbeat.local;

import dev.raftbeat.history.ClaimTable;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.wire.NodeStatus;
import java.util.List;
import java.util.Optional;

/** Whom the statuses of nodes make the leader. */
public final class StatusVoice {
    private StatusVoice() {}

    public static Optional<NodeId> leader(List<NodeId> members, List<NodeStatus> statuses) {
        ClaimTable claims = LeaderSearch.claims(members, statuses);
        return claims.leader();
    }
}
