package dev.raftbeat.lab.monitor;

import dev.raftbeat.lab.detector.FailureDetector;
import dev.raftbeat.lab.detector.Suspicion;
import dev.raftbeat.lab.membership.MonitorReport;
import dev.raftbeat.lab.membership.StateChange;
import dev.raftbeat.lab.membership.WorkerHeartbeat;
import dev.raftbeat.lab.membership.WorkerView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/**
 * What a monitor answers to {@code GET /status} and {@code GET /v1/status}, written worker by worker into the connection:
 * an answer takes the same little memory for five thousand workers as for one. All times are in seconds.
 */
final class StatusWriter {
    private static final double LEVEL_MAX = 1e9;

    private StatusWriter() {}

    /** Workers in the order of their names, a few at a time. */
    interface Pages {
        /** Those that follow this name; none when it was the last. */
        Page after(String name);
    }

    /** @param wallSeconds the monitor's clock when these were looked at, in seconds since 1970 */
    record Page(List<WorkerView> members, double wallSeconds) {}

    /** Takes one worker. */
    interface Each<E extends Exception> {
        void take(WorkerView member, double wallSeconds) throws E;
    }

    /** Goes through all pages. */
    static <E extends Exception> void each(Pages pages, Each<E> each) throws E {
        Page page = pages.after("");
        while (!page.members().isEmpty()) {
            String last = "";
            for (WorkerView member : page.members()) {
                each.take(member, page.wallSeconds());
                last = member.nodeId();
            }
            page = pages.after(last);
        }
    }

    /** The pages of a report that holds all its members. */
    static Pages pages(MonitorReport report) {
        return name -> new Page(name.isEmpty() ? report.members() : List.of(), report.wallSeconds());
    }

    /**
     * Writes all that there is to tell: the monitor itself, its workers and what changed.
     *
     * @param head the report, of which the members are left to the pages
     */
    static void write(OutputStream to, MonitorReport head, Pages pages) throws IOException {
        generate(to, out -> {
            out.writeStartObject();
            out.writeName("monitor");
            monitor(out, head);
            out.writeName("nodes");
            nodes(out, pages);
            out.writeArrayPropertyStart("changes");
            head.changes().forEach(change -> change(out, change));
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    /** Writes the workers alone, by name: a page that knows {@code last_seen}, {@code age} and {@code alive} can read it. */
    static void nodes(OutputStream to, Pages pages) throws IOException {
        generate(to, out -> nodes(out, pages));
    }

    static String write(MonitorReport report) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            write(text, report, pages(report));
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /** One worker, as a line without its end. */
    static byte[] line(WorkerView member, double wallSeconds) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        generate(text, out -> node(out, member, wallSeconds));
        return text.toByteArray();
    }

    /** What is written by a generator, which reports the trouble of a connection in a way of its own. */
    private interface Body {
        void write(JsonGenerator out);
    }

    private static void generate(OutputStream to, Body body) throws IOException {
        try (JsonGenerator out = MonitorJson.AROUND.createGenerator(to)) {
            body.write(out);
        } catch (JacksonException e) {
            throw new IOException(e.getOriginalMessage(), e);
        }
    }

    private static void monitor(JsonGenerator out, MonitorReport head) {
        out.writeStartObject();
        out.writeStringProperty("id", head.monitor());
        out.writeNumberProperty("now", head.wallSeconds());
        out.writeNumberProperty("up", MonitorLimits.seconds(head.upNanos()));
        out.writeStringProperty("detector", head.detector());
        out.writeNumberProperty("timeout", MonitorLimits.seconds(head.timeoutNanos()));
        out.writeNumberProperty("stood_still", MonitorLimits.seconds(head.asleepNanos()));
        out.writeStringProperty("holding", head.holding());
        out.writeArrayPropertyStart("faults");
        head.faults().forEach(out::writeString);
        out.writeEndArray();
        out.writeArrayPropertyStart("peers");
        for (MonitorReport.PeerView peer : head.peers()) {
            out.writeStartObject();
            out.writeStringProperty("url", peer.url());
            out.writeStringProperty("trouble", peer.trouble());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void nodes(JsonGenerator out, Pages pages) {
        out.writeStartObject();
        each(pages, (member, wallSeconds) -> {
            out.writeName(member.nodeId());
            node(out, member, wallSeconds);
        });
        out.writeEndObject();
    }

    private static void change(JsonGenerator out, StateChange change) {
        out.writeStartObject();
        out.writeNumberProperty("number", change.number());
        out.writeNumberProperty("at", MonitorLimits.seconds(change.atNanos()));
        out.writeStringProperty("node_id", change.nodeId());
        out.writeStringProperty("state", change.to().word());
        out.writeStringProperty("sentence", change.sentence());
        out.writeEndObject();
    }

    private static void node(JsonGenerator out, WorkerView member, double wallSeconds) {
        WorkerHeartbeat last = member.last();
        out.writeStartObject();
        out.writeStringProperty("node_id", last.nodeId());
        Optional<Double> age = member.ageNanos().isPresent()
                ? Optional.of(MonitorLimits.seconds(member.ageNanos().getAsLong()))
                : Optional.empty();
        number(out, "last_seen", age.map(seconds -> Math.round((wallSeconds - seconds) * 1e6) / 1e6));
        number(out, "age", age);
        Optional<Boolean> alive = member.state().alive();
        out.writeName("alive");
        if (alive.isPresent()) {
            out.writeBoolean(alive.get());
        } else {
            out.writeNull();
        }
        out.writeStringProperty("state", member.state().word());
        out.writeNumberProperty("in_state", MonitorLimits.seconds(member.inStateNanos()));
        suspicion(out, member.suspicion());
        out.writeNumberProperty("dead_after", MonitorLimits.seconds(member.deadAfterNanos()));
        out.writeBooleanProperty("ready", member.notReady().isEmpty());
        out.writeName("not_ready_because");
        out.writeString(member.notReady().orElse(null));
        heartbeat(out, last);
        out.writeNumberProperty("beats", member.beats());
        out.writeNumberProperty("flaps", member.flaps());
        out.writeStringProperty("heard_by", member.heardBy());
        member.probes().ifPresent(probes -> probes(out, probes));
        out.writeObjectPropertyStart("metadata");
        last.metadata().forEach((name, json) -> {
            out.writeName(name);
            out.writeRawValue(json);
        });
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void heartbeat(JsonGenerator out, WorkerHeartbeat last) {
        out.writeNumberProperty("generation", last.generation());
        out.writeName("seq");
        if (last.sequence() == FailureDetector.UNNUMBERED) {
            out.writeNull();
        } else {
            out.writeNumber(last.sequence());
        }
        out.writeNumberProperty("ts", last.timestamp());
        number(out, "interval", rhythm(last.rhythm().intervalNanos()));
        number(out, "base_interval", rhythm(last.rhythm().baseNanos()));
    }

    private static Optional<Double> rhythm(long nanos) {
        return nanos == 0 ? Optional.empty() : Optional.of(MonitorLimits.exactSeconds(nanos));
    }

    private static void number(JsonGenerator out, String name, Optional<Double> value) {
        out.writeName(name);
        if (value.isPresent()) {
            out.writeNumber(value.get());
        } else {
            out.writeNull();
        }
    }

    private static void suspicion(JsonGenerator out, Suspicion suspicion) {
        out.writeObjectPropertyStart("suspicion");
        out.writeNumberProperty("level", Math.min(LEVEL_MAX, Math.round(suspicion.level() * 1e3) / 1e3));
        out.writeNumberProperty("threshold", suspicion.threshold());
        out.writeStringProperty("unit", suspicion.unit());
        out.writeStringProperty("opinion", suspicion.opinion().name().toLowerCase(Locale.ROOT));
        out.writeEndObject();
    }

    private static void probes(JsonGenerator out, WorkerView.Probes probes) {
        out.writeObjectPropertyStart("probe");
        out.writeBooleanProperty("livez", probes.live());
        out.writeBooleanProperty("readyz", probes.ready());
        out.writeNumberProperty("answers", probes.answers());
        out.writeNumberProperty("in_row", probes.inRow());
        out.writeEndObject();
    }
}
