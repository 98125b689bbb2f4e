package dev.raftbeat.net;

import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.NodeId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the network has done since it started. Bytes count frames with their four bytes of length, without TCP's headers.
 *
 * @param peers one entry a peer
 * @param refused how often each reason was met; reasons never met are absent
 * @param inbound connections that have introduced themselves and are read
 * @param strangers connections that have not introduced themselves yet
 */
public record NetSnapshot(
        SortedMap<NodeId, Peer> peers, SortedMap<RefusalReason, Long> refused, int inbound, int strangers) {
    public NetSnapshot {
        peers = Collections.unmodifiableSortedMap(new TreeMap<>(peers));
        refused = Collections.unmodifiableSortedMap(new TreeMap<>(refused));
    }

    /**
     * @param up whether this node's own connection to the peer is up
     * @param queued messages that wait to be written
     * @param messagesOut protocol messages that the kernel has taken
     * @param messagesIn protocol messages that came in and were given to the node
     * @param transportFramesOut hellos, welcomes, pings, pongs, doubts and byes
     * @param connects how often this node's own connection came up
     * @param lastFailure why the last attempt failed or the last connection ended; empty before the first
     */
    public record Peer(
            boolean up,
            int queued,
            long messagesOut,
            long bytesOut,
            long messagesIn,
            long bytesIn,
            long transportFramesOut,
            long transportBytesOut,
            long transportFramesIn,
            long transportBytesIn,
            long connects,
            String lastFailure) {}
}
