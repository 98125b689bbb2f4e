package dev.raftbeat.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.failover.Failover;
import dev.raftbeat.check.failover.FlapMeter;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.protocol.MessageFact;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimStart;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.ClusterView;
import dev.raftbeat.world.Moment;
import dev.raftbeat.world.TimeStep;
import dev.raftbeat.world.TimeTravel.Source;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldObserver;
import dev.raftbeat.world.WorldSpec;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A run of three real processes, recorded with PreVote off: from 11.9 s to 14.9 s the second node hears nobody, and
 * deposes a healthy leader.
 */
class ForkTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long BEFORE_THE_CUT = 11 * SECOND;
    private static final long IN_THE_CUT = 13 * SECOND;
    private static final long HEALED = 14_800_000_000L;

    private RecordedRun run;
    private ReplayWorld world;
    private final Facts seen = new Facts();

    /** What an observer holds at the moment. */
    private static final class Facts implements WorldObserver {
        private final List<StampedFact> all = new ArrayList<>();

        @Override
        public void tell(StampedFact fact) {
            all.add(fact);
        }

        @Override
        public void startAnew() {
            all.clear();
        }
    }

    @BeforeEach
    void open() throws RecordingException, URISyntaxException {
        Path file = Path.of(
                ForkTest.class.getResource("/recordings/false-failover.ndjson").toURI());
        run = RecordedRun.of(Recording.open(file));
        world = new ReplayWorld(new RecordedWorld("a recording", run), ForkTest::fork);
        world.observe(seen);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static ReplayWorld.Fork fork(List<StampedFact> facts, Moment at) {
        SimStart start = SimStart.of(facts, (int) at.facts(), at.nanos());
        WorldSpec spec = new WorldSpec(3, start.faults().base(), 1);
        return new ReplayWorld.Fork(new SimWorld(SimOptions.of(spec).withStart(start)), start.assumptions());
    }

    private static long falseAlarms(List<StampedFact> facts) {
        FlapMeter failovers = new FlapMeter();
        facts.forEach(failovers::hear);
        return failovers.failovers().stream()
                .filter(one -> one.judgement() == Failover.Judgement.FALSE_ALARM)
                .count();
    }

    private long electionsSince(long nanos) {
        return seen.all.stream()
                .filter(fact -> fact.tNanos() >= nanos && fact.fact() instanceof BecameCandidate)
                .count();
    }

    private void forkAt(long nanos, String line) {
        world.jump(nanos);
        assertThat(TypedLines.read(line, world::fork).done()).isTrue();
        world.jump(run.endNanos());
    }

    @Test
    void withPreVoteOnTheFalseFailoverDoesNotHappen() {
        assertThat(falseAlarms(run.facts())).isEqualTo(2);
        forkAt(BEFORE_THE_CUT, "set prevote on");
        assertThat(falseAlarms(seen.all)).isZero();
        assertThat(electionsSince(BEFORE_THE_CUT)).isZero();
        assertThat(seen.all)
                .as("the cut was made again")
                .anyMatch(fact ->
                        fact.tNanos() > BEFORE_THE_CUT && fact.fact().toString().contains("cut n1,n3 -> n2"));
        assertThat(seen.all)
                .as("and acted")
                .anyMatch(fact ->
                        fact.tNanos() > BEFORE_THE_CUT && fact.fact().name().equals("PreVoteDenied"));
    }

    @Test
    void withNothingChangedItHappensAgain() {
        forkAt(BEFORE_THE_CUT, "");
        assertThat(falseAlarms(seen.all)).isPositive();
    }

    @Test
    void inTheMiddleOfTheCutTheRulesOfTheLinksAreInForce() {
        forkAt(IN_THE_CUT, "");
        List<StampedFact> underTheCut = seen.all.stream()
                .filter(fact -> fact.tNanos() > IN_THE_CUT && fact.tNanos() < HEALED)
                .toList();
        assertThat(underTheCut)
                .anyMatch(
                        fact -> fact.fact() instanceof MessageLost lost && lost.reason() == MessageFact.LossReason.CUT)
                .noneMatch(fact -> fact.node().equals(new NodeId("n2")) && fact.fact() instanceof HeartbeatHeard);
        world.unfork();
        forkAt(IN_THE_CUT, "join all -> n2; set prevote on");
        List<StampedFact> after = seen.all.stream()
                .filter(fact -> fact.tNanos() > IN_THE_CUT + 2 * SECOND)
                .toList();
        assertThat(after).noneMatch(fact -> fact.fact() instanceof BecameCandidate);
    }

    @Test
    void noForkOfAnyMomentBreaksAnInvariant() {
        for (long at = 4 * SECOND; at < run.endNanos(); at += SECOND / 4) {
            forkAt(at, "");
            Judge judge = new Judge();
            seen.all.forEach(judge::hear);
            assertThat(judge.violations()).as("forked at " + at).isEmpty();
            assertThat(judge.verdict()).isNotEqualTo(Verdict.VIOLATED);
            world.unfork();
        }
    }

    @Test
    void theForkBeginsWithWhatTheRecordingSaysOfTheMoment() {
        world.jump(BEFORE_THE_CUT);
        ClusterView recorded = new ClusterView(run.members());
        seen.all.forEach(recorded::hear);
        assertThat(TypedLines.read("", world::fork).done()).isTrue();
        ClusterView forked = new ClusterView(run.members());
        seen.all.forEach(forked::hear);
        for (NodeId node : run.members()) {
            var before = recorded.snapshot().node(node).orElseThrow();
            var after = forked.snapshot().node(node).orElseThrow();
            assertThat(after).isEqualTo(before);
        }
        // The next facts continue each node's numbers, or every check would have to doubt what it sees.
        world.forward(TimeStep.ELECTION);
        Judge judge = new Judge();
        seen.all.forEach(judge::hear);
        assertThat(judge.violations()).isEmpty();
        assertThat(world.assumptions()).hasSizeGreaterThan(4).allMatch(sentence -> sentence.endsWith("."));
    }

    @Test
    void aForkCanBeActedOnAndItsPastCannot() {
        assertThat(TypedLines.apply(world::apply, "kill n1").sentence()).isEqualTo(RecordedWorld.UNCHANGEABLE);
        forkAt(BEFORE_THE_CUT, "set prevote on");
        assertThat(world.source()).isEqualTo(Source.FORK);
        assertThat(TypedLines.apply(world::apply, "kill n1").done()).isTrue();
        world.jump(5 * SECOND);
        assertThat(world.position().nanos()).isEqualTo(5 * SECOND);
        assertThat(TypedLines.apply(world::apply, "kill n2").sentence()).contains("before the fork");
        assertThat(seen.all).allMatch(fact -> fact.tNanos() <= 5 * SECOND);
        assertThat(world.unfork().done()).isTrue();
        assertThat(world.source()).isEqualTo(Source.RECORDING);
        assertThat(world.position().nanos()).isEqualTo(5 * SECOND);
    }

    @Test
    void aForkThatCannotBeSaysWhyAndStaysInTheRecording() {
        assertThat(TypedLines.read("set prevote on", world::fork).sentence()).contains("no node had come up");
        world.jump(BEFORE_THE_CUT);
        assertThat(TypedLines.read("set prevot on", world::fork).done()).isFalse();
        assertThat(world.source()).isEqualTo(Source.RECORDING);
    }

    @Test
    void theSameForkGivesTheSameFacts() {
        forkAt(BEFORE_THE_CUT, "set election 400..800ms");
        List<StampedFact> first = List.copyOf(seen.all);
        world.jump(BEFORE_THE_CUT - SECOND);
        world.jump(run.endNanos());
        assertThat(seen.all).isEqualTo(first);
        world.unfork();
        forkAt(BEFORE_THE_CUT, "set election 400..800ms");
        assertThat(seen.all).isEqualTo(first);
    }

    @Test
    void aRecordingIsGoneThroughInBothDirections() {
        assertThat(world.forward(TimeStep.ELECTION)).isTrue();
        Moment first = world.position();
        assertThat(world.forward(TimeStep.ELECTION)).isTrue();
        assertThat(world.position().facts()).isGreaterThan(first.facts());
        assertThat(world.back(TimeStep.ELECTION)).isTrue();
        assertThat(world.position()).isEqualTo(first);
        assertThat(seen.all).isEqualTo(run.facts().subList(0, (int) first.facts()));
        assertThat(world.back(TimeStep.ELECTION)).isFalse();
        assertThat(world.position()).isEqualTo(Moment.START);
        world.jump(Long.MAX_VALUE);
        assertThat(world.position())
                .isEqualTo(new Moment(run.endNanos(), run.facts().size()));
        assertThat(world.forward(TimeStep.FACT)).isFalse();
        world.jump(IN_THE_CUT);
        assertThat(world.inFlight()).allMatch(one -> one.sentNanos() <= IN_THE_CUT && one.dueNanos() >= IN_THE_CUT);
    }

    @Test
    void someMessagesAreSeenUnderWay() {
        boolean seenOne = false;
        while (!seenOne && world.forward(TimeStep.FACT)) {
            seenOne = !world.inFlight().isEmpty();
        }
        assertThat(seenOne).isTrue();
    }
}
