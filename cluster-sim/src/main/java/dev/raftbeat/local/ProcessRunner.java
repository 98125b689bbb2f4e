package dev.raftbeat.local;

import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.process.ProcessMark;
import dev.raftbeat.protocol.NodeId;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Nodes as processes of this machine, known by what the cluster's folder says of them.
 *
 * @param cluster the id that their marks begin with
 */
record ProcessRunner(ClusterDirectory directory, String cluster) implements NodeRunner {
    /** More than a planned stop and the end of a JVM take on a busy machine. */
    private static final long STOP_NANOS = 10_000_000_000L;

    @Override
    public WorldKind kind() {
        return WorldKind.LOCAL;
    }

    @Override
    public NodeProcess start(NodeId node, Path launchFile, Path log) throws IOException {
        String mark = ProcessMark.of(cluster, node.name());
        Process process = new ProcessBuilder(NodeCommandLine.of(directory, mark, launchFile))
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(StandardErrorLog.end(log))
                .start();
        return new NodeProcess(process.pid(), mark);
    }

    private Optional<NodeProcess> running(NodeId node) {
        return directory.process(node).filter(NodeProcess::isAlive);
    }

    @Override
    public boolean isAlive(NodeId node) {
        return running(node).isPresent();
    }

    @Override
    public boolean isFrozen(NodeId node) {
        return running(node).filter(NodeProcess::isStopped).isPresent();
    }

    @Override
    public void kill(NodeId node) {
        running(node).ifPresent(NodeProcess::kill);
    }

    @Override
    public void stop(NodeId node) throws IOException {
        Optional<NodeProcess> process = running(node);
        process.ifPresent(NodeProcess::terminate);
        if (process.isPresent() && !process.get().isGoneWithin(STOP_NANOS)) {
            throw new IOException("its process does not end");
        }
    }

    @Override
    public void freeze(NodeId node) throws IOException {
        process(node).freeze();
    }

    @Override
    public void thaw(NodeId node) throws IOException {
        process(node).thaw();
    }

    private NodeProcess process(NodeId node) throws IOException {
        return running(node).orElseThrow(() -> new IOException("it has no process"));
    }
}
