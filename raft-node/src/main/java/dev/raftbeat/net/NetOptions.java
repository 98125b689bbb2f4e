package dev.raftbeat.net;

import dev.raftbeat.protocol.NodeId;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Who a node is on the network.
 *
 * @param cluster the cluster's id: at most 64 printable ASCII characters
 * @param boot which life of this node it is, from 1
 * @param listen where this node accepts connections
 * @param peers the other members, and where they listen
 * @param heartbeatNanos how often a leader sends heartbeats; the first retry of a connection comes after half of it
 * @param electionNanosMin the least election timeout: the limit of an attempt to connect, and twice that of the back-off
 * @param key by which its nodes know each other; empty where whoever says a name is believed
 */
public record NetOptions(
        String cluster,
        NodeId self,
        int boot,
        HostPort listen,
        SortedMap<NodeId, HostPort> peers,
        long heartbeatNanos,
        long electionNanosMin,
        Optional<ClusterKey> key) {
    /** @throws IllegalArgumentException naming what is wrong */
    public NetOptions {
        if (!cluster.matches("[!-~]{1,64}")) {
            throw new IllegalArgumentException("a cluster's id is 1 to 64 printable ASCII characters without blanks");
        }
        if (peers.containsKey(self)) {
            throw new IllegalArgumentException(self + " cannot be its own peer");
        }
        if (heartbeatNanos <= 0 || electionNanosMin <= 0) {
            throw new IllegalArgumentException("intervals are positive");
        }
        peers = Collections.unmodifiableSortedMap(new TreeMap<>(peers));
    }
}
