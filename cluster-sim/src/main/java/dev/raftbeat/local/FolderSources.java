package dev.raftbeat.local;

import dev.raftbeat.protocol.NodeId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The facts of a cluster that has a folder.
 *
 * @param recorded whether they are read from the nodes' own files: all of them from the first, the last words of the dead too
 */
record FolderSources(
        LocalCluster cluster, ClusterDirectory directory, WorldLog log, NodeRunner runner, boolean recorded)
        implements FactSources {
    @Override
    public List<NodeId> members() {
        return cluster.plan().members();
    }

    @Override
    public List<NodeId> tellers() {
        List<NodeId> all = new ArrayList<>(members());
        cluster.plan().store().ifPresent(store -> all.add(NodeId.STORE));
        return all;
    }

    @Override
    public boolean mayAnswer(NodeId node) {
        return isRecorded(node) || runner.isAlive(node);
    }

    /** A store always is: it answers writers, and nobody who wants to watch. */
    private boolean isRecorded(NodeId node) {
        return recorded || node.equals(NodeId.STORE);
    }

    @Override
    public Lines open(NodeId node) throws IOException {
        return isRecorded(node)
                ? new RecordTail(directory.factsFile(node))
                : cluster.client(node).facts();
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
        return cluster.isGone();
    }
}
