package dev.raftbeat.node;

import dev.raftbeat.net.Network;
import dev.raftbeat.process.OwnerWatch;
import dev.raftbeat.text.CleanWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** The process of a node that a cluster started: reads its launch file, runs until it is told or made to end. */
public final class NodeMain {
    /** The environment does not give the node what it needs: its ballot, an address. */
    private static final int ENVIRONMENT = 4;

    private static final int USAGE = 2;

    private NodeMain() {}

    /** @param args the launch file */
    public static void main(String[] args) {
        if (args.length != 1) {
            CleanWriter.standardError().println("raftbeat node: one launch file is expected");
            System.exit(USAGE);
        }
        OwnerWatch.begin();
        try {
            System.exit(run(LaunchFile.read(Path.of(args[0]))));
        } catch (IOException | IllegalArgumentException e) {
            CleanWriter.standardError().println("raftbeat node: the launch file cannot be used: " + e.getMessage());
            System.exit(USAGE);
        }
    }

    /**
     * Runs a node until its standard input closes, or for ever where it is to stay; then, and on SIGTERM, a leader hands over
     * first. Ends the JVM when it must stop.
     *
     * @return the exit code, after a sentence on standard error when it is not 0
     */
    public static int run(NodeOptions options) {
        CountDownLatch stopped = new CountDownLatch(1);
        AtomicReference<Node> running = new AtomicReference<>();
        boolean proves = options.guard().key().isPresent();
        Rehearsal.begin(proves ? Network::rehearseProofs : () -> {});
        // On SIGTERM, or Ctrl-C: the process ends when the hook does.
        Thread hook = new Thread(() -> stop(running.get()), "planned-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            Optional<String> trouble = OpenFiles.trouble(OpenFiles.most());
            if (trouble.isPresent()) {
                throw new NodeException(trouble.get());
            }
            Node node = Node.start(options, new NodeLog(options.id()), reason -> {
                CleanWriter.standardError().println("raftbeat node " + options.id() + ": stops, because " + reason);
                // Not on the event loop itself: it must go on for those who want to hear why.
                new Thread(() -> halt(running.get()), "fail-stop").start();
            });
            running.set(node);
            if (!proves) {
                CleanWriter.standardError()
                        .println("raftbeat node " + options.id() + ": has no key, so that whoever reaches "
                                + options.listen() + " can speak in the name of a peer (--key-file FILE)");
            }
            if (options.guard().stay()) {
                stopped.await();
            } else {
                drain(System.in);
                node.stop();
                node.close();
            }
        } catch (NodeException e) {
            CleanWriter.standardError().println("raftbeat node " + options.id() + ": " + e.getMessage());
            return ENVIRONMENT;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    /** @param node null when it stops while it is starting */
    private static void stop(Node node) {
        if (node != null) {
            node.stop();
        }
    }

    /** @param node null when it stops while it is starting */
    private static void halt(Node node) {
        if (node != null) {
            node.finishFacts();
        }
        // Not exit: its hooks are for a node that ends in order.
        Runtime.getRuntime().halt(ENVIRONMENT);
    }

    /** Returns when whoever holds the other end is gone. */
    private static void drain(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A broken standard input says the same as a closed one.
            return;
        }
    }
}
