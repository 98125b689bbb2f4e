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
                "`` | there is no word",
                "ct w1 | did you mean \"cut\"?",
                "kill w1 | there is no word",
                "cut | cannot be read",
                "cut w1 w2 | cannot be read",
                "cut w1, | cannot be read",
                "heal w1 | cannot be read",
                "lose 30 w1 | has no percentage from 0% to 100%",
                "lose 101% w1 | has no percentage from 0% to 100%",
                "lose -1% w1 | has no percentage from 0% to 100%",
                "lose w1 30% | has no percentage from 0% to 100%",
                "slow w1 | has no time (units: us, ms, s, min (or m), h)",
                "slow w1 80 | has no time (units: us, ms, s, min (or m), h)",
                "slow w1 2E | cannot be read",
                "slow w1 1h | 10s at the most",
                "cut \u001b[2J | cannot be read"
            })
    void whatIsNoLineChangesNothing(String line, String sentence) {
        faults.apply("cut w9");
        assertThatThrownBy(() -> faults.apply(line))
                .isInstanceOf(HttpRefusal.class)
                .hasMessageContaining(sentence);
        assertThatThrownBy(() -> faults.apply(line)).message().doesNotContain("\u001b");
        assertThat(faults.active()).containsExactly("cut w9");
    }

    @Test
    void namesAreBounded() {
        for (int i = 0; i < 1_000; i++) {
            faults.apply("cut w" + i);
        }
        assertThatThrownBy(() -> faults.apply("cut more")).hasMessageContaining("1000");
        faults.apply("lose 5% w7");
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
    void oneThatWasNotToldToAllowsNone() throws Exception {
        URI url = Stage.url(monitor(false));
        assertThatThrownBy(() -> new MonitorClient(Optional.empty()).fault(url, "cut w1"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("--allow-faults");
    }
}
