package dev.raftbeat.lab.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.lab.membership.MonitorReport;
import dev.raftbeat.lab.membership.WorkerHeartbeat;
import dev.raftbeat.lab.membership.WorkerView;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a monitor accepts of a worker can be read again: by those who watch, by its peers, and by itself after a restart. */
@Timeout(value = 240, threadMode = ThreadMode.SEPARATE_THREAD)
class AcceptedIsReadableTest {
    private final Stage stage = new Stage();

    @TempDir
    private Path home;

    @AfterEach
    void end() throws Exception {
        stage.close();
    }

    private static String beat(String id, String rest) {
        return "{\"node_id\":\"" + id + "\",\"ts\":1" + (rest.isEmpty() ? "" : "," + rest) + "}";
    }

    private static String fields(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"f" + i + "\":" + i).collect(Collectors.joining(","));
    }

    private static String numbers(String number, int count) {
        return "\"a\":[" + String.join(",", Collections.nCopies(count, number)) + "]";
    }

    /** At the edge of what is accepted, on one side or the other. */
    private static List<String> edges() {
        List<String> bodies = new ArrayList<>(List.of(
                beat("nested", "\"a\":[[[[[1]]]]]"),
                beat("nested-most", "\"a\":[[[[[[[1]]]]]]]"),
                beat("nested-over", "\"a\":[[[[[[[[1]]]]]]]]"),
                beat("objects", "\"a\":{\"b\":{\"c\":{\"d\":{\"e\":{\"f\":{}}}}}}"),
                beat("fields-62", fields(62)),
                beat("fields-64", fields(64)),
                beat("fields-65", fields(65)),
                beat("fields-all", "\"seq\":1,\"generation\":1,\"interval\":1,\"base_interval\":1," + fields(60)),
                beat("grows", numbers("1e9", 1_900)),
                beat("grows-less", numbers("1e9", 1_300)),
                beat("grows-hugely", numbers("1e-5", 1_500)),
                beat("long-string", "\"a\":\"" + "x".repeat(2_000) + "\""),
                beat("longer-string", "\"a\":\"" + "x".repeat(2_001) + "\""),
                beat("long-name", "\"" + "n".repeat(64) + "\":1"),
                beat("longer-name", "\"" + "n".repeat(65) + "\":1"),
                beat("long-number", "\"a\":" + "9".repeat(40)),
                beat("infinite", "\"a\":1e999,\"b\":-1e999"),
                beat("tiny", "\"a\":1e-400,\"b\":-0.0,\"c\":4.9e-324"),
                beat("half-a-character", "\"a\":\"\\ud800\""),
                beat("half-a-name", "\"\\udc00x\":1"),
                beat("whole-character", "\"a\":\"\\ud83d\\ude00\""),
                beat("control", "\"a\":\"\\u0000\\u001b[2J\\u2028\\u202e\\u0085\""),
                beat("names-of-ours", "\"metadata\":{\"x\":1},\"age\":\"old\",\"state\":[],\"suspicion\":null"),
                beat("load", "\"load\":{\"cpu\":1e308,\"memory\":0,\"more\":[1]}"),
                beat("stretch", "\"interval\":0.060024,\"base_interval\":0.0010004"),
                beat("stretch-most", "\"interval\":60,\"base_interval\":1"),
                beat("longest", "\"interval\":3600,\"base_interval\":3600"),
                beat("shortest", "\"interval\":0.001"),
                beat("third", "\"interval\":0.3333333333333,\"base_interval\":0.3333333333333"),
                beat("seq", "\"seq\":9007199254740992,\"generation\":9007199254740992"),
                beat("empty-name", "\"\":\"\""),
                beat("quote\\\"d", ""),
                beat("back\\\\slash", ""),
                beat("\\u007e~!", ""),
                beat("n".repeat(64), ""),
                beat("\\\"".repeat(64), ""),
                beat("null", "\"seq\":null,\"generation\":null,\"load\":null,\"ready\":null"),
                "{\"node_id\":\"now\",\"ts\":" + (System.currentTimeMillis() / 1000 + 50) + "}"));
        bodies.add(beat("most", "\"a\":\"" + "\u4e2d".repeat(1_900) + "\",\"b\":\"" + "x".repeat(1_900) + "\""));
        return bodies;
    }

    /** Values of any shape, from a seed. */
    private static String value(Random random, int depth) {
        return switch (random.nextInt(depth > 5 ? 5 : 7)) {
            case 0 -> String.valueOf(random.nextInt());
            case 1 -> random.nextInt(99) + "e" + (random.nextInt(600) - 300);
            case 2 -> "\"" + text(random) + "\"";
            case 3 -> random.nextBoolean() ? "true" : "null";
            case 4 -> String.valueOf(random.nextDouble());
            case 5 ->
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> value(random, depth + 1))
                        .collect(Collectors.joining(",", "[", "]"));
            default ->
                IntStream.range(0, random.nextInt(4))
                        .mapToObj(i -> "\"" + i + text(random) + "\":" + value(random, depth + 1))
                        .collect(Collectors.joining(",", "{", "}"));
        };
    }

    private static String text(Random random) {
        String[] pieces = {"a", "\\\"", "\\\\", "\\n", "\u00e9", "\u4e2d", "\\ud83d\\ude00", "\\ud800", "\\/", "{", "'"
        };
        return IntStream.range(0, random.nextInt(6))
                .mapToObj(i -> pieces[random.nextInt(pieces.length)])
                .collect(Collectors.joining());
    }

    private static List<String> bodies() {
        List<String> all = edges();
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            String interval = "\"interval\":" + (0.001 + random.nextDouble()) + ",";
            all.add(beat("r" + i, (i % 3 == 0 ? interval : "") + "\"v\":" + value(random, 2)));
        }
        return all;
    }

    private static Map<String, WorkerHeartbeat> beats(MonitorReport report) {
        return report.members().stream()
                .collect(Collectors.toMap(WorkerView::nodeId, WorkerView::last, (a, b) -> a, TreeMap::new));
    }

    @Test
    void byThoseWhoWatchByPeersAndByItselfAfterARestart() throws Exception {
        Path dir = home.resolve("m");
        Monitor monitor = stage.monitor(Optional.of(dir));
        int accepted = 0;
        for (String body : bodies()) {
            HttpResponse<String> answer = stage.post(monitor, body);
            assertThat(answer.statusCode()).as(answer.body()).isIn(200, 400, 413);
            accepted += answer.statusCode() == 200 ? 1 : 0;
        }
        assertThat(accepted).isGreaterThan(250);
        Map<String, WorkerHeartbeat> known = beats(monitor.report());
        assertThat(known).hasSize(accepted);

        MonitorReport watched = new MonitorClient(Optional.empty()).status(Stage.url(monitor));
        assertThat(beats(watched)).isEqualTo(known);

        Monitor peer = stage.monitor(Optional.empty(), Stage.url(monitor));
        for (String name : known.keySet()) {
            Stage.await(peer, name, seen -> true);
        }
        assertThat(beats(peer.report())).isEqualTo(known);

        monitor.close();
        stage.log.clear();
        Monitor again = stage.monitor(Optional.of(dir));
        assertThat(beats(again.report())).isEqualTo(known);
        assertThat(stage.log).noneMatch(line -> line.contains("damaged"));
    }
}
