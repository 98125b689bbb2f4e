package dev.raftbeat.local;

import dev.raftbeat.net.HostPort;
import dev.raftbeat.node.StoreLink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.store.StoreGuard;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a local cluster is, once and for all: {@code cluster.json}.
 *
 * @param id the cluster's id, that every message bears
 * @param peers where each member takes its peers' connections
 * @param controls where each member answers over HTTP
 * @param settings the settings that every node started with
 * @param record whether each node appends all its facts to a file
 * @param variant the wrong rule that its nodes follow, if they are to be wrong
 */
public record ClusterPlan(
        String id,
        Map<NodeId, HostPort> peers,
        Map<NodeId, HostPort> controls,
        Settings settings,
        long seed,
        boolean record,
        Optional<String> variant,
        Optional<StoreLink> store) {
    /** A file of the same name that somebody else made does not say this. */
    private static final String MAKER = "raftbeat";

    private static final String MADE = "cluster";

    public ClusterPlan {
        peers = Collections.unmodifiableMap(new TreeMap<>(peers));
        controls = Collections.unmodifiableMap(new TreeMap<>(controls));
    }

    /** Without a store. */
    public ClusterPlan(
            String id,
            Map<NodeId, HostPort> peers,
            Map<NodeId, HostPort> controls,
            Settings settings,
            long seed,
            boolean record,
            Optional<String> variant) {
        this(id, peers, controls, settings, seed, record, variant, Optional.empty());
    }

    public List<NodeId> members() {
        return new ArrayList<>(peers.keySet());
    }

    String toJson() {
        JsonMapper mapper = JsonMapper.shared();
        ObjectNode root = mapper.createObjectNode();
        root.put(MAKER, MADE);
        root.put("v", 1);
        root.put("cluster", id);
        root.put("seed", seed);
        root.put("record", record);
        variant.ifPresent(name -> root.put("variant", name));
        store.ifPresent(link -> {
            ObjectNode one = root.putObject("store");
            one.put("address", link.address().toString());
            one.put("guard", link.guard().text());
        });
        ObjectNode s = root.putObject("settings");
        s.put("heartbeatNanos", settings.heartbeatNanos());
        s.put("electionNanosMin", settings.electionNanosMin());
        s.put("electionNanosMax", settings.electionNanosMax());
        s.put("preVote", settings.preVote());
        s.put("checkQuorum", settings.checkQuorum());
        s.put("quorumWindowNanos", settings.quorumWindowNanos());
        s.put("lastLogIndex", settings.lastLogIndex());
        s.put("lastLogTerm", settings.lastLogTerm());
        var nodes = root.putArray("nodes");
        for (NodeId node : peers.keySet()) {
            ObjectNode one = nodes.addObject();
            one.put("node", node.name());
            one.put("raft", peers.get(node).toString());
            one.put("control", controls.get(node).toString());
        }
        return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    /** @throws IllegalArgumentException when the text is not a cluster's plan */
    static ClusterPlan fromJson(String json) {
        try {
            JsonNode root = JsonMapper.shared().readTree(json);
            if (!MADE.equals(root.path(MAKER).stringValue(null))) {
                throw new IllegalArgumentException("not a cluster's plan: Raftbeat did not make it");
            }
            JsonNode s = root.required("settings");
            Settings settings = new Settings(
                    s.required("heartbeatNanos").asLong(),
                    s.required("electionNanosMin").asLong(),
                    s.required("electionNanosMax").asLong(),
                    s.required("preVote").asBoolean(),
                    s.required("checkQuorum").asBoolean(),
                    s.required("quorumWindowNanos").asLong(),
                    s.required("lastLogIndex").asLong(),
                    s.required("lastLogTerm").asLong());
            Map<NodeId, HostPort> peers = new TreeMap<>();
            Map<NodeId, HostPort> controls = new TreeMap<>();
            for (JsonNode one : root.required("nodes")) {
                NodeId node = new NodeId(one.required("node").asString());
                peers.put(node, HostPort.parse(one.required("raft").asString()));
                controls.put(node, HostPort.parse(one.required("control").asString()));
            }
            return new ClusterPlan(
                    root.required("cluster").asString(),
                    peers,
                    controls,
                    settings,
                    root.required("seed").asLong(),
                    root.required("record").asBoolean(),
                    Optional.ofNullable(root.path("variant").stringValue(null)),
                    store(root.path("store")));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a cluster's plan: " + e.getOriginalMessage(), e);
        }
    }

    private static Optional<StoreLink> store(JsonNode link) {
        if (link.isMissingNode()) {
            return Optional.empty();
        }
        String guard = link.required("guard").asString();
        return Optional.of(new StoreLink(
                HostPort.parse(link.required("address").asString()),
                StoreGuard.parse(guard)
                        .orElseThrow(() -> new IllegalArgumentException("no guard of a store: \"" + guard + "\""))));
    }
}
