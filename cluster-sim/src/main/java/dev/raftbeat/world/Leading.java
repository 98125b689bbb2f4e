package dev.raftbeat.world;

import dev.raftbeat.protocol.NodeId;

/** A node that leads a term and is followed by a quorum in it. */
public record Leading(NodeId node, long term) {}
