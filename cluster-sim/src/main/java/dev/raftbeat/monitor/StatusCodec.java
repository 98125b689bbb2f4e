package dev.raftbeat.monitor;

import dev.raftbeat.detect.Beat;
import dev.raftbeat.detect.FailureDetector;
import dev.raftbeat.detect.MemberState;
import dev.raftbeat.detect.MemberView;
import dev.raftbeat.detect.MonitorReport;
import dev.raftbeat.detect.StateChange;
import dev.raftbeat.detect.Suspicion;
import dev.raftbeat.detect.Suspicion.Opinion;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a monitor answers to {@code GET /status}, written and read again. All times are in seconds. */
public final class StatusCodec {
    private static final double LEVEL_MAX = 1e9;

    private StatusCodec() {}

    static String write(MonitorReport report) {
        ObjectNode root = Json.OWN.createObjectNode();
        ObjectNode self = root.putObject("monitor");
        self.put("id", report.monitor());
        self.put("now", report.wallSeconds());
        self.put("up", Wire.seconds(report.upNanos()));
        self.put("detector", report.detector());
        self.put("timeout", Wire.seconds(report.timeoutNanos()));
        self.put("stood_still", Wire.seconds(report.asleepNanos()));
        var peers = self.putArray("peers");
        for (MonitorReport.PeerView peer : report.peers()) {
            peers.addObject().put("url", peer.url()).put("trouble", peer.trouble());
        }
        ObjectNode nodes = root.putObject("nodes");
        report.members().forEach(member -> nodes.set(member.nodeId(), node(member, report.wallSeconds())));
        var changes = root.putArray("changes");
        for (StateChange change : report.changes()) {
            changes.addObject()
                    .put("number", change.number())
                    .put("at", Wire.seconds(change.atNanos()))
                    .put("node_id", change.nodeId())
                    .put("state", change.to().word())
                    .put("sentence", change.sentence());
        }
        return root.toString();
    }

    static ObjectNode node(MemberView member, double wallSeconds) {
        ObjectNode out = Json.OWN.createObjectNode();
        Beat last = member.last();
        out.put("node_id", last.nodeId());
        if (member.ageNanos().isPresent()) {
            double age = Wire.seconds(member.ageNanos().getAsLong());
            out.put("last_seen", Math.round((wallSeconds - age) * 1e6) / 1e6);
            out.put("age", age);
        } else {
            out.putNull("last_seen").putNull("age");
        }
        Optional<Boolean> alive = member.state().alive();
        if (alive.isPresent()) {
            out.put("alive", alive.get().booleanValue());
        } else {
            out.putNull("alive");
        }
        out.put("state", member.state().word());
        out.put("in_state", Wire.seconds(member.inStateNanos()));
        suspicion(out.putObject("suspicion"), member.suspicion());
        out.put("dead_after", Wire.seconds(member.deadAfterNanos()));
        out.put("ready", member.notReady().isEmpty());
        out.put("not_ready_because", member.notReady().orElse(null));
        out.put("generation", last.generation());
        out.put("seq", last.sequence() == FailureDetector.UNNUMBERED ? null : (Long) last.sequence());
        out.put("ts", last.timestamp());
        out.put("interval", rhythm(last.rhythm().intervalNanos()));
        out.put("base_interval", rhythm(last.rhythm().baseNanos()));
        out.put("beats", member.beats());
        out.put("heard_by", member.heardBy());
        member.probes()
                .ifPresent(probes -> out.putObject("probe")
                        .put("livez", probes.live())
                        .put("readyz", probes.ready())
                        .put("answers", probes.answers())
                        .put("in_row", probes.inRow()));
        ObjectNode metadata = out.putObject("metadata");
        last.metadata().forEach((name, json) -> metadata.set(name, Json.read(Json.OWN, json)));
        return out;
    }

    private static Double rhythm(long nanos) {
        return nanos == 0 ? null : (Double) Wire.seconds(nanos);
    }

    private static void suspicion(ObjectNode out, Suspicion suspicion) {
        out.put("level", Math.min(LEVEL_MAX, Math.round(suspicion.level() * 1e3) / 1e3));
        out.put("threshold", suspicion.threshold());
        out.put("unit", suspicion.unit());
        out.put("opinion", suspicion.opinion().name().toLowerCase(Locale.ROOT));
    }

    /** @throws IllegalArgumentException when the text is not a monitor's status */
    public static MonitorReport read(String text) {
        try {
            JsonNode root = Json.read(Json.OWN, text);
            JsonNode self = root.required("monitor");
            double wall = self.required("now").doubleValue();
            List<MemberView> members = new ArrayList<>();
            for (Map.Entry<String, JsonNode> node : root.required("nodes").properties()) {
                members.add(member(node.getValue(), wall));
            }
            List<MonitorReport.PeerView> peers = new ArrayList<>();
            self.required("peers")
                    .forEach(peer -> peers.add(new MonitorReport.PeerView(
                            peer.required("url").stringValue(),
                            peer.required("trouble").stringValue())));
            List<StateChange> changes = new ArrayList<>();
            root.required("changes").forEach(change -> changes.add(change(change)));
            return new MonitorReport(
                    self.required("id").stringValue(),
                    wall,
                    nanos(self, "up"),
                    self.required("detector").stringValue(),
                    nanos(self, "timeout"),
                    nanos(self, "stood_still"),
                    members,
                    peers,
                    changes);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a monitor's status: " + e.getOriginalMessage(), e);
        }
    }

    private static StateChange change(JsonNode change) {
        return new StateChange(
                change.required("number").longValue(),
                nanos(change, "at"),
                change.required("node_id").stringValue(),
                state(change),
                change.required("sentence").stringValue());
    }

    private static MemberState state(JsonNode node) {
        return MemberState.valueOf(node.required("state").stringValue().toUpperCase(Locale.ROOT));
    }

    private static long nanos(JsonNode node, String name) {
        return Wire.nanos(node.required(name).doubleValue());
    }

    /** @throws IllegalArgumentException when it is not what {@link #node} writes */
    static MemberView member(JsonNode node, double wallSeconds) {
        JsonNode suspicion = node.required("suspicion");
        JsonNode probe = node.path("probe");
        JsonNode age = node.required("age");
        JsonNode because = node.required("not_ready_because");
        return new MemberView(
                state(node),
                nanos(node, "in_state"),
                age.isNumber() ? OptionalLong.of(Wire.nanos(age.doubleValue())) : OptionalLong.empty(),
                new Suspicion(
                        Opinion.valueOf(
                                suspicion.required("opinion").stringValue().toUpperCase(Locale.ROOT)),
                        suspicion.required("level").doubleValue(),
                        suspicion.required("threshold").doubleValue(),
                        suspicion.required("unit").stringValue()),
                nanos(node, "dead_after"),
                because.isString() ? Optional.of(because.stringValue()) : Optional.empty(),
                node.required("beats").longValue(),
                node.required("heard_by").stringValue(),
                probe.isObject()
                        ? Optional.of(new MemberView.Probes(
                                probe.required("livez").booleanValue(),
                                probe.required("readyz").booleanValue(),
                                probe.required("answers").longValue(),
                                probe.required("in_row").intValue()))
                        : Optional.empty(),
                beat(node, wallSeconds));
    }

    /** Read as strictly as a heartbeat that a worker sends: another monitor is no reason to trust more. */
    private static Beat beat(JsonNode node, double wallSeconds) {
        ObjectNode beat = Json.OWN.createObjectNode();
        for (String name : List.of("node_id", "ts", "generation", "seq", "interval", "base_interval")) {
            beat.set(name, node.required(name));
        }
        node.required("metadata").properties().forEach(field -> beat.set(field.getKey(), field.getValue()));
        try {
            return BeatCodec.read(beat.toString().getBytes(StandardCharsets.UTF_8), wallSeconds);
        } catch (Refusal e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}
