package dev.raftbeat.lab.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.lab.topology.TopologyKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same seed gives the same figures, in this Java and in one started afresh. */
class SameSeedTest {

    /** Prints the figures of every topology, every mishap. */
    public static final class Figures {
        private Figures() {}

        public static void main(String[] args) {
            System.out.print(figures(Long.parseLong(args[0])));
        }
    }

    private static String figures(long seed) {
        StringBuilder text = new StringBuilder();
        for (TrialFault mishap : TrialFault.values()) {
            Plan plan = Plan.of(mishap, 1_000_000_000L);
            TopologyComparison.measure(List.of(TopologyKind.values()), List.of(30), plan, seed, 2)
                    .forEach(one -> text.append(one.trials())
                            .append(one.withoutWatcher())
                            .append('\n'));
        }
        return text.toString();
    }

    @Test
    @Tag("process")
    void anotherProcessSeesTheSame() throws IOException, InterruptedException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.util.concurrent.ForkJoinPool.common.parallelism=1",
                        Figures.class.getName(),
                        "7")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String there = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(there).isEqualTo(figures(7));
        assertThat(there).isNotEqualTo(figures(8));
    }
}
