package dev.raftbeat.local;

import dev.raftbeat.net.HostPort;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The folder of a cluster whose processes are gone. */
public final class OurFolder {
    private static final NodeId N1 = new NodeId("n1");

    private OurFolder() {}

    /** With a file of every name that a cluster of one node and a store may leave. */
    public static void make(Path path) throws IOException {
        ClusterDirectory directory = new ClusterDirectory(path);
        Map<NodeId, HostPort> addresses = Map.of(N1, new HostPort("127.0.0.1", 7_000));
        ClusterPlan plan =
                new ClusterPlan("0000beef", addresses, addresses, Pace.LAN.settings(), 7, true, Optional.empty());
        directory.lockedAnew(() -> {
            directory.create(plan);
            return plan;
        });
        Files.createDirectory(path.resolve("nodes/n1"));
        for (String file : List.of(
                "cluster.json.new.0123456789abcdef",
                "state",
                "state.new.0123456789abcdef",
                "leaders",
                "leaders.new.0123456789abcdef",
                "owner",
                "store",
                "store.new.0123456789abcdef",
                "store.lock",
                "pids/n1.new.0123456789abcdef",
                "nodes/n1.json",
                "nodes/n1.log",
                "nodes/n1.facts.ndjson",
                "nodes/n1.facts.ndjson.12",
                "nodes/store.log",
                "nodes/store.facts.ndjson",
                "nodes/n1/ballot",
                "nodes/n1/ballot.new.0123456789abcdef",
                "nodes/n1/initialised",
                "nodes/n1/lock")) {
            Files.writeString(path.resolve(file), "");
        }
        Files.writeString(path.resolve("pids/n1"), "999999999 0000beef/n1\n");
    }
}
