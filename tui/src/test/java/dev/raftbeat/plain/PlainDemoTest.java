package dev.raftbeat.plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.fault.Fault;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.ProcessBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.world.World;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The acts, on a world written by hand that does at once what it is told. */
class PlainDemoTest {
    private static final List<NodeId> MEMBERS = List.of(new NodeId("n1"), new NodeId("n2"), new NodeId("n3"));

    private final StringWriter text = new StringWriter();

    private static final class ObedientWorld implements World {
        private final List<String> applied = new ArrayList<>();
        private final Map<NodeId, Long> seqs = new TreeMap<>();
        private FactSink sink = fact -> {};
        private boolean leads = true;
        private long now;

        @Override
        public String title() {
            return "3 obedient nodes";
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
            return now;
        }

        @Override
        public void observe(FactSink observer) {
            sink = observer;
            MEMBERS.forEach(node -> {
                tell(NodeId.WORLD, new ProcessBegan(node, 1));
                tell(node, new Booted(0, Optional.empty(), MEMBERS, Pace.LAN.settings(), 0, Optional.empty()));
            });
            if (leads) {
                elect(MEMBERS.get(0), 1);
            }
        }

        @Override
        public Outcome apply(Fault line) {
            applied.add(line.text());
            now += 1_000_000;
            if (line.text().equals("kill leader")) {
                tell(NodeId.WORLD, new ProcessEnded(MEMBERS.get(0), "killed"));
                elect(MEMBERS.get(1), 2);
            }
            return new Outcome(!line.text().startsWith("isolate"), "as told");
        }

        @Override
        public void close() {}

        private void elect(NodeId leader, long term) {
            tell(leader, new BecameCandidate(term, false));
            tell(leader, new BecameLeader(term, MEMBERS));
            MEMBERS.stream().filter(node -> !node.equals(leader)).forEach(node -> {
                tell(node, new BecameFollower(term, Optional.of(leader)));
                tell(node, new HeartbeatHeard(leader, term));
            });
        }

        private void tell(NodeId node, Fact fact) {
            long seq = seqs.merge(node, 1L, Long::sum);
            sink.tell(new StampedFact(now, node, 1, seq, seq, Optional.empty(), fact));
        }
    }

    private Verdict play(ObedientWorld world, OptionalLong forNanos) throws InterruptedException {
        PlainDemo.Waiting virtual = (tale, wish, patienceNanos) -> {
            boolean granted = wish.test(tale.picture());
            world.now += granted ? 0 : patienceNanos;
            return granted;
        };
        return new PlainDemo(world, Pace.LAN.settings(), new PrintWriter(text), forNanos, virtual).play();
    }

    @Test
    void allActsArePlayedInTheirOrderAndTheSummaryTellsTheFailover() throws InterruptedException {
        ObedientWorld world = new ObedientWorld();

        play(world, OptionalLong.empty());

        assertThat(world.applied)
                .containsExactly(
                        "kill leader", "restart dead", "cut leader -> follower", "heal", "isolate follower", "heal");
        assertThat(text.toString())
                .contains("n1 (1)")
                .contains("n2 (2)")
                .contains("killed")
                .contains("justified")
                .contains("\"isolate follower\" was refused: as told")
                .doesNotContain("left out");
    }

    @Test
    void anActThatTheTimeHasNoRoomForIsNamedAndLeftOut() throws InterruptedException {
        ObedientWorld world = new ObedientWorld();

        play(world, OptionalLong.of(1));

        assertThat(world.applied).isEmpty();
        assertThat(text.toString()).contains("no leader").contains("== What it came to");
    }

    @Test
    void withoutALeaderTheVerdictIsUnknown() throws InterruptedException {
        ObedientWorld world = new ObedientWorld();
        world.leads = false;

        assertThat(play(world, OptionalLong.of(1_000_000))).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void theLinesHoldNothingThatMovesACursor() throws InterruptedException {
        play(new ObedientWorld(), OptionalLong.empty());

        assertThat(text.toString().chars().filter(c -> c < ' ' && c != '\n')).isEmpty();
    }
}
