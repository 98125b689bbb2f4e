package dev.raftbeat.node;

import dev.raftbeat.fault.rule.NodeRules;
import dev.raftbeat.journal.Journal;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.net.NetOptions;
import dev.raftbeat.protocol.Bounds;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that a node's process must know before it starts.
 *
 * @param peers all members and their addresses, itself among them; unresolved, because names may change while it runs
 * @param listen where it takes its peers' connections
 * @param dir where its ballot lives
 * @param control where it answers over HTTP; empty for a node that nobody can ask
 * @param seed from which its election timeouts are drawn, forked by its name and its life
 * @param rules the rules of its links, its disk and its clock, in force before its first message
 * @param alignedDrawNanos the one election timeout that it uses instead of drawn ones
 * @param output where its facts go besides the control endpoint
 * @param guard what it allows
 * @param variant the {@link NodeVariant} that it is to be, if it is to be wrong on purpose
 * @param store the store that it writes to while it believes to lead; empty for none
 */
public record NodeOptions(
        NodeId id,
        String cluster,
        Map<NodeId, HostPort> peers,
        HostPort listen,
        Path dir,
        Optional<HostPort> control,
        Settings settings,
        long seed,
        NodeRules rules,
        OptionalLong alignedDrawNanos,
        Output output,
        Guard guard,
        Optional<String> variant,
        Optional<StoreLink> store) {
    /** @throws IllegalArgumentException with a sentence about what does not fit */
    public NodeOptions {
        peers = Collections.unmodifiableMap(new TreeMap<>(peers));
        if (!peers.containsKey(id)) {
            throw new IllegalArgumentException("the node itself, " + id + ", must be among its peers " + peers.keySet()
                    + ": every node gets the same list");
        }
        if (id.equals(NodeId.WORLD) || peers.containsKey(NodeId.WORLD)) {
            throw new IllegalArgumentException("no node may be called \"world\": that is who reports the faults");
        }
        if (id.equals(NodeId.STORE) || peers.containsKey(NodeId.STORE)) {
            throw new IllegalArgumentException("no node may be called \"store\": that is who reports the writes");
        }
        if (peers.size() > 9) {
            throw new IllegalArgumentException("a cluster has 1 to 9 nodes, not " + peers.size());
        }
        HostPort.requireDistinct("--peers", List.copyOf(peers.values()));
        if (!cluster.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException(
                    "a cluster's id is 1 to 64 letters, digits, dots, underscores or hyphens");
        }
        if (alignedDrawNanos.isPresent()
                && (alignedDrawNanos.getAsLong() <= 0 || alignedDrawNanos.getAsLong() > Bounds.NANOS_MAX)) {
            throw new IllegalArgumentException("an aligned election timeout lies between 1 and 2^61 ns");
        }
        if (!guard.insecureNetwork) {
            requireLoopback("--listen", listen);
            control.ifPresent(address -> requireLoopback("--control", address));
        }
    }

    /**
     * Who it is on the network.
     *
     * @param boot which life of it
     * @throws IOException in a sentence, when its key cannot be read
     */
    NetOptions network(int boot) throws IOException {
        SortedMap<NodeId, HostPort> others = new TreeMap<>(peers);
        others.remove(id);
        Optional<Path> key = guard.key;
        return new NetOptions(
                cluster,
                id,
                boot,
                listen,
                others,
                settings.heartbeatNanos(),
                settings.electionNanosMin(),
                key.isEmpty() ? Optional.empty() : Optional.of(SecretFile.key(key.get())));
    }

    public List<NodeId> members() {
        return new ArrayList<>(peers.keySet());
    }

    private static void requireLoopback(String option, HostPort address) {
        InetSocketAddress resolved = new InetSocketAddress(address.host(), address.port());
        if (resolved.isUnresolved() || !resolved.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException(option + " " + address.host() + " is not a loopback address: "
                    + "whoever reaches it could join or break the cluster; say --insecure-network if that is meant");
        }
    }

    /**
     * @param stdout whether facts are printed on standard output, one NDJSON line each
     * @param record a file that every fact is appended to before the message that follows from it leaves, so that even a
     *     node that is killed has told what it did
     * @param journal the same for a node of a local cluster, whose facts others read there while it runs
     */
    public record Output(boolean stdout, Optional<Path> record, Optional<Journal> journal) {
        public static final Output NONE = new Output(false, Optional.empty(), Optional.empty());
    }

    /**
     * @param token the file that holds the control endpoint's token
     * @param allowFaults whether the control endpoint takes faults and settings
     * @param insecureNetwork whether addresses off loopback are allowed
     * @param stay whether the node lives on when its standard input closes
     * @param key the file that holds the cluster's key; without one, whoever says a peer's name is believed
     */
    public record Guard(
            Optional<Path> token, boolean allowFaults, boolean insecureNetwork, boolean stay, Optional<Path> key) {}
}
