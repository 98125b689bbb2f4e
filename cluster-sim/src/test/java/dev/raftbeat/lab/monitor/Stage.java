package dev.raftbeat.lab.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.lab.detector.Detectors;
import dev.raftbeat.lab.membership.MonitorReport;
import dev.raftbeat.lab.membership.MonitorRules;
import dev.raftbeat.lab.membership.ProbeRules;
import dev.raftbeat.lab.membership.WorkerView;
import dev.raftbeat.net.HostPort;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Monitors on real sockets, at ports of the system's choice, and what a stranger can do to them. */
final class Stage implements AutoCloseable {
    /** Far more than anything here takes, for machines that do much else. */
    static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final long SECOND = 1_000_000_000L;

    final BlockingQueue<String> log = new LinkedBlockingQueue<>();
    private final List<AutoCloseable> open = new ArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    static MonitorRules rules(MonitorRules.Bounds bounds) {
        return rules(bounds, 2 * SECOND);
    }

    /** @param timeoutNanos the silence after which a worker is dead, and makes room */
    static MonitorRules rules(MonitorRules.Bounds bounds, long timeoutNanos) {
        return new MonitorRules(
                Detectors.parse("missed 3"),
                timeoutNanos,
                SECOND / 4,
                MonitorRules.OVERLOAD,
                bounds,
                new ProbeRules(SECOND / 10, SECOND, 0, 1, 2),
                0);
    }

    Monitor monitor(Optional<Path> dir, URI... peers) throws IOException {
        return start(new MonitorOptions(
                new HostPort("127.0.0.1", 0),
                rules(MonitorRules.Bounds.USUAL),
                List.of(peers),
                dir,
                true,
                MonitorOptions.Guard.LOOPBACK));
    }

    Monitor start(MonitorOptions options) throws IOException {
        Monitor monitor = new Monitor(options, log::add);
        open.add(monitor);
        return monitor;
    }

    <T extends AutoCloseable> T closing(T resource) {
        open.add(resource);
        return resource;
    }

    static URI url(Monitor monitor) {
        return URI.create("http://127.0.0.1:" + monitor.address().getPort());
    }

    HttpResponse<String> post(Monitor monitor, String body) throws Exception {
        return post(monitor, "/heartbeat", body);
    }

    HttpResponse<String> post(Monitor monitor, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(url(monitor).resolve(path))
                        .timeout(PATIENCE)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    HttpResponse<String> get(Monitor monitor, String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url(monitor).resolve(path)).timeout(PATIENCE);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Sends these bytes as they are and answers the first line that comes back, or nothing when the line is cut. */
    static String raw(Monitor monitor, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", monitor.address().getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = new String(socket.getInputStream().readNBytes(400), StandardCharsets.ISO_8859_1);
            return answer.lines().findFirst().orElse("");
        }
    }

    static Optional<WorkerView> find(MonitorReport report, String name) {
        return report.members().stream()
                .filter(member -> member.nodeId().equals(name))
                .findFirst();
    }

    /** Waits for a worker to be so. */
    static WorkerView await(Monitor monitor, String name, Predicate<WorkerView> wanted) throws InterruptedException {
        until(() -> find(monitor.report(), name).filter(wanted).isPresent());
        return find(monitor.report(), name).orElseThrow();
    }

    static void until(BooleanSupplier wish) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        BlockingQueue<String> never = new LinkedBlockingQueue<>();
        while (!wish.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited long enough").isLessThan(end);
            assertThat(never.poll(20, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    @Override
    public void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }
}
