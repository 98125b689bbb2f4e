package dev.raftbeat.lab.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.http.HttpRefusal;
import dev.raftbeat.lab.membership.MonitorRules;
import dev.raftbeat.lab.membership.WorkerState;
import dev.raftbeat.net.HostPort;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is broken between workers and a monitor, by lines in the words of the fault language. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class WorkerFaultsTest {
    private final WorkerFaults faults = new WorkerFaults(new SplittableRandom(3));
    private final Stage stage = new Stage();

    @AfterEach
    void end() throws Exception {
        stage.close();
    }

    private long lost(String worker, int of) {
        long lost = 0;
        for (int i = 0; i < of; i++) {
            lost += faults.loses(worker) ? 1 : 0;
        }
        return lost;
    }

    @Test
    void eachLineHasItsUndo() {
        faults.apply("cut w1,w2");
        faults.apply(" pause  w1 ");
        faults.apply("lose 30% w3");
        faults.apply("slow w3 80ms");
        assertThat(faults.active()).containsExactly("cut w1", "pause w1", "cut w2", "lose 30% w3", "slow w3 80ms");
        assertThat(lost("w1", 10)).isEqualTo(10);
        assertThat(lost("w2", 10)).isEqualTo(10);
        assertThat(lost("w3", 10_000)).isBetween(2_800L, 3_200L);
        assertThat(lost("w4", 10)).isZero();
        assertThat(faults.delay("w3")).isEqualTo(Duration.ofMillis(80));
        assertThat(faults.delay("w1")).isZero();
        faults.apply("join w1,w2");
        assertThat(lost("w2", 10)).isZero();
        assertThat(lost("w1", 10)).as("it is paused").isEqualTo(10);
        faults.apply("resume w1");
        faults.apply("lose 0% w3");
        faults.apply("slow w3 0ms");
        assertThat(faults.active()).isEmpty();
    }

    @Test
    void allAreMeantByAllAndHealUndoesEverything() {
        faults.apply("lose 100% all");
        faults.apply("slow w1 1s");
        faults.apply("slow all 2s");
        assertThat(lost("anybody", 10)).isEqualTo(10);
        assertThat(faults.delay("w1")).isEqualTo(Duration.ofSeconds(2));
        faults.apply("heal");
        assertThat(lost("anybody", 10)).isZero();
        assertThat(faults.active()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | expected cut,",
                "# cut w1 | expected cut,",
                "ct w1 | did you mean \"cut\"?",
                "kill w1 | expected cut,",
                "cut | expected the name of a worker",
                "cut w1 w2 | expected the end of the line",
                "cut w1, | expected the name of a worker",
                "cut \"w1 | expected the name of a worker",
                "heal w1 | expected the end of the line",
                "lose 30 w1 | expected \"%\"",
                "lose 101% w1 | between 0% and 100%",
                "lose -1% w1 | expected a percentage",
                "lose w1 30% | expected a percentage",
                "slow w1 | expected a time",
                "slow w1 80 | expected a unit",
                "slow w1 2E | no elections",
                "slow w1 8s +-2E | no elections",
                "slow w1 1h | 10s at the most",
                "slow w1 9s +-2s | 10s at the most",
                "heal; ct w1 | did you mean",
                "cut \"\" | expected the name of a worker",
                "cut \u001b[2J | printable"
            })
    void whatIsNoLineChangesNothing(String line, String sentence) {
        faults.apply("cut w9");
        assertThatThrownBy(() -> faults.apply(line))
                .isInstanceOf(HttpRefusal.class)
                .hasMessageContaining(sentence);
        assertThatThrownBy(() -> faults.apply(line)).message().doesNotContain("\u001b");
        assertThat(faults.active()).containsExactly("cut w9");
    }

    /** As the fault language reads lines: case, blanks and comments do not matter, and several may stand together. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "CUT W1 | cut W1",
                "  cut\tw1   # for a while | cut w1",
                "cut w1 , w2 | cut w1 / cut w2",
                "cut w1; lose 30% w1 | cut w1 / lose 30% w1",
                "`cut w1\n\nPause all` | pause all / cut w1",
                "lose 2.50% w1 | lose 2.5% w1",
                "lose 30 % w1 | lose 30% w1",
                "slow w1 1.5 s | slow w1 1.5s",
                "slow w1 200ms +-50ms | slow w1 200ms +-50ms",
                "slow w1 200ms \u00b150MS | slow w1 200ms +-50ms",
                "cut web-1.example:8080_a@b/c | cut web-1.example:8080_a@b/c",
                "cut 7 | cut 7",
                "cut all.1,ALL | cut all / cut all.1",
                "cut \"node 1, the first\" | cut \"node 1, the first\"",
                "cut \"a;b#c\", d | cut \"a;b#c\" / cut d",
                "cut \"w1\" | cut w1",
                "cut \"all\" | cut \"all\"",
                "cut \"say \\\"hi\\\" \\\\\" | cut \"say \\\"hi\\\" \\\\\""
            })
    void linesAreReadAsTheFaultLanguageReadsThem(String line, String active) {
        faults.apply(line.replace("\\n", "\n"));
        List<String> lines = List.of(active.split(" / "));
        assertThat(faults.active()).containsExactlyElementsOf(lines);
        faults.apply("heal");
        faults.apply(String.join("\n", lines));
        assertThat(faults.active()).as("what is told can be typed").containsExactlyElementsOf(lines);
    }

    @Test
    void aWorkerThatIsCalledAllIsNotAll() {
        faults.apply("cut \"all\"");
        assertThat(lost("w1", 10)).isZero();
        assertThat(lost("all", 10)).isEqualTo(10);
        faults.apply("join \"all\"; cut all");
        assertThat(lost("w1", 10)).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({"cut all,join w1", "pause all,resume w1", "lose 5% all,lose 0% w1", "slow all 1s,slow w1 0ms"})
    void oneIsNotTakenOutOfAllWithoutAWord(String line, String undo) {
        faults.apply(line);
        assertThatThrownBy(() -> faults.apply(undo)).hasMessageContaining("\"" + line + "\"");
        assertThat(faults.active()).containsExactly(line);
        faults.apply(undo.replace("w1", "all"));
        assertThat(faults.active()).isEmpty();
    }

    @Test
    void aDelayVariesAsFarAsItWasTold() {
        faults.apply("slow w1 200ms +-50ms");
        List<Duration> drawn = IntStream.range(0, 1_000)
                .mapToObj(any -> faults.delay("w1"))
                .sorted()
                .toList();
        assertThat(drawn.get(0)).isBetween(Duration.ofMillis(150), Duration.ofMillis(155));
        assertThat(drawn.get(999)).isBetween(Duration.ofMillis(245), Duration.ofMillis(250));
    }

    @Test
    void namesAreBounded() {
        for (int i = 0; i < 500; i++) {
            faults.apply("cut w" + i);
        }
        assertThatThrownBy(() -> faults.apply(manyNames("cut", 400))).hasMessageContaining("\"all\"");
        assertThat(faults.active()).hasSize(500);
        faults.apply("lose 5% w7");
    }

    private static String manyNames(String word, int count) {
        return word + " " + IntStream.range(0, count).mapToObj(i -> "more-" + i).collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "pause", "lose 33.333%"})
    void whateverLinesAreInForceAStatusCanBeRead(String word) throws Exception {
        Monitor monitor = monitor(true);
        MonitorSource source = new MonitorSource(List.of(Stage.url(monitor)), new MonitorClient(Optional.empty()));
        boolean full = false;
        for (int i = 0; i < 20 && !full; i++) {
            String prefix = "w".repeat(55) + i;
            String line = word + " "
                    + IntStream.range(0, 100).mapToObj(j -> prefix + "-" + j).collect(Collectors.joining(","));
            full = taken(source, line).isPresent();
            assertThat(source.ask().unread()).isZero();
        }
        assertThat(full).as("there is an end to it").isTrue();
        assertThat(source.ask().faults()).hasSizeGreaterThan(50);
    }

    private static Optional<String> taken(MonitorSource source, String line) throws InterruptedException {
        try {
            source.fault(line);
            return Optional.empty();
        } catch (IOException refused) {
            return Optional.of(refused.getMessage());
        }
    }

    private Monitor monitor(boolean allowed) throws IOException {
        return stage.start(new MonitorOptions(
                new HostPort("127.0.0.1", 0),
                Stage.rules(MonitorRules.Bounds.USUAL),
                List.of(),
                Optional.empty(),
                true,
                MonitorOptions.Guard.LOOPBACK,
                MonitorOptions.Hook.NONE,
                allowed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut w1", "pause w1", "lose 100% all"})
    void aMonitorObeys(String line) throws Exception {
        Monitor monitor = monitor(true);
        MonitorSource source = new MonitorSource(List.of(Stage.url(monitor)), new MonitorClient(Optional.empty()));
        String beat = "{\"node_id\":\"w1\",\"ts\":1}";
        stage.post(monitor, beat);
        source.fault(line);
        assertThat(source.ask().faults()).containsExactly(line);
        assertThatThrownBy(() -> stage.post(monitor, beat))
                .as("as if nobody had heard it")
                .isInstanceOf(IOException.class);
        Stage.await(monitor, "w1", seen -> seen.state() == WorkerState.DEAD);
        source.fault("heal");
        assertThat(stage.post(monitor, beat).statusCode()).isEqualTo(200);
        assertThat(Stage.find(monitor.report(), "w1").orElseThrow().state()).isEqualTo(WorkerState.REJOINED);
        assertThatThrownBy(() -> source.fault("ct w1")).hasMessageContaining("did you mean");
    }

    @Test
    void whatAllRefuseIsSaidOnce() throws Exception {
        MonitorSource both = new MonitorSource(
                List.of(Stage.url(monitor(true)), Stage.url(monitor(true))), new MonitorClient(Optional.empty()));
        assertThatThrownBy(() -> both.fault("cut")).message().doesNotContain(";");
    }

    @Test
    void oneThatWasNotToldToAllowsNone() throws Exception {
        URI url = Stage.url(monitor(false));
        assertThatThrownBy(() -> new MonitorClient(Optional.empty()).fault(url, "cut w1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("--allow-faults");
    }
}
