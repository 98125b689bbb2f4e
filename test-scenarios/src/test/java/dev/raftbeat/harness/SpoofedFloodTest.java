package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A flood of frames in the names of all members, at all members, leaves nothing behind: no number is used up, no node
 * refuses another, and what it cost is given back. {@code -Draftbeat.flood=1000000} sends as many.
 */
@Tag("process")
class SpoofedFloodTest {
    private static final long FRAMES = Long.getLong("raftbeat.flood", 30_000);
    private static final long SEED = 10;
    private static final int ELECTION_TIMEOUTS_MAX = 10;
    private static final long GROWTH_KIB_MAX = 48 * 1024;
    /** A request for metrics under way, and what a class that is loaded later opens. */
    private static final long OTHER_DESCRIPTORS = 4;

    private static final long LOG_BYTES_MAX = 16 * 1024;

    @TempDir
    private Path home;

    private LiveTrio trio;

    @BeforeEach
    void bringUp() {
        trio = new LiveTrio(home.resolve("cluster"), Pace.LAN.settings());
    }

    @AfterEach
    void takeDown() {
        trio.close();
    }

    @Test
    void afterAFloodThereIsALeaderAgainAndNobodyRefusesAnother() throws Exception {
        trio.calm();
        Map<NodeId, Long> memory = new TreeMap<>();
        Map<NodeId, Long> descriptors = new TreeMap<>();
        for (NodeId node : trio.members()) {
            descriptors.put(node, Machine.descriptors(trio.pid(node)).orElse(0L) + OTHER_DESCRIPTORS);
        }
        try (SpoofedFlood flood = new SpoofedFlood(trio, SEED)) {
            // What a node keeps for good, such as compiled code, it has after a fifth of it.
            flood(flood, FRAMES / 5);
            for (NodeId node : trio.members()) {
                memory.put(node, Machine.residentKiB(trio.pid(node)).orElse(0L));
            }
            flood(flood, FRAMES - FRAMES / 5);
        }
        long end = System.nanoTime();
        trio.calm();
        System.out.println("figures: " + report(end, memory, descriptors));
        for (NodeId node : trio.members()) {
            assertThat(trio.heard().by(node, TimerFired.class, end))
                    .as("election timeouts of %s until there was a leader again", node)
                    .hasSizeLessThanOrEqualTo(ELECTION_TIMEOUTS_MAX);
        }
        nobodyRefusesAnother();
        for (NodeId node : trio.members()) {
            assertThat(Machine.residentKiB(trio.pid(node)).orElse(0L) - memory.get(node))
                    .as("growth of the resident memory of %s in KiB", node)
                    .isLessThan(GROWTH_KIB_MAX);
            Machine.await(
                    node + " has let go of every connection",
                    () -> Machine.descriptors(trio.pid(node)).orElse(0L) <= descriptors.get(node));
            assertThat(Files.size(trio.cluster().directory().logFile(node)))
                    .as("bytes that %s said on standard error", node)
                    .isLessThan(LOG_BYTES_MAX);
        }
    }

    private void flood(SpoofedFlood flood, long frames) throws Exception {
        for (long sent = 0; sent < frames; sent += 1_000) {
            flood.send(Math.min(1_000, frames - sent));
            trio.heard().forget();
        }
    }

    private void nobodyRefusesAnother() {
        long mark = System.nanoTime();
        for (NodeId node : trio.members()) {
            if (!node.equals(trio.calm().node())) {
                trio.await(
                        node + " hears its leader",
                        () -> trio.heard().by(node, HeartbeatHeard.class, mark).size() >= 20);
            }
        }
        assertThat(trio.heard().all(FrameRefused.class, mark))
                .as("frames of honest nodes that were refused")
                .isEmpty();
    }

    private String report(long end, Map<NodeId, Long> memory, Map<NodeId, Long> descriptors) throws Exception {
        StringBuilder report = new StringBuilder(FRAMES + " frames");
        for (NodeId node : trio.members()) {
            report.append("; ")
                    .append(node)
                    .append(": ")
                    .append(trio.heard().by(node, TimerFired.class, end).size())
                    .append(" timeouts, term ")
                    .append((long) trio.metric(node, "raftbeat_server_term"))
                    .append(", ")
                    .append(memory.get(node))
                    .append(" -> ")
                    .append(Machine.residentKiB(trio.pid(node)).orElse(0L))
                    .append(" KiB, ")
                    .append(descriptors.get(node))
                    .append(" -> ")
                    .append(Machine.descriptors(trio.pid(node)).orElse(0L))
                    .append(" descriptors, ")
                    .append(Files.size(trio.cluster().directory().logFile(node)))
                    .append(" bytes of log");
        }
        return report.toString();
    }
}
