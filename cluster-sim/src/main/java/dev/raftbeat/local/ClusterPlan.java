package dev.raftbeat.local;

import dev.raftbeat.net.HostPort;
import dev.raftbeat.node.StoreLink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.store.StoreGuard;
import dev.raftbeat.wire.DocumentException;
import dev.raftbeat.wire.StrictJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

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
    private static final String MADE = "cluster";

    private static final int VERSION = 1;

    private static final StrictJson JSON = StrictJson.STANDARD
            .with(HostPort.class, HostPort::parse, HostPort::toString)
            .with(StoreGuard.class, ClusterPlan::guard, StoreGuard::text);

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

    private static StoreGuard guard(String text) {
        return StoreGuard.parse(text)
                .orElseThrow(() -> new IllegalArgumentException("unfenced, fenced or a lease, for a store"));
    }

    String toJson() {
        List<Member> nodes = members().stream()
                .map(node -> new Member(node, peers.get(node), controls.get(node)))
                .toList();
        return JSON.file(new Document(MADE, VERSION, id, seed, record, variant, store, settings, nodes));
    }

    /** @throws IllegalArgumentException when the text is not a cluster's plan */
    static ClusterPlan fromJson(String json) {
        try {
            Document read = JSON.read(json, Document.class);
            Map<NodeId, HostPort> peers = new TreeMap<>();
            Map<NodeId, HostPort> controls = new TreeMap<>();
            for (Member one : read.nodes) {
                peers.put(one.node, one.raft);
                controls.put(one.node, one.control);
            }
            return new ClusterPlan(
                    read.cluster, peers, controls, read.settings, read.seed, read.record, read.variant, read.store);
        } catch (DocumentException e) {
            throw new IllegalArgumentException("not a cluster's plan: " + e.getMessage(), e);
        }
    }

    /** The file, its fields in their order there. */
    private record Document(
            String raftbeat,
            int v,
            String cluster,
            long seed,
            boolean record,
            Optional<String> variant,
            Optional<StoreLink> store,
            Settings settings,
            List<Member> nodes) {
        private Document {
            if (!raftbeat.equals(MADE) || v != VERSION) {
                throw new IllegalArgumentException("a plan that Raftbeat made: \"raftbeat\": \"cluster\", \"v\": 1");
            }
        }
    }

    private record Member(NodeId node, HostPort raft, HostPort control) {}
}
