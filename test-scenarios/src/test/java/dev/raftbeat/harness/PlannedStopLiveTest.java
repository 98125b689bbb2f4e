package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import dev.raftbeat.local.LocalCluster;
import dev.raftbeat.protocol.LifeFact.StopBegan;
import dev.raftbeat.protocol.LifeFact.Stopped;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.wire.FactCodec;
import dev.raftbeat.wire.WireException;
import dev.raftbeat.world.WorldSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes that are told to end: a leader hands over first. It has 200 ms for that, which a busy machine may not give
 * it, so that each test tries some times and asks for one that went as planned.
 */
@Tag("process")
class PlannedStopLiveTest {
    private static final int TRIES = 8;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    @TempDir
    private Path home;

    @Test
    void aLeaderThatGetsSigtermIsFollowedByOneThatItToldToCampaign() throws Exception {
        Path path = home.resolve("cluster");
        try (LiveTrio trio = new LiveTrio(path, Pace.LAN.settings())) {
            boolean handedOver = false;
            for (int tries = 0; tries < TRIES && !handedOver; tries++) {
                NodeId old = trio.calm().node();
                long told = System.nanoTime();
                Machine.signal("TERM", List.of(trio.pid(old)));
                trio.await("another leads", () -> elected(trio, old, told).isPresent());
                assertThat(trio.heard().by(old, StopBegan.class, told)).hasSize(1);
                assertThat(trio.heard().by(old, TransferBegan.class, told)).isNotEmpty();
                handedOver = byOrder(trio, elected(trio, old, told).orElseThrow(), told);
                Machine.await(
                        old + " is gone",
                        () -> trio.cluster().directory().process(old).isEmpty()
                                || !trio.cluster()
                                        .directory()
                                        .process(old)
                                        .orElseThrow()
                                        .isAlive());
                trio.apply("restart " + old);
            }
            assertThat(handedOver).as("by order, and not by a timer").isTrue();
        }
        Machine.awaitNothingLeft(path);
    }

    private static Optional<StampedFact> elected(LiveTrio trio, NodeId old, long since) {
        return trio.members().stream()
                .filter(node -> !node.equals(old))
                .flatMap(node -> trio.heard().first(node, BecameLeader.class, fact -> true, since).stream())
                .findFirst();
    }

    private static boolean byOrder(LiveTrio trio, StampedFact elected, long since) {
        long term = ((BecameLeader) elected.fact()).term();
        return trio.heard()
                .any(elected.node(), BecameCandidate.class, fact -> fact.transfer() && fact.term() == term, since);
    }

    @Test
    void downStopsTheNodesAsPlanned() throws InterruptedException {
        boolean planned = false;
        for (int tries = 0; tries < TRIES && !planned; tries++) {
            Path path = home.resolve("cluster" + tries);
            WorldSpec three = new WorldSpec(3, Pace.LAN.settings(), 3);
            LocalCluster cluster = LocalCluster.up(path, three, true, Optional.empty());
            assertThat(cluster.awaitLeader(PATIENCE_NANOS)).isPresent();
            List<String> lines = new ArrayList<>();
            LocalCluster.down(path, files -> files.forEach(file -> lines.addAll(lines(file))));
            planned =
                    lines.stream().filter(line -> line.contains("\"Stopped\"")).count() == 3;
            Machine.awaitNothingLeft(path);
        }
        assertThat(planned).as("each said that it ends").isTrue();
    }

    private static List<String> lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Started by hand, as in a pod: what it prints of its end is all that anybody hears. */
    @Test
    void aNodeByHandSaysThatItEndsOnSigtermAndWhenItsInputCloses() throws Exception {
        List<Integer> ports = Machine.freePorts(3);
        NodeId id = new NodeId("n1");
        for (boolean signal : List.of(true, false)) {
            boolean said = false;
            for (int tries = 0; tries < TRIES && !said; tries++) {
                Heard heard = new Heard(List.of(id, new NodeId("n2"), new NodeId("n3")));
                try (Jvm node = byHand(heard, id, ports)) {
                    // Whoever campaigns again and again has long come up.
                    assertThat(heard.await(
                                    () -> heard.by(id, BecamePreCandidate.class, 0)
                                                    .size()
                                            > 2,
                                    PATIENCE_NANOS))
                            .isTrue();
                    if (signal) {
                        // Process.destroy would close its standard output, too.
                        Machine.signal("TERM", List.of(node.pid()));
                    } else {
                        node.closeInput();
                    }
                    assertThat(node.awaitEnd()).isEqualTo(signal ? 143 : 0);
                }
                said = heard.any(id, Stopped.class, fact -> fact.reason().contains("does not lead"), 0);
            }
            assertThat(said).as(signal ? "on SIGTERM" : "when its input closes").isTrue();
        }
    }

    private Jvm byHand(Heard heard, NodeId id, List<Integer> ports) throws Exception {
        String peers =
                "n1=127.0.0.1:" + ports.get(0) + ",n2=127.0.0.1:" + ports.get(1) + ",n3=127.0.0.1:" + ports.get(2);
        return Jvm.start(
                line -> {
                    try {
                        heard.tell(FactCodec.read(line));
                    } catch (WireException e) {
                        throw new AssertionError("not a fact: " + line, e);
                    }
                },
                Main.class,
                "node",
                "--id",
                id,
                "--peers",
                peers,
                "--listen",
                "127.0.0.1:" + ports.get(0),
                "--dir",
                home.resolve(id.name()),
                "--facts",
                "ndjson");
    }
}
