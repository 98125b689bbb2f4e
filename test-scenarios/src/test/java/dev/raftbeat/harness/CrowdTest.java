package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import dev.raftbeat.fault.ActiveFault;
import dev.raftbeat.fault.execution.FaultState;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.wire.FactCodec;
import dev.raftbeat.wire.FaultStateJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many commands at once on one cluster: each takes its turn, and nothing that one did is lost by another. */
@Tag("process")
@BesideAnother
class CrowdTest {
    private static final int ENVIRONMENT = 4;
    private static final int UPS = 5;
    private static final int NODES = 5;

    @TempDir
    private Path home;

    private Path cluster;

    @BeforeEach
    void choose() throws Exception {
        cluster = home.toRealPath().resolve("cluster");
    }

    @AfterEach
    void leaveNothing() {
        Machine.processesOf(cluster).forEach(Machine::kill);
    }

    private Jvm start(String... words) throws Exception {
        List<String> line = new ArrayList<>(List.of(words));
        line.addAll(1, List.of("--dir", cluster.toString()));
        return Jvm.start(Main.class, line.toArray());
    }

    /** The same words for each link, all at once. */
    private List<Jvm> onEachLink(String word) throws Exception {
        List<Jvm> all = new ArrayList<>();
        for (String link : links()) {
            all.add(start("fault", word + " " + link));
        }
        for (Jvm one : all) {
            assertThat(one.awaitEnd()).as(() -> one.out() + one.err()).isZero();
        }
        return all;
    }

    /** All ordered pairs of five nodes: twenty. */
    private static List<String> links() {
        return IntStream.range(0, NODES * NODES)
                .filter(pair -> pair / NODES != pair % NODES)
                .mapToObj(pair -> "n" + (pair / NODES + 1) + " -> n" + (pair % NODES + 1))
                .toList();
    }

    private List<StampedFact> facts(String file) throws Exception {
        List<StampedFact> facts = new ArrayList<>();
        String text = Files.readString(cluster.resolve(file));
        // Nodes write on meanwhile: the last line may not be whole.
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            if (!line.isEmpty()) {
                facts.add(FactCodec.read(line));
            }
        }
        return facts;
    }

    private <F extends Fact> List<F> worldFacts(Class<F> kind) throws Exception {
        return facts("world.ndjson").stream()
                .map(StampedFact::fact)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private FaultState state() throws Exception {
        return FaultStateJson.read(Files.readString(cluster.resolve("state")));
    }

    @Test
    void fiveUpsAndTwentyFaultsTakeTurns() throws Exception {
        oneOfManyUpsSucceeds();
        Long[] numbers = LongStream.rangeClosed(1, links().size()).boxed().toArray(Long[]::new);

        onEachLink("cut");
        assertThat(state().active()).extracting(ActiveFault::number).containsExactlyInAnyOrder(numbers);
        assertThat(worldFacts(FaultBegan.class)).extracting(FaultBegan::fault).containsExactly(numbers);
        assertThat(worldFacts(FaultBegan.class))
                .flatExtracting(FaultBegan::links)
                .extracting(Object::toString)
                .containsExactlyInAnyOrderElementsOf(links());
        everyLinkIsCut();

        List<Jvm> joins = onEachLink("join");
        assertThat(joins).noneMatch(join -> join.out().contains("was not cut"));
        assertThat(state().active()).isEmpty();
        assertThat(worldFacts(FaultEnded.class)).extracting(FaultEnded::fault).containsExactlyInAnyOrder(numbers);
        assertThat(facts("world.ndjson"))
                .extracting(StampedFact::seq)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, facts("world.ndjson").size())
                                .boxed()
                                .toList());

        Jvm down = start("down");
        assertThat(down.awaitEnd()).as(down::err).isZero();
        assertThat(Machine.processesOf(cluster)).isEmpty();
        assertThat(cluster).doesNotExist();
    }

    private void oneOfManyUpsSucceeds() throws Exception {
        List<Jvm> ups = new ArrayList<>();
        for (int i = 0; i < UPS; i++) {
            ups.add(start("up", "--nodes", Integer.toString(NODES), "--record", "--wait", "0"));
        }
        List<Integer> codes = new ArrayList<>();
        for (Jvm up : ups) {
            codes.add(up.awaitEnd());
        }
        assertThat(codes).containsOnlyOnce(0).filteredOn(code -> code != 0).containsOnly(ENVIRONMENT);
        assertThat(ups)
                .filteredOn(up -> up.out().isEmpty())
                .allMatch(up -> up.err().contains("a cluster runs in"));
        TreeSet<Long> known = new TreeSet<>();
        try (var files = Files.list(cluster.resolve("pids"))) {
            for (Path file : files.toList()) {
                known.add(Long.parseLong(Files.readString(file).split(" ")[0]));
            }
        }
        assertThat(known).hasSize(NODES).containsExactlyInAnyOrderElementsOf(Machine.processesOf(cluster));
    }

    /** Each of twenty links loses what is sent on it, by the very fault that the state names for it. */
    private void everyLinkIsCut() throws Exception {
        Map<String, FactId> cuts = new TreeMap<>();
        for (ActiveFault fault : state().active()) {
            cuts.put(fault.links().get(0).toString(), fault.began().orElseThrow());
        }
        Machine.await("every link loses messages").untilAsserted(() -> {
            Map<String, FactId> lost = new TreeMap<>();
            for (int node = 1; node <= NODES; node++) {
                for (StampedFact fact : facts("nodes/n" + node + ".facts.ndjson")) {
                    if (fact.fact() instanceof MessageLost message
                            && message.fault().isPresent()) {
                        lost.put(
                                message.from() + " -> " + message.to(),
                                message.fault().get());
                    }
                }
            }
            assertThat(lost).isEqualTo(cuts);
        });
    }
}
