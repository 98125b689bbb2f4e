package dev.raftbeat.lab.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.raftbeat.lab.membership.StateChange;
import dev.raftbeat.lab.membership.WorkerState;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is told of changes is told of each once, in order, again when it was not taken, and not too often. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class ChangeHookTest {
    private static final Duration SOON = Duration.ofMillis(1);

    private final BlockingQueue<String> log = new LinkedBlockingQueue<>();

    @TempDir
    private Path home;

    private static void change(ChangeHook hook, int number) {
        hook.changed("m", new StateChange(number, 1, "w" + number, WorkerState.DEAD, "w" + number + " is dead"), 7.5);
    }

    private static List<Integer> numbers(List<String> changes) {
        return changes.stream()
                .map(json -> MonitorJson.read(MonitorJson.AROUND, json)
                        .required("number")
                        .intValue())
                .toList();
    }

    @Test
    void whatIsNotTakenIsToldAgainBeforeAnythingElse() throws Exception {
        BlockingQueue<List<Integer>> told = new LinkedBlockingQueue<>();
        int[] refusals = {3};
        try (ChangeHook hook = new ChangeHook(
                changes -> {
                    told.add(numbers(changes));
                    if (refusals[0]-- > 0) {
                        throw new IOException("not now");
                    }
                },
                SOON,
                log::add)) {
            change(hook, 1);
            for (int i = 0; i < 4; i++) {
                assertThat(told.take()).isEqualTo(List.of(1));
            }
            change(hook, 2);
            assertThat(told.take()).isEqualTo(List.of(2));
        }
        assertThat(told).isEmpty();
        assertThat(log).hasSize(3).allMatch(line -> line.contains("not now"));
    }

    @Test
    void afterFiveTriesTheNextMayBeTold() throws Exception {
        BlockingQueue<List<Integer>> told = new LinkedBlockingQueue<>();
        try (ChangeHook hook = new ChangeHook(
                changes -> {
                    told.add(numbers(changes));
                    if (numbers(changes).contains(1)) {
                        throw new IOException("never");
                    }
                },
                SOON,
                log::add)) {
            change(hook, 1);
            for (int i = 0; i < 5; i++) {
                assertThat(told.take()).isEqualTo(List.of(1));
            }
            change(hook, 2);
            assertThat(told.take()).isEqualTo(List.of(2));
        }
        assertThat(log).anyMatch(line -> line.contains("given up"));
    }

    @Test
    void aFloodIsFewMessagesAndIsBounded() throws Exception {
        List<List<Integer>> told = new ArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        try (ChangeHook hook = new ChangeHook(
                changes -> {
                    begun.countDown();
                    go.await();
                    told.add(numbers(changes));
                },
                SOON,
                log::add)) {
            change(hook, 0);
            begun.await();
            for (int i = 1; i <= 22_000; i++) {
                change(hook, i);
            }
            go.countDown();
        }
        assertThat(told).hasSize(21).allMatch(batch -> batch.size() <= 1_000);
        assertThat(told.stream().flatMap(List::stream).toList())
                .isEqualTo(IntStream.concat(IntStream.of(0), IntStream.rangeClosed(2_001, 22_000))
                        .boxed()
                        .toList());
        assertThat(log).containsExactly("the hook was not told of 2000 changes: they came too quickly for it");
    }

    @Test
    void aCommandGetsALineForEach() throws Exception {
        Path file = home.resolve("told");
        List<String> changes = List.of("{\"a\":\"$(touch " + home.resolve("no") + ")\"}", "{\"b\":2}");
        HookReceivers.command("cat >> '" + file + "'").tell(changes);
        assertThat(Files.readAllLines(file)).isEqualTo(changes);
        assertThat(home.resolve("no")).doesNotExist();
        assertThatThrownBy(() -> HookReceivers.command("exit 3").tell(changes)).hasMessage("it ended with code 3");
        HookReceivers.command("true").tell(List.of("x".repeat(1_000_000)));
    }

    @Test
    void anAddressGetsAllOfThemInOneObject() throws Exception {
        BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
        int[] status = {204};
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 8);
        server.createContext("/hook", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status[0], -1);
            exchange.close();
        });
        server.start();
        try {
            URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
            HookReceivers.post(url).tell(List.of("{\"a\":1}", "{\"b\":2}"));
            assertThat(bodies.poll(40, TimeUnit.SECONDS)).isEqualTo("{\"changes\":[{\"a\":1},{\"b\":2}]}");
            status[0] = 500;
            assertThatThrownBy(() -> HookReceivers.post(url).tell(List.of("{}")))
                    .isInstanceOf(IOException.class)
                    .hasMessageEndingWith("/hook answers 500");
        } finally {
            server.stop(0);
        }
    }
}
