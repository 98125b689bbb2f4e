package dev.raftbeat.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Pace;
import dev.raftbeat.wire.FactCodec;
import dev.raftbeat.world.TypedLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same seed and the same lines give the same facts, byte for byte, in any Java. */
class DeterminismTest {
    private static final String[] LINES = {
        "kill leader",
        "kill one",
        "crash one during save",
        "crash leader before send",
        "restart dead",
        "pause leader",
        "pause follower",
        "resume paused",
        "heal",
        "cut leader -> follower",
        "cut one <-> one",
        "partition",
        "isolate leader",
        "bridge n2",
        "chain",
        "ring",
        "slow all -> all 20ms +-20ms",
        "lose 30% all -> all",
        "duplicate 30% all -> all",
        "reorder 30% all -> all",
        "skew one +30%",
        "skew one -20%",
        "stall disk leader",
        "stall disk one",
        "fail disk one",
        "free disk all",
        "blackhole leader -> follower",
        "flap leader -> all every 100ms for 2s",
        "campaign one",
        "transfer follower",
        "reset leader <-> all",
        "wipe one",
        "set prevote off",
        "set prevote on",
        "set checkquorum off on one",
        "align timers",
        "spread timers",
        "set defaults",
        "set log one 5@2",
        "set priority one 7",
        "set priority one 0",
        "heal",
        "heal",
        "heal"
    };

    /** The digest of all lines of one run with many faults. Run in a second process too. */
    public static void main(String[] args) throws NoSuchAlgorithmException {
        System.out.println(run(Integer.parseInt(args[0]), Long.parseLong(args[1])).digest);
    }

    private record Run(String digest, int lines, int refused) {}

    private static Run run(int nodes, long seed) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        int[] lines = {0};
        SimOptions options = Lab.options(nodes, seed, Pace.LAN.settings())
                .withLatency(Delays.longTailed(100_000, 500_000, 50_000_000))
                .withDisk(Delays.longTailed(200_000, 1_000_000, 30_000_000))
                .withDrift(100);
        SimCluster cluster = new SimCluster(options, fact -> {
            digest.update(FactCodec.write(fact));
            digest.update((byte) '\n');
            lines[0]++;
        });
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int i = 0; i < 150; i++) {
            cluster.runFor(random.nextLong(400_000_000));
            refused += TypedLines.apply(cluster::apply, LINES[random.nextInt(LINES.length)])
                            .done()
                    ? 0
                    : 1;
            if (!cluster.inFlight().isEmpty()) {
                cluster.duplicate(cluster.inFlight().get(0).id());
            }
        }
        return new Run(HexFormat.of().formatHex(digest.digest()), lines[0], refused);
    }

    @ParameterizedTest
    @CsvSource({"3, 1", "5, 2"})
    void twoProcessesTellTheSameFacts(int nodes, long seed) throws Exception {
        Run here = run(nodes, seed);
        assertThat(here.lines).isGreaterThan(2_000);
        assertThat(here.refused).isLessThan(75);
        // Another hashing seed and another heap, so that what depends on identity or addresses would show.
        String there = inAnotherJava("-XX:hashCode=3", "-Xmx97m", nodes, seed);
        assertThat(there).isEqualTo(here.digest);
    }

    private static String inAnotherJava(String hashing, String heap, int nodes, long seed)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UnlockExperimentalVMOptions",
                        hashing,
                        heap,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DeterminismTest.class.getName(),
                        String.valueOf(nodes),
                        String.valueOf(seed))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return out.strip();
    }

    @Test
    void anotherSeedTellsOtherFacts() throws NoSuchAlgorithmException {
        TreeSet<String> digests =
                new TreeSet<>(List.of(run(3, 10).digest, run(3, 11).digest, run(3, 12).digest, run(3, 10).digest));
        assertThat(digests).hasSize(3);
    }

    /** A rule that never strikes, made early or late: what is lost by another rule later must be the same messages. */
    @Test
    void aMessageShiftsTheDrawsOfLaterOnesAlikeWhetherRulesLookAtItOrNot() {
        assertThat(told(0, 3_000)).isEqualTo(told(2_900, 100)).contains("MessageLost");
    }

    private static String told(long millisBefore, long millisAfter) {
        Lab lab = new Lab(5, 11);
        lab.run(millisBefore * Lab.MILLI);
        lab.apply("lose 0.0000001% all -> all");
        lab.run(millisAfter * Lab.MILLI);
        lab.apply("duplicate 50% all -> all");
        lab.apply("lose 50% all -> n2");
        lab.run(Lab.SECOND);
        return lab.facts.stream()
                .filter(fact -> fact.node().isMember())
                .map(FactCodec::line)
                .collect(Collectors.joining("\n"));
    }
}
