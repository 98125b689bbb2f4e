package dev.raftbeat.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.scenario.Engine;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is left out of a run explains nothing, and what there is no room for is not guessed at. */
class ExcerptTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int ROOM = 1_000_000;

    /** Nine leaders, one after the other, a minute each. */
    private static final List<StampedFact> FACTS = new ArrayList<>();

    @BeforeAll
    static void leadersComeAndGo() {
        try (Engine engine = Engine.of(new SimWorld(SimOptions.of(spec(5))), FACTS::add)) {
            for (int i = 0; i < 8; i++) {
                engine.runFor(60 * SECOND);
                TypedLines.apply(engine::apply, "kill leader");
                engine.runFor(2 * SECOND);
                TypedLines.apply(engine::apply, "restart same");
            }
            engine.runFor(60 * SECOND);
        }
    }

    private static WorldSpec spec(int nodes) {
        return new WorldSpec(nodes, Pace.LAN.settings(), 7);
    }

    private static Excerpt excerpt(List<StampedFact> facts, Excerpt.Asked asked, int room) {
        Excerpt excerpt = new Excerpt(asked, room);
        facts.forEach(excerpt::tell);
        return excerpt;
    }

    private static Why why(Excerpt excerpt) {
        return new Why(excerpt);
    }

    private static String told(Why why, StampedFact fact) {
        Explanation one = why.explain(fact);
        return why.election(fact) + " of " + why.elections().count() + ": " + one.sentence() + "; " + one.verdict();
    }

    private static StampedFact election(int number) {
        return FACTS.stream()
                .filter(fact -> fact.fact() instanceof BecameCandidate)
                .skip(number - 1)
                .findFirst()
                .orElseThrow();
    }

    private static StampedFact lastElection() {
        return FACTS.stream()
                .filter(fact -> fact.fact() instanceof BecameCandidate)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Test
    void restIsLeftOutAndEveryElectionExplainedAsByAllFacts() {
        Why all = new Why(FACTS);
        Excerpt excerpt = excerpt(FACTS, Excerpt.ELECTIONS, ROOM);
        assertThat(excerpt.facts()).hasSizeBetween(1_000, FACTS.size() / 2);
        assertThat(excerpt.isShort()).isFalse();
        assertThat(all.campaigns()).hasSizeGreaterThanOrEqualTo(9);
        for (StampedFact election : all.campaigns()) {
            assertThat(told(why(excerpt), election))
                    .isEqualTo(told(all, election))
                    .contains("back to");
        }
    }

    @Test
    void whereThereIsLittleRoomTheLastElectionsStayWhole() {
        Why all = new Why(FACTS);
        Excerpt excerpt = excerpt(FACTS, Excerpt.ELECTIONS, 25_000);
        assertThat(excerpt.isShort()).isTrue();
        assertThat(excerpt.facts()).hasSizeLessThanOrEqualTo(25_000);
        assertThat(excerpt.isWhole(election(1))).isFalse();
        assertThat(excerpt.isWhole(lastElection())).isTrue();
        assertThat(told(why(excerpt), lastElection())).isEqualTo(told(all, lastElection()));
    }

    @Test
    void whereThereIsLittleRoomWhatIsAskedAboutStaysWhole() {
        Why all = new Why(FACTS);
        StampedFact second = election(2);
        Excerpt excerpt =
                excerpt(FACTS, (fact, elections) -> elections == 2 && fact.fact() instanceof BecameCandidate, 25_000);
        assertThat(excerpt.facts()).hasSizeLessThanOrEqualTo(50_000);
        assertThat(told(why(excerpt), second)).isEqualTo(told(all, second)).startsWith("2 of ");
    }

    @Test
    void aFactOfCalmTimesIsHeldWhenItIsAskedAbout() {
        Why all = new Why(FACTS);
        StampedFact calm = FACTS.stream()
                .filter(fact -> fact.fact() instanceof HeartbeatHeard && fact.tNanos() > 30 * SECOND)
                .findFirst()
                .orElseThrow();
        assertThat(why(excerpt(FACTS, Excerpt.ELECTIONS, ROOM)).fact(calm.id())).isEmpty();
        Excerpt excerpt = excerpt(FACTS, (fact, elections) -> fact.id().equals(calm.id()), ROOM);
        assertThat(told(why(excerpt), calm)).isEqualTo(told(all, calm));
    }

    @Test
    void aTimeOutOfOrderMakesNothingBesideItOld() {
        List<StampedFact> facts = new ArrayList<>();
        StampedFact last = lastElection();
        Explanation all = new Why(FACTS).explain(last);
        for (StampedFact fact : FACTS) {
            facts.add(fact);
            if (fact.tNanos() > last.tNanos() - SECOND && fact.tNanos() < last.tNanos()) {
                long other = facts.size() % 2 == 0 ? 1L << 61 : -(1L << 61);
                facts.add(new StampedFact(
                        other,
                        new NodeId("n9"),
                        1,
                        facts.size(),
                        1,
                        Optional.empty(),
                        new HeartbeatHeard(new NodeId("n1"), 1)));
            }
        }
        assertThat(facts).hasSizeGreaterThan(FACTS.size() + 100);
        Why why = why(excerpt(facts, Excerpt.ELECTIONS, ROOM));
        assertThat(why.explain(last).texts()).isEqualTo(all.texts());
        assertThat(why.explain(last).verdict()).isEqualTo(all.verdict()).contains("back to a fault: kill");
    }

    /** For ten minutes nobody can win, and each failed campaign leads to the next. */
    @Test
    void aChainMayBeLongerThanTheStackIsDeep() throws InterruptedException {
        List<StampedFact> facts = new ArrayList<>();
        WorldSpec without =
                new WorldSpec(5, Pace.LAN.settings().withPreVote(false).withCheckQuorum(false), 7);
        try (Engine engine = Engine.of(new SimWorld(SimOptions.of(without)), facts::add)) {
            engine.runFor(2 * SECOND);
            for (String name : List.of("n5", "n1", "n2")) {
                assertThat(TypedLines.apply(engine::apply, "kill " + name).done())
                        .isTrue();
            }
            engine.runFor(600 * SECOND);
        }
        Why why = why(excerpt(facts, Excerpt.ELECTIONS, ROOM));
        List<StampedFact> elections = why.campaigns();
        assertThat(elections).hasSizeGreaterThan(1_000);
        Explanation[] last = new Explanation[1];
        Thread small = new Thread(
                null, () -> last[0] = why.explain(elections.get(elections.size() - 1)), "small stack", 256 * 1024);
        small.start();
        small.join();
        assertThat(last[0]).isNotNull();
        assertThat(last[0].origin().decided()).as(last[0].verdict()).isTrue();
        assertThat(last[0].steps()).hasSizeLessThanOrEqualTo(CauseTrail.STEPS_MAX + 10);
    }

    @Test
    void factsThatLeadToOneAnotherInACircleEnd() {
        NodeId n1 = new NodeId("n1");
        FactId one = new FactId(n1, 1, 1);
        FactId two = new FactId(n1, 1, 2);
        HeartbeatHeard heard = new HeartbeatHeard(n1, 1);
        List<StampedFact> facts = List.of(
                new StampedFact(1, n1, 1, 1, 1, Optional.of(two), heard),
                new StampedFact(2, n1, 1, 2, 2, Optional.of(one), heard));
        Explanation why = new Why(facts).explain(facts.get(1));
        assertThat(why.origin().decided()).isFalse();
        assertThat(why.verdict()).contains("more than 1000 facts");
    }
}
