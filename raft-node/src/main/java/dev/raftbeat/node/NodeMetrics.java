package dev.raftbeat.node;

import dev.raftbeat.net.NetSnapshot;
import dev.raftbeat.protocol.FactListener;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The node in numbers, for Prometheus: a fold over its facts. The names are etcd's where etcd has the thing
 * ({@code etcd_server_has_leader} is {@code raftbeat_server_has_leader}), so that dashboards and habits carry over.
 */
final class NodeMetrics implements FactListener, FactSink {
    private static final double[] FSYNC_SECONDS = {
        0.0005, 0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.256, 0.512, 1.024, Double.POSITIVE_INFINITY
    };

    private static final String REFUSED = "raftbeat_network_frames_refused";

    private final Map<String, Counter> counters = new TreeMap<>();
    private final long[] fsyncCounts = new long[FSYNC_SECONDS.length];
    private double fsyncSum;
    private Optional<NodeId> leader = Optional.empty();

    NodeMetrics() {
        declare(
                "raftbeat_server_leader_changes_seen",
                "Leaders that this node has followed or been, one after another.");
        declare(
                "raftbeat_server_elections_started",
                "Elections that this node has started, each in a term of its own.");
        declare("raftbeat_server_prevotes_started", "Rounds of PreVote that this node has started.");
        declare("raftbeat_server_election_timeouts", "Election timers that ran out.");
        declare("raftbeat_network_messages_sent", "Messages sent, by kind.");
        declare("raftbeat_network_messages_received", "Messages delivered to the protocol, by kind.");
        declare(
                "raftbeat_network_messages_lost",
                "Messages that will never arrive, by reason, as far as this node knows.");
        declare(REFUSED, "Frames refused without effect, by reason.");
    }

    @Override
    public synchronized void tell(StampedFact fact) {
        if (fact.fact() instanceof FrameRefused && fact.cause().isEmpty()) {
            // Refused by the network and not by the protocol, which names a cause: in a flood the network does not tell
            // of each, but counts each, and its count is what is shown.
            return;
        }
        fact.fact().accept(this);
    }

    /** @param picture what the node has told about itself */
    synchronized String text(OwnState.Picture picture, boolean ready, NetSnapshot traffic) {
        List<MetricSnapshot> all = new ArrayList<>();
        all.add(gauge("raftbeat_server_has_leader", "1 when a leader is known and heard, else 0.", ready ? 1 : 0));
        boolean leads = picture.role() == Role.LEADER;
        all.add(gauge("raftbeat_server_is_leader", "1 when this node leads, else 0.", leads ? 1 : 0));
        all.add(gauge("raftbeat_server_term", "The current term.", picture.term()));
        all.add(gauge("raftbeat_server_boot", "Which life of the node this is.", picture.boot()));
        counters.forEach(
                (name, counter) -> all.add(name.equals(REFUSED) ? refused(counter, traffic) : counter.snapshot(name)));
        all.add(HistogramSnapshot.builder()
                .name("raftbeat_disk_ballot_fsync_duration_seconds")
                .help("From the request to save a ballot to the word that it is durable.")
                .dataPoint(HistogramSnapshot.HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(FSYNC_SECONDS, fsyncCounts.clone()))
                        .sum(fsyncSum)
                        .build())
                .build());
        Counter sent = new Counter("Bytes written to this peer, frames and their lengths.", "To");
        Counter received = new Counter("Bytes read from this peer, frames and their lengths.", "From");
        traffic.peers().forEach((peer, counts) -> {
            sent.add(peer.name(), counts.bytesOut() + counts.transportBytesOut());
            received.add(peer.name(), counts.bytesIn() + counts.transportBytesIn());
        });
        all.add(gauge(
                "raftbeat_network_active_peers",
                "Peers that this node's own connection reaches.",
                traffic.peers().values().stream().filter(NetSnapshot.Peer::up).count()));
        all.add(sent.snapshot("raftbeat_network_peer_sent_bytes"));
        all.add(received.snapshot("raftbeat_network_peer_received_bytes"));
        return write(new MetricSnapshots(all));
    }

    private static CounterSnapshot refused(Counter byProtocol, NetSnapshot traffic) {
        Counter both = new Counter(byProtocol.help, byProtocol.label);
        byProtocol.values.forEach(both::add);
        traffic.refused().forEach((reason, count) -> both.add(reason.name(), count));
        return both.snapshot(REFUSED);
    }

    private static String write(MetricSnapshots snapshots) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, snapshots, EscapingScheme.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void on(BallotSaved fact) {
        double seconds = fact.tookNanos() / 1e9;
        int bucket = 0;
        while (seconds > FSYNC_SECONDS[bucket]) {
            bucket++;
        }
        fsyncCounts[bucket]++;
        fsyncSum += seconds;
    }

    @Override
    public void on(TimerFired fact) {
        count("raftbeat_server_election_timeouts", "");
    }

    @Override
    public void on(BecamePreCandidate fact) {
        count("raftbeat_server_prevotes_started", "");
    }

    @Override
    public void on(BecameCandidate fact) {
        count("raftbeat_server_elections_started", "");
    }

    @Override
    public void on(BecameLeader fact) {
        // The leader's own name is not in the fact; any marker that no follower's leader can equal will do.
        leader = Optional.of(NodeId.WORLD);
        count("raftbeat_server_leader_changes_seen", "");
    }

    @Override
    public void on(BecameFollower fact) {
        if (fact.leader().isPresent() && !fact.leader().equals(leader)) {
            leader = fact.leader();
            count("raftbeat_server_leader_changes_seen", "");
        }
    }

    @Override
    public void on(MessageSent fact) {
        count("raftbeat_network_messages_sent", fact.kind());
    }

    @Override
    public void on(MessageDelivered fact) {
        count("raftbeat_network_messages_received", fact.kind());
    }

    @Override
    public void on(MessageLost fact) {
        count("raftbeat_network_messages_lost", fact.reason().name());
    }

    @Override
    public void on(FrameRefused fact) {
        count(REFUSED, fact.reason().name());
    }

    private void declare(String name, String help) {
        boolean byKind = name.contains("messages");
        boolean byReason = name.endsWith("lost") || name.endsWith("refused");
        counters.put(name, new Counter(help, byReason ? "reason" : byKind ? "kind" : ""));
    }

    private void count(String name, String label) {
        counters.get(name).add(label, 1);
    }

    private static GaugeSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .value(value)
                        .build())
                .build();
    }

    /** A counter with at most one label. */
    private static final class Counter {
        private final String help;
        private final String label;
        private final Map<String, Long> values = new TreeMap<>();

        private Counter(String help, String label) {
            this.help = help;
            this.label = label;
            if (label.isEmpty()) {
                values.put("", 0L);
            }
        }

        private void add(String value, long more) {
            values.merge(value, more, Long::sum);
        }

        private CounterSnapshot snapshot(String name) {
            var builder = CounterSnapshot.builder().name(name).help(help);
            values.forEach((value, count) -> builder.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                    .labels(label.isEmpty() ? Labels.EMPTY : Labels.of(label, value))
                    .value(count)
                    .build()));
            return builder.build();
        }
    }
}
