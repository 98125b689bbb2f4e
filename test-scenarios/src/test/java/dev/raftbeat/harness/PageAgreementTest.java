package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.failover.FlapMeter;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.page.PageFold;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.screen.canvas.Lamp;
import dev.raftbeat.screen.canvas.Meter;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.world.ClusterSnapshot;
import dev.raftbeat.world.ClusterView;
import dev.raftbeat.world.Leading;
import dev.raftbeat.world.NodeView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** At every fact of every scenario, the columns that a page looks up say what the picture of the terminal says. */
class PageAgreementTest {
    static Stream<String> files() {
        return ScenarioFilesTest.files();
    }

    @ParameterizedTest
    @MethodSource("files")
    void thePageSaysWhatTheTerminalSays(String file) {
        for (List<StampedFact> facts : WhyScenariosTest.facts(file, 1)) {
            PageFold page = new PageFold();
            facts.forEach(page::tell);
            page.end();
            Columns columns = new Columns(page.columns());
            ClusterView view = new ClusterView();
            FlapMeter meter = FlapMeter.watched();
            Judge lamps = new Judge();
            long half = Long.MIN_VALUE;
            int compared = 0;
            for (int i = 0; i < facts.size(); i++) {
                view.hear(facts.get(i));
                meter.hear(facts.get(i));
                lamps.hear(facts.get(i));
                long at = micros(facts, i);
                // A page shows a microsecond as it ends.
                if (i + 1 == facts.size() || micros(facts, i + 1) > at) {
                    assertThat(columns.at(at))
                            .as("%s, %s us, after %s", file, at, facts.get(i))
                            .isEqualTo(said(view.snapshot()));
                    compared++;
                    long nanos = facts.get(i).tNanos();
                    if (columns.isRead(at) || nanos / FlapMeter.READING_NANOS != half) {
                        assertThat(columns.read(at))
                                .as("%s, %s us", file, at)
                                .isEqualTo(read(Meter.of(meter.reading(nanos)), lamps));
                        half = nanos / FlapMeter.READING_NANOS;
                    }
                }
            }
            assertThat(compared).isGreaterThan(100);
        }
    }

    /** Wherever the run is cut, a page that was sent the pieces knows what a page knows that has the whole. */
    @ParameterizedTest
    @MethodSource("files")
    void piecesThatAreJoinedAreTheWhole(String file) {
        Random random = new Random(file.hashCode());
        for (List<StampedFact> facts : WhyScenariosTest.facts(file, 1)) {
            PageFold page = new PageFold();
            JoinedPieces pieces = new JoinedPieces();
            int told = 0;
            for (int i = 0; i < facts.size(); i++) {
                page.tell(facts.get(i));
                if (random.nextInt(100) == 0 || i + 1 == facts.size()) {
                    pieces.add(JoinedPieces.json(page.since(told)));
                    told = i + 1;
                }
            }
            assertThat(pieces.all()).as(file).isEqualTo(JoinedPieces.json(page.columns()));
        }
    }

    private static long micros(List<StampedFact> facts, int place) {
        return (facts.get(place).tNanos() - facts.get(0).tNanos()) / 1000;
    }

    private static String said(ClusterSnapshot now) {
        List<String> all = new ArrayList<>();
        for (NodeView node : now.nodes().values()) {
            all.add(node.id() + " " + node.life() + " " + node.role() + " " + node.term() + " "
                    + node.votedFor().map(NodeId::name).orElse("-") + " "
                    + node.believedLeader().map(NodeId::name).orElse("-") + " " + node.boot());
        }
        List<Long> faults =
                now.faults().stream().map(FaultSpan::number).sorted().toList();
        return now.leader().map(Leading::node).map(NodeId::name).orElse("-") + " " + now.term() + " " + faults + " "
                + all;
    }

    private static List<String> read(List<Meter> meters, Judge lamps) {
        List<String> all = new ArrayList<>();
        meters.forEach(meter -> all.add(meter.name() + " " + meter.value() + " " + (meter.style() == Style.WARN)));
        lamps.lamps().stream().map(Lamp::of).forEach(lamp -> all.add(lamp.id() + " " + lamp.state()));
        return all;
    }

    /** What the script of a page does with the columns. */
    private static final class Columns {
        private final List<?> members;
        private final List<?> states;
        private final List<Map<?, ?>> nodes = new ArrayList<>();
        private final List<long[]> nodeTimes = new ArrayList<>();
        private final List<Map<?, ?>> faults = new ArrayList<>();
        private static final Map<Character, Lamp.State> STATES =
                Map.of('v', Lamp.State.HOLDS, 'u', Lamp.State.UNKNOWN, 'V', Lamp.State.VIOLATED);
        private final Map<?, ?> readings;
        private final List<?> figures;
        private final List<?> invariants;
        private final long[] readTimes;
        private final Map<?, ?> leaders;
        private final long[] leaderTimes;

        private Columns(Map<String, Object> all) {
            members = (List<?>) all.get("members");
            states = List.copyOf((Collection<?>) all.get("states"));
            for (Object node : (List<?>) all.get("nodes")) {
                nodes.add((Map<?, ?>) node);
                nodeTimes.add(times((Map<?, ?>) node));
            }
            ((List<?>) all.get("faults")).forEach(fault -> faults.add((Map<?, ?>) fault));
            figures = (List<?>) all.get("figures");
            invariants = (List<?>) all.get("invariants");
            readings = (Map<?, ?>) all.get("readings");
            readTimes = times(readings);
            leaders = (Map<?, ?>) all.get("leader");
            leaderTimes = times(leaders);
        }

        private static long[] times(Map<?, ?> columns) {
            long[] times = ((long[]) columns.get("t")).clone();
            Arrays.parallelPrefix(times, Long::sum);
            return times;
        }

        private boolean isRead(long micros) {
            return Arrays.binarySearch(readTimes, micros) >= 0;
        }

        private List<String> read(long micros) {
            List<?> row = (List<?>) ((List<?>) readings.get("read")).get(place(readTimes, micros));
            List<String> all = new ArrayList<>();
            String warns = row.get(figures.size()).toString();
            String letters = row.get(figures.size() + 1).toString();
            for (int i = 0; i < figures.size(); i++) {
                all.add(figures.get(i) + " " + row.get(i) + " " + (warns.charAt(i) == '!'));
            }
            for (int i = 0; i < invariants.size(); i++) {
                if (letters.charAt(i) != '-') {
                    all.add(invariants.get(i) + " " + STATES.get(letters.charAt(i)));
                }
            }
            return all;
        }

        private String at(long micros) {
            List<String> all = new ArrayList<>();
            for (int i = 0; i < members.size(); i++) {
                int place = place(nodeTimes.get(i), micros);
                if (place >= 0) {
                    List<?> state =
                            (List<?>) states.get((int) ((long[]) nodes.get(i).get("state"))[place]);
                    all.add(members.get(i) + " " + state.get(0) + " " + state.get(1) + " " + state.get(2) + " "
                            + name(number(state.get(3))) + " " + name(number(state.get(4))) + " " + state.get(5));
                }
            }
            int place = place(leaderTimes, micros);
            List<Long> going = faults.stream()
                    .filter(fault -> (boolean) fault.get("lasts"))
                    .filter(fault -> number(fault.get("from")) <= micros
                            && (number(fault.get("to")) < 0 || micros < number(fault.get("to"))))
                    .map(fault -> number(fault.get("number")))
                    .sorted()
                    .toList();
            return name(((long[]) leaders.get("node"))[place]) + " " + ((long[]) leaders.get("term"))[place] + " "
                    + going + " " + all;
        }

        private String name(long place) {
            return place == 0 ? "-" : members.get((int) place - 1).toString();
        }

        private static long number(Object value) {
            return ((Number) value).longValue();
        }

        /** The last that is not after this time. */
        private static int place(long[] times, long micros) {
            int place = Arrays.binarySearch(times, micros);
            if (place < 0) {
                return -place - 2;
            }
            while (place + 1 < times.length && times[place + 1] == micros) {
                place++;
            }
            return place;
        }
    }
}
