package dev.raftbeat.lab.monitor;

import dev.raftbeat.lab.membership.MonitorReport;
import dev.raftbeat.lab.membership.WorkerView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/**
 * What a monitor answers to {@code GET /status} and {@code GET /v1/status}, written worker by worker into the connection:
 * an answer takes the same little memory for five thousand workers as for one. All times are in seconds.
 */
final class StatusWriter {
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
            out.writePOJOProperty("monitor", StatusForm.Head.of(head));
            out.writeName("nodes");
            nodes(out, pages);
            out.writePOJOProperty(
                    "changes",
                    head.changes().stream().map(StatusForm.Change::of).toList());
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
        generate(text, out -> out.writePOJO(StatusForm.Worker.of(member, wallSeconds)));
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

    private static void nodes(JsonGenerator out, Pages pages) {
        out.writeStartObject();
        each(pages, (member, wallSeconds) -> {
            out.writeName(member.nodeId());
            out.writePOJO(StatusForm.Worker.of(member, wallSeconds));
        });
        out.writeEndObject();
    }
}
