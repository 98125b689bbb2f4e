package dev.raftbeat.local;

import dev.raftbeat.node.StoreLink;
import dev.raftbeat.process.ProcessMark;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.world.WorldException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Starts the process of the store beside a cluster's nodes. It is written down where theirs are, and bears the cluster's
 * mark, so that whatever ends them ends it; no fault is done to it.
 */
final class StoreLauncher {
    private static final long LOOK_NANOS = 5_000_000;
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private StoreLauncher() {}

    /** Does not wait until it listens. */
    static void start(ClusterDirectory directory, String cluster, StoreLink store) {
        String mark = ProcessMark.of(cluster, NodeId.STORE.name());
        List<String> arguments = List.of(
                Integer.toString(store.address().port()),
                directory.storeFile().toString(),
                store.guard().text(),
                directory.factsFile(NodeId.STORE).toString());
        try {
            Process process = new ProcessBuilder(NodeCommandLine.ofStore(directory, mark, arguments))
                    .redirectInput(new File("/dev/null"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(StandardErrorLog.end(directory.logFile(NodeId.STORE)))
                    .start();
            ClusterDirectory.replace(directory.pidFile(NodeId.STORE), new NodeProcess(process.pid(), mark).text());
        } catch (IOException e) {
            throw new WorldException("the store cannot be started: " + e.getMessage(), e);
        }
    }

    /**
     * Answers when the store is open, which it tells: without it the leader's writes are lost, and nobody would know why.
     *
     * @throws WorldException with what it said when it has ended instead
     */
    static void awaitOpen(ClusterDirectory directory) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!hasTold(directory)) {
            boolean runs =
                    directory.process(NodeId.STORE).filter(NodeProcess::isAlive).isPresent();
            if (!runs && !hasTold(directory) || System.nanoTime() > end) {
                throw new WorldException("the store did not open: " + lastWords(directory));
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static boolean hasTold(ClusterDirectory directory) {
        try {
            return Files.size(directory.factsFile(NodeId.STORE)) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String lastWords(ClusterDirectory directory) {
        try {
            String said = StandardErrorLog.tail(directory.logFile(NodeId.STORE)).strip();
            return said.isEmpty()
                    ? "it said nothing"
                    : PlainText.clean(said.lines().reduce("", (a, b) -> b));
        } catch (IOException e) {
            return "it said nothing";
        }
    }
}
