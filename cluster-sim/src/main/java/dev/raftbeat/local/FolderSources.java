package dev.raftbeat.local;

import dev.raftbeat.protocol.NodeId;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;

/** The facts of a cluster that has a folder. */
record FolderSources(LocalCluster cluster, ClusterDirectory directory, WorldLog log) implements FactSources {
    /** A node that is frozen says nothing, and its stream is kept open all the same. */
    static final int SILENCE_MILLIS = 0;

    @Override
    public List<NodeId> members() {
        return cluster.plan().members();
    }

    @Override
    public boolean mayAnswer(NodeId node) {
        return directory.process(node).filter(NodeProcess::isAlive).isPresent();
    }

    @Override
    public BufferedReader open(NodeId node) throws IOException {
        return cluster.client(node).facts(SILENCE_MILLIS);
    }

    @Override
    public WorldLog.Tail world(long from) {
        return log.read(from);
    }

    @Override
    public void tick() {
        cluster.tick();
    }

    @Override
    public boolean isGone() {
        return !directory.exists();
    }
}
