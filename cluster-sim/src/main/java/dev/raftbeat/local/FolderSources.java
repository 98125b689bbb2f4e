package dev.raftbeat.local;

import dev.raftbeat.protocol.NodeId;
import java.io.IOException;
import java.util.List;

/**
 * The facts of a cluster that has a folder.
 *
 * @param recorded whether they are read from the nodes' own files: all of them from the first, the last words of the dead too
 */
record FolderSources(
        LocalCluster cluster, ClusterDirectory directory, WorldLog log, NodeRunner runner, boolean recorded)
        implements FactSources {
    /** A node that is frozen says nothing, and its stream is kept open all the same. */
    static final int SILENCE_MILLIS = 0;

    @Override
    public List<NodeId> members() {
        return cluster.plan().members();
    }

    @Override
    public boolean mayAnswer(NodeId node) {
        return recorded || runner.isAlive(node);
    }

    @Override
    public Lines open(NodeId node) throws IOException {
        return recorded
                ? new RecordTail(directory.factsFile(node))
                : cluster.client(node).facts(SILENCE_MILLIS);
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
