package dev.raftbeat.lab.monitor;

import dev.raftbeat.lab.membership.MonitorReport;
import dev.raftbeat.lab.membership.WorkerState;
import dev.raftbeat.lab.membership.WorkerView;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a monitor knows, as Prometheus reads it. Written here and not by Prometheus's library, which first makes a picture
 * of all workers in memory: one for everybody who asks and does not read.
 */
final class MonitorMetrics {
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private record Family(String name, String type, String help, ToDoubleFunction<WorkerView> value) {}

    private static final List<Family> OF_WORKERS = List.of(
            new Family(
                    "raftbeat_worker_up",
                    "gauge",
                    "Whether the worker counts as alive; NaN when that is not known.",
                    view -> view.state().alive().map(alive -> alive ? 1.0 : 0.0).orElse(Double.NaN)),
            new Family(
                    "raftbeat_worker_ready",
                    "gauge",
                    "Whether work can be sent to the worker.",
                    view -> view.notReady().isEmpty() ? 1 : 0),
            new Family(
                    "raftbeat_worker_silence_seconds",
                    "gauge",
                    "Time since the last heartbeat of the worker.",
                    view -> view.ageNanos().orElse(0) / MonitorLimits.NANOS_PER_SECOND),
            new Family(
                    "raftbeat_worker_suspicion_ratio",
                    "gauge",
                    "Suspicion of the worker; 1 is the threshold.",
                    view -> view.suspicion().share()),
            new Family(
                    "raftbeat_worker_heartbeats_total", "counter", "Heartbeats that arrived here.", WorkerView::beats),
            new Family(
                    "raftbeat_worker_flaps_total",
                    "counter",
                    "Times that the worker came back after suspicion or death.",
                    WorkerView::flaps));

    private MonitorMetrics() {}

    /** @param head the report without its members */
    static void write(OutputStream to, MonitorReport head, StatusWriter.Pages pages) throws IOException {
        Writer out = new OutputStreamWriter(to, StandardCharsets.UTF_8);
        monitor(out, head);
        states(out, pages);
        for (Family family : OF_WORKERS) {
            head(out, family.name, family.type, family.help);
            StatusWriter.<IOException>each(
                    pages,
                    (view, now) ->
                            sample(out, family.name, "node_id", view.nodeId(), family.value.applyAsDouble(view)));
        }
        out.flush();
    }

    private static void monitor(Writer out, MonitorReport head) throws IOException {
        head(out, "raftbeat_monitor_up_seconds", "gauge", "Time since the monitor started.");
        out.write("raftbeat_monitor_up_seconds " + head.upNanos() / MonitorLimits.NANOS_PER_SECOND + "\n");
        head(out, "raftbeat_monitor_stood_still_seconds_total", "counter", "Time for which the monitor stood still.");
        out.write("raftbeat_monitor_stood_still_seconds_total " + head.asleepNanos() / MonitorLimits.NANOS_PER_SECOND
                + "\n");
        head(out, "raftbeat_monitor_holding", "gauge", "Whether verdicts are held back because of network trouble.");
        out.write("raftbeat_monitor_holding " + (head.holding().isEmpty() ? 0 : 1) + "\n");
        head(out, "raftbeat_monitor_faults", "gauge", "Faults in force on what workers send, set on purpose.");
        out.write("raftbeat_monitor_faults " + head.faults().size() + "\n");
        head(out, "raftbeat_monitor_peer_up", "gauge", "Whether another monitor answers.");
        for (MonitorReport.PeerView peer : head.peers()) {
            sample(
                    out,
                    "raftbeat_monitor_peer_up",
                    "url",
                    peer.url(),
                    peer.trouble().isEmpty() ? 1 : 0);
        }
    }

    private static void states(Writer out, StatusWriter.Pages pages) throws IOException {
        Map<WorkerState, Long> counts = new EnumMap<>(WorkerState.class);
        StatusWriter.<RuntimeException>each(pages, (view, now) -> counts.merge(view.state(), 1L, Long::sum));
        head(out, "raftbeat_monitor_workers", "gauge", "Workers that the monitor knows, by state.");
        for (WorkerState state : WorkerState.values()) {
            sample(out, "raftbeat_monitor_workers", "state", state.word(), counts.getOrDefault(state, 0L));
        }
    }

    private static void head(Writer out, String name, String type, String help) throws IOException {
        out.write("# HELP " + name + " " + help + "\n# TYPE " + name + " " + type + "\n");
    }

    private static void sample(Writer out, String name, String label, String value, double number) throws IOException {
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        out.write(name + "{" + label + "=\"" + escaped + "\"} " + number + "\n");
    }
}
