package dev.raftbeat.local;

import dev.raftbeat.fault.rule.NodeRules;
import dev.raftbeat.files.WholeFile;
import dev.raftbeat.journal.Journal;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.net.Network;
import dev.raftbeat.node.Node;
import dev.raftbeat.node.NodeException;
import dev.raftbeat.node.NodeOptions;
import dev.raftbeat.node.Rehearsal;
import dev.raftbeat.node.SecretFile;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes the archive of classes from which nodes start: runs a cluster of three nodes in one process until they have
 * elected a leader and heard it, been asked for their status and told their facts, and lets Java write down what it
 * loaded. Five nodes that start at once on two cores then agree in half the time.
 */
public final class NodeTraining {
    private static final int NODES = 3;
    private static final int HEARTBEATS = 12;
    private static final int ANSWER_MILLIS_MAX = 10_000;

    private NodeTraining() {}

    /**
     * Makes the archive in the folder that the launcher named; without such a folder, or without luck, does nothing.
     *
     * @param main a class whose main method, with these arguments, does what a node does in its first second
     */
    public static void makeArchive(Class<?> main, String... arguments) throws InterruptedException {
        String folder = System.getProperty("raftbeat.cds");
        if (folder == null) {
            return;
        }
        Path made = Path.of(folder, "node.jsa." + ProcessHandle.current().pid());
        try {
            Process process = new ProcessBuilder(NodeCommandLine.training(made, main.getName(), List.of(arguments)))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // A node that was started by hand ends with its standard input.
            process.getOutputStream().close();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            } else if (process.exitValue() == 0 && Files.size(made) > 0) {
                Files.move(made, Path.of(folder, "node.jsa"), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.deleteIfExists(made);
        } catch (IOException e) {
            // It would only have made the start faster.
            return;
        }
    }

    /**
     * Runs a cluster of three nodes in this process until they have elected a leader and heard it.
     *
     * @param home an empty folder
     */
    public static void runCluster(Path home) throws IOException, InterruptedException, NodeException {
        Rehearsal.begin(Network::rehearseProofs);
        Path token = home.resolve("token");
        WholeFile.write(token, "training", "a token");
        Path key = home.resolve("key");
        SecretFile.make(key);
        List<HostPort> ports = FreePorts.find(2 * NODES, new SplittableRandom(System.nanoTime()));
        Map<NodeId, HostPort> peers = new TreeMap<>();
        for (int i = 0; i < NODES; i++) {
            peers.put(new NodeId("n" + (i + 1)), ports.get(i));
        }
        CountDownLatch heard = new CountDownLatch(HEARTBEATS);
        List<Node> nodes = new ArrayList<>();
        for (NodeId id : peers.keySet()) {
            HostPort control = ports.get(NODES + nodes.size());
            NodeOptions options = new NodeOptions(
                    id,
                    "training",
                    peers,
                    peers.get(id),
                    home.resolve(id.name()),
                    Optional.of(control),
                    Pace.LAN.settings(),
                    1,
                    NodeRules.NONE,
                    OptionalLong.empty(),
                    new NodeOptions.Output(
                            false, Optional.empty(), Optional.of(new Journal(home.resolve(id + ".facts"), false))),
                    new NodeOptions.Guard(Optional.of(token), true, false, true, Optional.of(key)),
                    Optional.empty(),
                    Optional.empty());
            nodes.add(Node.start(
                    options,
                    fact -> {
                        if (fact.fact() instanceof HeartbeatHeard) {
                            heard.countDown();
                        }
                    },
                    reason -> {}));
            ask(control, "/status");
            ask(control, "/facts");
        }
        heard.await(20, TimeUnit.SECONDS);
        // What a planned stop needs is in the archive, too: then there is no time for it to be read from jars.
        nodes.forEach(Node::stop);
        nodes.forEach(Node::close);
    }

    /** Reads the beginning of the answer. Java's own client would bring a thousand classes that no node needs. */
    private static void ask(HostPort control, String path) throws IOException {
        String request =
                "GET " + path + " HTTP/1.1\r\nHost: " + control.host() + "\r\nAuthorization: Bearer training\r\n\r\n";
        try (Socket socket = new Socket(control.host(), control.port())) {
            socket.setSoTimeout(ANSWER_MILLIS_MAX);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String head = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
            if (head == null || !head.startsWith("HTTP/1.1 200")) {
                throw new IOException("the answer to " + path + " was " + head);
            }
        }
    }
}
