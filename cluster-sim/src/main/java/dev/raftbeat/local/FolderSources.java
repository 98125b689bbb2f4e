package dev.raftbeat.local;

import dev.raftbeat.journal.JournalReader;
import dev.raftbeat.protocol.NodeId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The facts of a cluster that has a folder: its nodes, and a store, tell them there, and what a killed one told stays. */
record FolderSources(LocalCluster cluster, ClusterDirectory directory, WorldLog log) implements FactSources {
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

    /** A store keeps all that it told, in a file of the same kind. */
    @Override
    public Lines open(NodeId node) throws IOException {
        boolean whole = cluster.plan().record() || node.equals(NodeId.STORE);
        return new JournalLines(new JournalReader(directory.journal(node, whole)));
    }

    @Override
    public boolean tellAll() {
        return true;
    }

    private record JournalLines(JournalReader journal) implements Lines {
        @Override
        public String next() throws IOException {
            return journal.poll().orElse("");
        }

        @Override
        public void close() throws IOException {
            journal.close();
        }
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
