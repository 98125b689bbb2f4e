package dev.raftbeat.lab.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.lab.membership.Load;
import dev.raftbeat.lab.membership.MonitorReport;
import dev.raftbeat.lab.membership.WorkerState;
import dev.raftbeat.lab.membership.WorkerView;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Monitors and workers over real sockets, and the file between two lives of a monitor. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class MonitorTest {
    private static final long MILLI = 1_000_000L;

    private final Stage stage = new Stage();

    @TempDir
    private Path home;

    @AfterEach
    void end() throws Exception {
        stage.close();
    }

    private Worker worker(String id, OptionalInt port, Load load, URI... monitors) throws IOException {
        WorkerOptions.Card card = new WorkerOptions.Card(
                Optional.of("1.4"), Optional.of("abc"), OptionalLong.of(7), List.of("a", "b"), load, 0.9);
        return stage.closing(new Worker(
                new WorkerOptions(
                        id,
                        List.of(monitors),
                        100 * MILLI,
                        100 * MILLI,
                        home.resolve(id),
                        port,
                        Optional.empty(),
                        card),
                stage.log::add));
    }

    private static CompletableFuture<String> run(Worker worker) {
        CompletableFuture<String> end = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        worker.run();
                        end.complete("closed");
                    } catch (Worker.Superseded superseded) {
                        end.complete(superseded.getMessage());
                    } catch (InterruptedException ended) {
                        end.completeExceptionally(ended);
                    }
                },
                "worker");
        thread.setDaemon(true);
        thread.start();
        return end;
    }

    @Test
    void anyClientCanBeAWorkerAndIsDeadWhenItFallsSilent() throws Exception {
        Monitor monitor = stage.monitor(Optional.empty());
        assertThat(stage.post(monitor, "{\"node_id\": \"py\", \"ts\": 1732.5, \"colour\": {\"r\": 1}}")
                        .body())
                .isEqualTo("{\"status\":\"ok\"}\n");
        String status = stage.get(monitor, "/status").body();
        assertThat(status)
                .startsWith("{\"py\":{")
                .contains("\"last_seen\":", "\"age\":", "\"alive\":true", "\"ts\":1732.5")
                .contains("\"metadata\":{\"colour\":{\"r\":1}}");
        assertThat(stage.get(monitor, "/v1/status").body())
                .contains("{\"monitor\":{", "\"nodes\":{" + status.substring(1, 10), "\"changes\":[");
        Stage.await(monitor, "py", member -> member.state() == WorkerState.DEAD);
        assertThat(stage.get(monitor, "/status").body()).contains("\"alive\":false", "\"state\":\"dead\"");
        assertThat(stage.log).anyMatch(line -> line.matches("py is dead after 2(\\.\\d+)? s of silence.*"));
    }

    /** As those read it who know nothing of this monitor: every entry is a worker, with three fields that they know. */
    @Test
    void aPlainStatusHasTheWorkersAtItsTopWhateverTheirNames() throws Exception {
        Monitor monitor = stage.monitor(Optional.empty());
        assertThat(stage.get(monitor, "/status").body()).isEqualTo("{}");
        List<String> names = List.of("monitor", "nodes", "changes", "w1");
        for (String name : names) {
            stage.post(monitor, "{\"node_id\":\"" + name + "\",\"ts\":1}");
        }
        JsonNode all = MonitorJson.read(
                MonitorJson.AROUND, stage.get(monitor, "/status").body());
        assertThat(all.propertyNames()).containsExactlyInAnyOrderElementsOf(names);
        for (JsonNode node : all) {
            double seen = node.required("last_seen").doubleValue();
            double age = node.required("age").doubleValue();
            assertThat(seen + age).isBetween(1.7e9, 1e10);
            assertThat(age).isBetween(0.0, 40.0);
            assertThat(node.required("alive").booleanValue()).isTrue();
        }
    }

    @Test
    void metricsAreWhatPrometheusReads() throws Exception {
        Monitor first = stage.monitor(Optional.empty());
        Monitor monitor = stage.monitor(Optional.empty(), Stage.url(first));
        stage.post(monitor, "{\"node_id\":\"a \\\"b\\\\\",\"ts\":1}");
        stage.post(monitor, "{\"node_id\":\"w2\",\"ts\":1,\"leaving\":true}");
        HttpResponse<String> answer = stage.get(monitor, "/metrics");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body().lines())
                .allMatch(line ->
                        line.matches("# (HELP|TYPE) .+|[a-z_]+(\\{[a-z_]+=\"([^\"\\\\]|\\\\.)*\"\\})? [0-9.E-]+"))
                .contains(
                        "raftbeat_monitor_workers{state=\"alive\"} 1.0",
                        "raftbeat_monitor_workers{state=\"left\"} 1.0",
                        "raftbeat_monitor_workers{state=\"dead\"} 0.0",
                        "raftbeat_worker_up{node_id=\"a \\\"b\\\\\"} 1.0",
                        "raftbeat_worker_up{node_id=\"w2\"} 0.0",
                        "raftbeat_worker_heartbeats_total{node_id=\"w2\"} 1.0",
                        "# TYPE raftbeat_worker_flaps_total counter")
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsWrittenOfAStatusIsReadAgain() throws Exception {
        Monitor monitor = stage.monitor(Optional.empty());
        stage.post(
                monitor,
                "{\"node_id\":\"w\",\"ts\":3,\"generation\":4,\"seq\":9,\"interval\":2,\"base_interval\":1,"
                        + "\"draining\":true,\"load\":{\"cpu\":0.5,\"request_rate\":12},\"shards\":[\"a\"]}");
        MonitorReport report = monitor.report();
        String text = StatusWriter.write(report);
        assertThat(StatusWriter.write(StatusReader.read(text))).isEqualTo(text);
        WorkerView member = Stage.find(StatusReader.read(text), "w").orElseThrow();
        assertThat(member.last())
                .isEqualTo(Stage.find(report, "w").orElseThrow().last());
        assertThat(member.notReady()).contains("draining");
    }

    @Test
    void aWorkerTellsOfItselfAndARestartIsAHigherGeneration() throws Exception {
        Monitor monitor = stage.monitor(Optional.empty());
        Worker first = worker("w1", OptionalInt.empty(), Load.UNTOLD, Stage.url(monitor));
        CompletableFuture<String> old = run(first);
        WorkerView member = Stage.await(monitor, "w1", seen -> seen.beats() >= 3);
        assertThat(member.last().generation()).isEqualTo(1);
        assertThat(member.last().metadata())
                .containsEntry("version", "\"1.4\"")
                .containsEntry("build", "\"abc\"")
                .containsEntry("term", "7")
                .containsEntry("shards", "[\"a\",\"b\"]");
        run(worker("w1", OptionalInt.empty(), Load.UNTOLD, Stage.url(monitor)));
        Stage.await(monitor, "w1", seen -> seen.last().generation() == 2);
        assertThat(old.get(40, TimeUnit.SECONDS))
                .as("the old one ends by itself")
                .contains("generation 2 of w1 has been heard, so generation 1 is over");
    }

    @Test
    void pushAndPullSeeTheSameDrainingWorker() throws Exception {
        Monitor monitor = stage.monitor(Optional.empty());
        Load calm = new Load(OptionalDouble.of(0.2), OptionalDouble.of(0.2), OptionalDouble.of(9));
        Worker worker = worker("w1", OptionalInt.of(0), calm, Stage.url(monitor));
        run(worker);
        Stage.await(
                monitor,
                "w1",
                seen -> seen.probes().filter(WorkerView.Probes::ready).isPresent());
        worker.drain();
        WorkerView draining = Stage.await(
                monitor,
                "w1",
                seen -> seen.last().condition().draining()
                        && seen.probes().filter(probes -> !probes.ready()).isPresent());
        assertThat(draining.state().alive()).contains(true);
        assertThat(draining.probes().orElseThrow().live()).isTrue();
        assertThat(draining.notReady()).isPresent();
        worker.close();
        assertThat(Stage.find(monitor.report(), "w1").orElseThrow().state())
                .as("its goodbye came before it had ended")
                .isEqualTo(WorkerState.LEFT);
        assertThat(stage.get(monitor, "/status").body()).contains("\"alive\":false,\"state\":\"left\"");
    }

    @Test
    void anOverloadedWorkerIsNotReady() throws Exception {
        Monitor monitor = stage.monitor(Optional.empty());
        Load busy = new Load(OptionalDouble.of(0.97), OptionalDouble.of(0.2), OptionalDouble.empty());
        run(worker("w1", OptionalInt.empty(), busy, Stage.url(monitor)));
        WorkerView member = Stage.await(monitor, "w1", seen -> seen.beats() > 0);
        assertThat(member.notReady()).contains("overloaded");
        assertThat(member.state().alive()).contains(true);
    }

    @Test
    void twoMonitorsShareAndLosingOneLosesNothing() throws Exception {
        Monitor first = stage.monitor(Optional.empty());
        Monitor second = stage.monitor(Optional.empty(), Stage.url(first));
        Worker worker = worker("w1", OptionalInt.empty(), Load.UNTOLD, Stage.url(first), Stage.url(second));
        run(worker);
        stage.post(first, "{\"node_id\":\"once\",\"ts\":1}");
        Stage.await(second, "w1", seen -> seen.heardBy().equals(Stage.url(first).toString()));
        Stage.await(second, "once", seen -> true);
        long generation = worker.generation();
        first.close();
        WorkerView kept = Stage.await(second, "w1", seen -> seen.heardBy().equals("here") && seen.beats() > 3);
        assertThat(kept.state().alive()).contains(true);
        assertThat(kept.last().generation()).isEqualTo(generation);
        assertThat(second.report().changes())
                .noneMatch(change -> change.sentence().startsWith("w1 is dead"));
        Stage.await(second, "once", seen -> seen.state() == WorkerState.DEAD);
        Stage.await(second, "once", seen -> peerIsInTrouble(second));
    }

    private static boolean peerIsInTrouble(Monitor monitor) {
        return monitor.report().peers().get(0).trouble().startsWith("no monitor answers");
    }

    @Test
    void whoWatchesTwoMonitorsIsNotBlindWhileOneLives() throws Exception {
        Monitor first = stage.monitor(Optional.empty());
        Monitor second = stage.monitor(Optional.empty(), Stage.url(first));
        MonitorSource source =
                new MonitorSource(List.of(Stage.url(first), Stage.url(second)), new MonitorClient(Optional.empty()));
        assertThat(source.ask().upNanos()).isPositive();
        String one = source.ask().monitor();
        first.close();
        assertThat(source.ask().monitor()).isNotEqualTo(one);
        second.close();
        assertThatThrownBy(source::ask)
                .isInstanceOf(IOException.class)
                .hasMessageContaining(Stage.url(first).toString())
                .hasMessageContaining(Stage.url(second).toString());
    }

    @Test
    void afterARestartItDoesNotKnowYetAndThenItDoes() throws Exception {
        Path dir = home.resolve("monitor");
        Monitor before = stage.monitor(Optional.of(dir));
        stage.post(before, "{\"node_id\":\"w1\",\"ts\":1,\"generation\":5}");
        stage.post(before, "{\"node_id\":\"w2\",\"ts\":1,\"generation\":3,\"rack\":\"r7\"}");
        before.close();

        Monitor after = stage.monitor(Optional.of(dir));
        WorkerView known = Stage.find(after.report(), "w2").orElseThrow();
        assertThat(known.state()).isEqualTo(WorkerState.UNKNOWN);
        assertThat(known.last().metadata()).containsEntry("rack", "\"r7\"");
        assertThat(stage.get(after, "/status").body()).contains("\"alive\":null,\"state\":\"unknown\"");
        assertThat(stage.post(after, "{\"node_id\":\"w1\",\"ts\":1,\"generation\":4}")
                        .statusCode())
                .isEqualTo(409);
        stage.post(after, "{\"node_id\":\"w1\",\"ts\":1,\"generation\":5}");
        assertThat(Stage.find(after.report(), "w1").orElseThrow().state()).isEqualTo(WorkerState.ALIVE);
        Stage.await(after, "w2", seen -> seen.state() == WorkerState.DEAD);
    }

    @Test
    void aDamagedFileIsToldOfAndTheOneBeforeIsUsed() throws Exception {
        Path dir = home.resolve("monitor");
        Monitor monitor = stage.monitor(Optional.of(dir));
        stage.post(monitor, "{\"node_id\":\"w1\",\"ts\":1}");
        monitor.close();
        stage.monitor(Optional.of(dir)).close();
        Path file = dir.resolve("workers.ndjson");
        String text = Files.readString(file);
        for (String damage : List.of("", text.substring(0, text.length() - 9), text.replace("w1", "w7"), "\u0000\n")) {
            Files.writeString(file, damage);
            try (MonitorFile read = new MonitorFile(dir)) {
                MonitorFile.Found found = read.load();
                assertThat(found.trouble().orElse("")).contains("workers.ndjson is damaged");
                assertThat(found.members()).extracting(WorkerView::nodeId).containsExactly("w1");
            }
        }
        Files.writeString(dir.resolve("workers.before.ndjson"), "rot");
        Monitor empty = stage.monitor(Optional.of(dir));
        assertThat(empty.report().members()).isEmpty();
        assertThat(stage.log).anyMatch(line -> line.contains("is damaged and was passed over"));
        empty.close();
        assertThat(dir.resolve("workers.before.ndjson.damaged-1")).hasContent("rot");
        assertThat(dir.resolve("workers.ndjson.damaged-4")).hasContent("\u0000\n");
    }

    @Test
    void twoMonitorsCannotKeepOneFile() throws Exception {
        Path dir = home.resolve("monitor");
        stage.monitor(Optional.of(dir));
        assertThatThrownBy(() -> stage.monitor(Optional.of(dir)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another monitor or worker uses it; give this one another --dir");
        assertThatThrownBy(() -> GenerationFile.next(dir))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another worker or monitor uses that folder; give this worker another --dir");
    }

    @Test
    void whatSomebodyPutBesideTheFileStaysAsItIs() throws Exception {
        Path dir = Files.createDirectories(home.resolve("monitor"));
        List<String> names = List.of("workers.new.ndjson", "workers.ndjson.new", "generation.new");
        for (String name : names) {
            Files.writeString(dir.resolve(name), "mine");
        }
        stage.monitor(Optional.of(dir)).close();
        assertThat(GenerationFile.next(dir)).isEqualTo(1);
        for (String name : names) {
            assertThat(dir.resolve(name)).hasContent("mine");
        }
        assertThat(dir.resolve("workers.ndjson")).exists();
    }

    @Test
    void noLinkIsWrittenThroughNorReadAsOurs() throws Exception {
        Path dir = Files.createDirectories(home.resolve("monitor"));
        Path precious = Files.writeString(home.resolve("precious"), "7");
        Files.createSymbolicLink(dir.resolve("generation"), precious);
        assertThatThrownBy(() -> GenerationFile.next(dir)).hasMessageContaining("generation is a symbolic link");
        Files.delete(dir.resolve("generation"));
        Files.createLink(dir.resolve("generation"), precious);
        assertThatThrownBy(() -> GenerationFile.next(dir)).hasMessageContaining("generation is a hard link");
        assertThat(precious).hasContent("7");
    }

    @Test
    void aGenerationThatCannotBeReadIsNotBegunAgain() throws Exception {
        Files.createDirectories(home.resolve("w1"));
        Files.writeString(home.resolve("w1/generation"), "garbage");
        assertThatThrownBy(() -> GenerationFile.next(home.resolve("w1")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it holds no number");
        assertThat(GenerationFile.next(home.resolve("w2"))).isEqualTo(1);
        assertThat(GenerationFile.next(home.resolve("w2"))).isEqualTo(2);
    }
}
