package dev.raftbeat.node;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.files.WholeFile;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.protocol.Bounds;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.store.StoreGuard;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;

/**
 * A node's options as a properties file: how a cluster starts its nodes. A command line would do as well, but parsing
 * one costs each of five processes a tenth of a second that the first election has to wait for.
 */
public final class LaunchFile {
    /** A rule has some thirty bytes, and a cluster of nine nodes no more rules than links and kinds of rules. */
    private static final int BYTES_MAX = 1 << 20;

    private LaunchFile() {}

    public static void write(Path file, NodeOptions options) throws IOException {
        Properties p = new Properties();
        p.setProperty("id", options.id().name());
        p.setProperty("cluster", options.cluster());
        options.peers().forEach((peer, address) -> p.setProperty("peer." + peer, address.toString()));
        p.setProperty("listen", options.listen().toString());
        p.setProperty("dir", options.dir().toString());
        options.control().ifPresent(address -> p.setProperty("control", address.toString()));
        Settings s = options.settings();
        p.setProperty("heartbeat.ns", Long.toString(s.heartbeatNanos()));
        p.setProperty("election.min.ns", Long.toString(s.electionNanosMin()));
        p.setProperty("election.max.ns", Long.toString(s.electionNanosMax()));
        p.setProperty("prevote", Boolean.toString(s.preVote()));
        p.setProperty("checkquorum", Boolean.toString(s.checkQuorum()));
        p.setProperty("window.ns", Long.toString(s.quorumWindowNanos()));
        p.setProperty("log.index", Long.toString(s.lastLogIndex()));
        p.setProperty("log.term", Long.toString(s.lastLogTerm()));
        p.setProperty("seed", Long.toString(options.seed()));
        p.setProperty("rules", String.join("\n", options.rules()));
        options.alignedDrawNanos().ifPresent(draw -> p.setProperty("aligned.ns", Long.toString(draw)));
        p.setProperty("facts", Boolean.toString(options.output().stdout()));
        options.output().record().ifPresent(path -> p.setProperty("record", path.toString()));
        options.guard().token().ifPresent(path -> p.setProperty("token", path.toString()));
        p.setProperty("allow.faults", Boolean.toString(options.guard().allowFaults()));
        p.setProperty("insecure.network", Boolean.toString(options.guard().insecureNetwork()));
        p.setProperty("stay", Boolean.toString(options.guard().stay()));
        options.variant().ifPresent(variant -> p.setProperty("variant", variant));
        options.store().ifPresent(store -> {
            p.setProperty("store", store.address().toString());
            p.setProperty("store.guard", store.guard().text());
        });
        StringWriter text = new StringWriter();
        p.store(text, null);
        WholeFile.write(file, text.toString(), "a launch file", LinkOption.NOFOLLOW_LINKS);
    }

    /** @throws IllegalArgumentException with a sentence when an option is missing or does not fit */
    public static NodeOptions read(Path file) throws IOException {
        Properties p = new Properties();
        p.load(new StringReader(RegularFile.text(file, "a launch file", BYTES_MAX, LinkOption.NOFOLLOW_LINKS)));
        Map<NodeId, HostPort> peers = new TreeMap<>();
        for (String key : p.stringPropertyNames()) {
            if (key.startsWith("peer.")) {
                peers.put(new NodeId(key.substring("peer.".length())), HostPort.parse(p.getProperty(key)));
            }
        }
        Settings settings = new Settings(
                number(p, "heartbeat.ns"),
                number(p, "election.min.ns"),
                number(p, "election.max.ns"),
                flag(p, "prevote"),
                flag(p, "checkquorum"),
                number(p, "window.ns"),
                number(p, "log.index"),
                number(p, "log.term"));
        String rules = p.getProperty("rules", "");
        String aligned = p.getProperty("aligned.ns");
        return new NodeOptions(
                new NodeId(required(p, "id")),
                required(p, "cluster"),
                peers,
                HostPort.parse(required(p, "listen")),
                Path.of(required(p, "dir")),
                Optional.ofNullable(p.getProperty("control")).map(HostPort::parse),
                settings,
                number(p, "seed"),
                rules.isEmpty() ? List.of() : List.of(rules.split("\n")),
                aligned == null ? OptionalLong.empty() : OptionalLong.of(aligned(p)),
                new NodeOptions.Output(flag(p, "facts"), path(p, "record")),
                new NodeOptions.Guard(
                        path(p, "token"), flag(p, "allow.faults"), flag(p, "insecure.network"), flag(p, "stay")),
                Optional.ofNullable(p.getProperty("variant")),
                Optional.ofNullable(p.getProperty("store")).map(address -> store(address, p)));
    }

    private static StoreLink store(String address, Properties p) {
        String guard = required(p, "store.guard");
        return new StoreLink(
                HostPort.parse(address),
                StoreGuard.parse(guard)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "\"store.guard\" in the launch file is no guard: \"" + guard + "\"")));
    }

    private static String required(Properties p, String key) {
        String value = p.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException("the launch file lacks \"" + key + "\"");
        }
        return value;
    }

    /** @throws IllegalArgumentException where it is no timeout that a node could be told to use */
    private static long aligned(Properties p) {
        long drawNanos = number(p, "aligned.ns");
        if (drawNanos <= 0 || drawNanos > Bounds.NANOS_MAX) {
            throw new IllegalArgumentException("\"aligned.ns\" in the launch file lies between 1 and 2^61");
        }
        return drawNanos;
    }

    private static long number(Properties p, String key) {
        try {
            return Long.parseLong(required(p, key));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + key + "\" in the launch file is not a whole number", e);
        }
    }

    private static boolean flag(Properties p, String key) {
        return Boolean.parseBoolean(required(p, key));
    }

    private static Optional<Path> path(Properties p, String key) {
        return Optional.ofNullable(p.getProperty(key)).map(Path::of);
    }
}
