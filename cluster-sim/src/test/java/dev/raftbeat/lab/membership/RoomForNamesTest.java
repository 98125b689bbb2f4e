package dev.raftbeat.lab.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.lab.detector.Detectors;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** How much a monitor keeps, and of whom, when more comes than it keeps. */
class RoomForNamesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long FORGET = 600 * SECOND;

    private final Watched watched = watched(new MonitorRules.Bounds(100, 20, FORGET));

    private static Watched watched(MonitorRules.Bounds bounds) {
        return new Watched("missed 3", 5 * SECOND, bounds);
    }

    private HeartbeatOutcome beat(String name, String client) {
        return watched.monitor.beat(WorkerHeartbeat.plain(name, 1), client, watched.now());
    }

    private int beats(String client, int from, int to) {
        int taken = 0;
        for (int i = from; i < to; i++) {
            taken += beat(client + "-" + i, client).kind() == HeartbeatOutcome.Kind.TAKEN ? 1 : 0;
        }
        return taken;
    }

    private long known(String client) {
        return watched.monitor.members(watched.now()).stream()
                .filter(member -> member.nodeId().startsWith(client + "-"))
                .count();
    }

    @Test
    void tenAddressesThatNameAllTheyCanKeepNobodyElseOut() {
        int taken = 0;
        for (int i = 0; i < 10; i++) {
            taken += beats("bad" + i, 0, 100);
        }
        assertThat(taken).isGreaterThanOrEqualTo(100);
        assertThat(beats("good", 0, 5)).isEqualTo(5);
        assertThat(beats("class", 0, 8)).isEqualTo(8);
        for (int round = 0; round < 20; round++) {
            watched.pass(SECOND);
            for (int i = 0; i < 10; i++) {
                beats("bad" + i, 0, 100);
            }
            assertThat(beats("good", 0, 5)).as("they stay").isEqualTo(5);
            assertThat(beats("class", 0, 8)).isEqualTo(8);
        }
        assertThat(watched.monitor.members(watched.now())).hasSize(100);
        assertThat(watched.sentences()).noneMatch(sentence -> sentence.startsWith("good") && !sentence.contains("new"));
    }

    @Test
    void oneAddressAloneMayHaveItsShareAndItsDeadMakeRoomForItsLiving() {
        assertThat(beats("one", 0, 30)).isEqualTo(20);
        assertThat(beat("one-40", "one").sentence()).contains("one has already named 20 workers");
        watched.pass(6 * SECOND);
        assertThat(beats("one", 30, 60)).isEqualTo(20);
        assertThat(known("one")).isEqualTo(20);
    }

    @Test
    void theDeadMakeRoomForTheLivingOfOthers() {
        for (int i = 0; i < 100; i++) {
            assertThat(beat("a-" + i, "client" + i).kind()).isEqualTo(HeartbeatOutcome.Kind.TAKEN);
        }
        assertThat(beat("late", "another").kind())
                .as("nobody has more than one name, and all live")
                .isEqualTo(HeartbeatOutcome.Kind.NO_ROOM);
        watched.pass(6 * SECOND);
        assertThat(beat("late", "another").kind()).isEqualTo(HeartbeatOutcome.Kind.TAKEN);
        assertThat(watched.monitor.members(watched.now())).hasSize(100);
        assertThat(watched.sentences()).anyMatch(sentence -> sentence.endsWith("is dead and makes room for another"));
    }

    @Test
    void whatIsKnownFromBeforeOrFromPeersIsNoAddressesShare() {
        for (int i = 0; i < 60; i++) {
            assertThat(watched.recall(WorkerHeartbeat.plain("old-" + i, 1).of(3, 0), WorkerState.ALIVE, SECOND))
                    .isTrue();
        }
        for (int i = 0; i < 60; i++) {
            watched.monitor.sighted(
                    WorkerHeartbeat.plain("far-" + i, 1), SECOND, "http://peer", watched.now(), watched.now());
        }
        assertThat(known("old")).isEqualTo(60);
        assertThat(known("far")).isEqualTo(40);
        for (int i = 0; i < 60; i++) {
            assertThat(watched.monitor
                            .beat(WorkerHeartbeat.plain("old-" + i, 1).of(3, 1), "nat", watched.now())
                            .kind())
                    .as("who is known is never refused")
                    .isEqualTo(HeartbeatOutcome.Kind.TAKEN);
        }
        assertThat(beat("nat-1", "nat").kind())
                .as("and counts as its address's")
                .isEqualTo(HeartbeatOutcome.Kind.NO_ROOM);
        assertThat(beats("good", 0, 5)).isEqualTo(5);
    }

    @Test
    void twoMonitorsDoNotKeepADeadWorkersNameByTellingEachOther() {
        beat("w1", "one");
        watched.pass(606 * SECOND);
        assertThat(watched.monitor.members(watched.now())).isEmpty();
        watched.monitor.sighted(
                WorkerHeartbeat.plain("w1", 1), 606 * SECOND, "http://peer", watched.now(), watched.now());
        assertThat(watched.monitor.members(watched.now())).isEmpty();
    }

    private static WorkerHeartbeat with(String name, int fields, String json) {
        Map<String, String> metadata = new TreeMap<>(Map.of("load", "{\"cpu\":0.5}", "draining", "true"));
        for (int i = 0; i < fields; i++) {
            metadata.put("f" + i, json);
        }
        WorkerHeartbeat plain = WorkerHeartbeat.plain(name, 1);
        return new WorkerHeartbeat(name, 1, 0, -1, plain.rhythm(), plain.condition(), new TreeMap<>(metadata));
    }

    @Test
    void metadataBeyondWhatIsThereAreLeftOutAndTheHeartbeatCounts() {
        Watched small = watched(new MonitorRules.Bounds(100, 200, FORGET, 400_000));
        String json = "\"" + "x".repeat(900) + "\"";
        int whole = 0;
        for (int i = 0; i < 100; i++) {
            HeartbeatOutcome reception = small.receive(with("big" + i, 10, json));
            assertThat(reception.kind()).isEqualTo(HeartbeatOutcome.Kind.TAKEN);
            whole += reception.sentence().isEmpty() ? 1 : 0;
            assertThat(small.view("big" + i).last().metadata()).containsKeys("load", "draining");
        }
        assertThat(whole).as("200,000 bytes for those who need more").isBetween(15, 25);
        assertThat(small.receive(with("small", 1, json)).sentence())
                .as("everybody has a share of their own")
                .startsWith("this monitor already knows");
        small.pass(6 * SECOND);
        assertThat(small.receive(with("small", 1, json)).sentence()).isEmpty();
        assertThat(small.receive(with("big0", 1, json)).sentence()).isEmpty();
        long bytes = small.monitor.members(small.now()).stream()
                .mapToLong(member -> member.last().metadataBytes())
                .sum();
        assertThat(bytes).isLessThan(400_000);
        for (int i = 0; i < 100; i++) {
            small.receive(with("big" + i, 0, json));
        }
        assertThat(small.receive(with("big1", 10, json)).sentence())
                .as("what is given back can be had")
                .isEmpty();
    }

    @Test
    void windowsThatWouldTakeAllMemoryAreRefused() {
        assertThatThrownBy(() -> MonitorRules.of(Detectors.parse("phi 8 window 100000"), 5 * SECOND, SECOND))
                .hasMessage("a window of 100000 arrivals is too long for 5000 workers; at most 6710");
        assertThatThrownBy(() -> new MonitorRules.Bounds(0, 1, 1)).hasMessageContaining("1 to 20000");
        assertThatThrownBy(() -> new MonitorRules.Bounds(1, 0, 1)).hasMessageContaining("at least 1");
    }
}
