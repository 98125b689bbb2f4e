package dev.raftbeat.cli.cluster;

import dev.raftbeat.cli.option.SettingsOptions;
import dev.raftbeat.cli.option.TimingNotes;
import dev.raftbeat.cli.option.TypedTime;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.fault.rule.NodeRules;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.node.NodeMain;
import dev.raftbeat.node.NodeOptions;
import dev.raftbeat.node.SecretFile;
import dev.raftbeat.node.StoreLink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.store.StoreGuard;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raftbeat node}: one node, in this process. */
@Command(
        name = "node",
        description = "Run one node until its standard input closes, or until SIGTERM: a leader then hands over first.",
        footer = {
            "",
            "raftbeat node --id n1 --listen 127.0.0.1:7101 --dir data/n1 --facts ndjson \\",
            "  --peers n1=127.0.0.1:7101,n2=127.0.0.1:7102,n3=127.0.0.1:7103"
        })
public final class NodeCommand implements Callable<Integer> {

    /** Where facts go. */
    enum Facts {
        ndjson
    }

    @Option(names = "--id", required = true, paramLabel = "NAME", description = "Name of the node, such as n1.")
    private String id;

    @Option(names = "--listen", required = true, paramLabel = "HOST:PORT", description = "HOST:PORT for its peers.")
    private String listen;

    @Option(
            names = "--peers",
            required = true,
            split = ",",
            paramLabel = "NAME=HOST:PORT",
            description = "All members with their addresses, this node too.")
    private List<String> peers;

    @Option(
            names = "--dir",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the ballot file (term and vote).")
    private Path dir;

    @Option(names = "--control", paramLabel = "HOST:PORT", description = "HOST:PORT of the HTTP control endpoint.")
    private String control;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the token that the control endpoint asks for.")
    private Path token;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "Private file with the secret of the cluster, by which its nodes know each other.")
    private Path key;

    @Option(
            names = "--cluster",
            paramLabel = "ID",
            defaultValue = "raftbeat",
            description = "Id of the cluster. Messages of another cluster are refused.")
    private String cluster;

    @Mixin
    private SettingsOptions settings;

    @Option(
            names = "--priority",
            paramLabel = "N",
            description = "Priority, 0-100: the highest is handed leadership, 0 never campaigns (default 1).")
    private Integer priority;

    @Option(names = "--seed", paramLabel = "N", description = "Random seed of its election timeouts.")
    private Long seed;

    @Option(names = "--facts", paramLabel = "ndjson", description = "Print its facts, one JSON line each.")
    private Facts facts;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Append its facts to this file, each before it takes effect.")
    private Path record;

    @Option(
            names = "--store",
            paramLabel = "HOST:PORT",
            description = "HOST:PORT of the store that the node writes to while it leads (see raftbeat store).")
    private String store;

    @Option(
            names = "--lease",
            paramLabel = "TIME",
            description = "Write only while a lease of this length lasts on the node's own clock (with --store).")
    private TypedTime lease;

    @Option(names = "--stay", description = "Keep running when stdin closes.")
    private boolean stay;

    @Option(names = "--allow-faults", description = "Let the control endpoint accept faults and settings.")
    private boolean allowFaults;

    @Option(
            names = "--insecure-network",
            description =
                    "Allow addresses other than loopback. Everybody who reaches them can join or break the cluster.")
    private boolean insecureNetwork;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return NodeMain.run(options());
    }

    private NodeOptions options() {
        try {
            Map<NodeId, HostPort> members = members();
            Settings shared = settings.over(Pace.LAN.settings());
            Settings wanted = priority == null ? shared : shared.withPriority(priority);
            new TimingNotes(spec.commandLine().getErr()).tell("", wanted, members.size());
            return new NodeOptions(
                    new NodeId(id),
                    cluster,
                    members,
                    HostPort.parse(listen),
                    dir,
                    Optional.ofNullable(control).map(HostPort::parse),
                    wanted,
                    seed != null ? seed : new SecureRandom().nextLong() >>> 11,
                    NodeRules.NONE,
                    OptionalLong.empty(),
                    new NodeOptions.Output(facts != null, Optional.ofNullable(record), Optional.empty()),
                    new NodeOptions.Guard(Optional.ofNullable(token), allowFaults, insecureNetwork, stay, key()),
                    Optional.empty(),
                    store());
        } catch (IllegalArgumentException e) {
            throw UserError.usage(e.getMessage());
        }
    }

    private Optional<Path> key() {
        try {
            if (key != null) {
                SecretFile.key(key);
            }
            return Optional.ofNullable(key);
        } catch (NoSuchFileException e) {
            throw UserError.usage("--key-file " + key + ": there is no such file");
        } catch (IOException e) {
            throw UserError.usage(e.getMessage());
        }
    }

    private Map<NodeId, HostPort> members() {
        Map<NodeId, HostPort> members = new TreeMap<>();
        for (String peer : peers) {
            int equals = peer.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("--peers takes NAME=HOST:PORT, not \"" + peer + "\"");
            }
            NodeId name = new NodeId(peer.substring(0, equals));
            HostPort address = HostPort.parse(peer.substring(equals + 1));
            HostPort other = members.putIfAbsent(name, address);
            if (other != null) {
                throw new IllegalArgumentException("--peers names " + name + " twice, at " + other + " and at "
                        + address + ": each member has one address");
            }
        }
        return members;
    }

    private Optional<StoreLink> store() {
        if (store == null && lease != null) {
            throw UserError.usage("--lease says how long a node may write to a store: name one with --store");
        }
        StoreGuard guard = lease == null ? StoreGuard.UNFENCED : StoreGuard.lease(lease.nanos());
        return Optional.ofNullable(store).map(address -> new StoreLink(HostPort.parse(address), guard));
    }
}
