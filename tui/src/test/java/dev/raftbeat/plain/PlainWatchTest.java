package dev.raftbeat.plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.fault.Fault;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.TimeTravel;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PlainWatchTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final List<NodeId> MEMBERS = List.of(N1, N2, N3);

    private final List<StampedFact> facts = new ArrayList<>();
    private boolean over;

    /** Tells what was noted, all at once. */
    private final class NotedWorld implements World {
        @Override
        public String title() {
            return "noted";
        }

        @Override
        public List<NodeId> members() {
            return MEMBERS;
        }

        @Override
        public Abilities abilities() {
            return new Abilities(true, false, false);
        }

        @Override
        public long nowNanos() {
            return facts.size();
        }

        @Override
        public void observe(FactSink sink) {
            facts.forEach(sink::tell);
        }

        @Override
        public boolean isOver() {
            return over;
        }

        @Override
        public Outcome apply(Fault line) {
            return new Outcome(false, "it is only watched");
        }

        @Override
        public void close() {}
    }

    private void note(NodeId node, Fact fact) {
        long seq = 1 + facts.stream().filter(one -> one.node().equals(node)).count();
        facts.add(new StampedFact(facts.size(), node, 1, seq, facts.size() + 1, Optional.empty(), fact));
    }

    private void boot() {
        MEMBERS.forEach(
                node -> note(node, new Booted(0, Optional.empty(), MEMBERS, Pace.LAN.settings(), 0, Optional.empty())));
    }

    private static Verdict watched(World world) throws InterruptedException {
        StringWriter out = new StringWriter();
        Verdict verdict = new PlainWatch(world, new PrintWriter(out), OptionalLong.of(1)).watch();
        assertThat(out.toString()).contains("== What it came to");
        return verdict;
    }

    @Test
    void whatWasSeenOfALeaderIsValid() throws InterruptedException {
        try (World world = new SimWorld(SimOptions.of(new WorldSpec(3, Pace.LAN.settings(), 2)))) {
            TimeTravel time = world.timeTravel().orElseThrow();
            time.pause();
            time.jump(2_000_000_000L);
            assertThat(watched(world)).isEqualTo(Verdict.VALID);
        }
    }

    private String told(OptionalLong nanos) throws InterruptedException {
        StringWriter out = new StringWriter();
        new PlainWatch(new NotedWorld(), new PrintWriter(out), nanos).watch();
        return out.toString();
    }

    @Test
    @Timeout(60)
    void whoWatchesForEverIsToldThatTheClusterWasEndedAndWhatItCameTo() throws InterruptedException {
        boot();
        note(N1, new BecameLeader(1, List.of(N1, N2)));
        over = true;
        assertThat(told(OptionalLong.empty()).lines())
                .anyMatch(line -> line.matches(" +-?0\\.000 s  the cluster was ended"))
                .contains("== What it came to");
    }

    @Test
    void whatIsToldLateIsMarked() throws InterruptedException {
        boot();
        note(N3, new BecameLeader(1, List.of(N3, N2)));
        StampedFact late = facts.get(1);
        facts.remove(1);
        facts.add(late);
        assertThat(told(OptionalLong.of(1)))
                .contains("  n1 is up")
                .containsPattern("n3 leads[^\\n]*\\n +-?0\\.000 s  \\(late\\) n2 is up");
    }

    @Test
    void aBusyMachineIsSaidBeforeTheFigures() throws InterruptedException {
        boot();
        assertThat(told(OptionalLong.of(1))).doesNotContain("busy");
        note(N1, new TimerFired(200_000_000, 77_000_000));
        assertThat(told(OptionalLong.of(1)))
                .contains(
                        "== What it came to\nThe machine is busy, timings are not to be trusted: 1 election timer fired"
                                + " late, by up to 77 ms.\n");
    }

    @Test
    void aQuietSimulatorIsNotBusy() throws InterruptedException {
        try (World world = new SimWorld(SimOptions.of(new WorldSpec(5, Pace.LAN.settings(), 4)))) {
            TimeTravel time = world.timeTravel().orElseThrow();
            time.pause();
            time.jump(2_000_000_000L);
            TypedLines.apply(world::apply, "kill leader");
            time.jump(4_000_000_000L);
            TypedLines.apply(world::apply, "pause leader");
            time.jump(8_000_000_000L);
            TypedLines.apply(world::apply, "heal");
            time.jump(10_000_000_000L);
            StringWriter out = new StringWriter();
            new PlainWatch(world, new PrintWriter(out), OptionalLong.of(1)).watch();
            assertThat(out.toString()).contains("== What it came to").doesNotContain("busy", "(late)");
        }
    }

    @Test
    void whereNobodyLedNothingWasJudged() throws InterruptedException {
        boot();
        assertThat(watched(new NotedWorld())).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void aBrokenInvariantIsNoSuccess() throws InterruptedException {
        boot();
        note(N1, new BecameLeader(1, List.of(N1, N2)));
        note(N3, new BecameLeader(1, List.of(N2, N3)));
        assertThat(watched(new NotedWorld())).isEqualTo(Verdict.VIOLATED);
    }
}
