package dev.raftbeat.sim;

import static dev.raftbeat.sim.Lab.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Violation;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.StoreFact;
import dev.raftbeat.protocol.StoreFact.StoreOpened;
import dev.raftbeat.protocol.StoreFact.WriteLanded;
import dev.raftbeat.protocol.StoreFact.WriteRefusal;
import dev.raftbeat.protocol.StoreFact.WriteRefused;
import dev.raftbeat.protocol.StoreFact.WriteSent;
import dev.raftbeat.store.StoreGuard;
import dev.raftbeat.wire.FactCodec;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A store beside a simulated cluster, and a leader that stands still with a write in its hands. */
class SimStoreTest {
    private static final int SEEDS = 20;

    private static SimOptions options(Optional<StoreGuard> guard, long seed) {
        return SimOptions.of(new WorldSpec(3, Pace.LAN.settings(), seed, guard));
    }

    private static Lab lab(StoreGuard guard, long seed) {
        return new Lab(options(Optional.of(guard), seed));
    }

    /** One leader writes, is frozen for a second, and goes on. Answers which one. */
    private static NodeId freezeAndThaw(Lab lab) {
        NodeId old = lab.elect();
        lab.run(SECOND / 2);
        assertThat(lab.count(WriteSent.class, old, sent -> true)).isBetween(9L, 13L);
        lab.apply("pause " + old);
        lab.turnPage();
        lab.run(SECOND);
        assertThat(lab.told(WriteSent.class, old)).as("a frozen node writes").isEmpty();
        assertThat(lab.told(WriteLanded.class)).as("its successor writes").hasSizeGreaterThan(5);
        lab.turnPage();
        lab.apply("resume " + old);
        lab.run(SECOND);
        assertThat(lab.told(WriteSent.class, old)).as("what was in its hands").isNotEmpty();
        return old;
    }

    @Test
    void aThawedLeadersWriteLandsWhereNobodyFences() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Lab lab = lab(StoreGuard.UNFENCED, seed);
            NodeId old = freezeAndThaw(lab);
            assertThat(lab.count(
                            WriteLanded.class,
                            NodeId.STORE,
                            landed -> landed.writer().equals(old) && landed.term() < landed.highest()))
                    .isPositive();
            assertThat(lab.judge().violations())
                    .extracting(Violation::invariant)
                    .isNotEmpty()
                    .containsOnly("I15");
        }
    }

    @Test
    void aThawedLeadersWriteBouncesOffAFence() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Lab lab = lab(StoreGuard.FENCED, seed);
            NodeId old = freezeAndThaw(lab);
            assertThat(lab.count(
                            WriteRefused.class,
                            NodeId.STORE,
                            refused -> refused.writer().equals(old) && refused.reason() == WriteRefusal.STALE_TOKEN))
                    .isPositive();
            assertThat(lab.count(
                            WriteLanded.class,
                            NodeId.STORE,
                            landed -> landed.writer().equals(old)))
                    .isZero();
            lab.assertSafe();
            assertThat(lab.judge().lamps())
                    .filteredOn(lamp -> lamp.id().equals("I15"))
                    .extracting(Judge.Lamp::judged)
                    .allMatch(judged -> judged > 20);
        }
    }

    /** Who asks why it was refused is led back to the election. */
    @Test
    void aWriteFollowsFromTheElectionOfItsWriter() {
        Lab lab = lab(StoreGuard.FENCED, 3);
        NodeId leader = lab.elect();
        lab.run(SECOND);
        StampedFact landed = lab.told(WriteLanded.class).get(0);
        StampedFact sent = fact(lab, landed.cause());
        assertThat(sent.node()).isEqualTo(leader);
        assertThat(sent.fact()).isInstanceOf(WriteSent.class);
        assertThat(landed.lamport()).isGreaterThan(sent.lamport());
        assertThat(fact(lab, sent.cause()).fact()).isInstanceOf(BecameLeader.class);
        assertThat(lab.facts.get(0).fact()).isEqualTo(new StoreOpened("fenced", Optional.empty(), 0, 0));
    }

    @Test
    void aWriterDiesWithItsNodeAndComesBackWithIt() {
        Lab lab = lab(StoreGuard.FENCED, 5);
        NodeId old = lab.elect();
        lab.run(SECOND);
        lab.apply("kill " + old);
        lab.turnPage();
        lab.run(SECOND);
        assertThat(lab.told(WriteSent.class, old)).isEmpty();
        lab.apply("restart " + old);
        lab.run(SECOND);
        lab.apply("transfer " + old);
        lab.run(SECOND);
        assertThat(lab.told(WriteSent.class, old)).isNotEmpty();
        lab.assertSafe();
    }

    /** Whoever compares a run with and without a store compares the same run. */
    @Test
    void aStoreShiftsNothingElse() {
        for (long seed = 1; seed <= 5; seed++) {
            assertThat(core(options(Optional.of(StoreGuard.FENCED), seed)))
                    .isEqualTo(core(options(Optional.empty(), seed)));
        }
    }

    @Test
    void theSameSeedTellsTheSameFacts() {
        assertThat(lines(7)).hasSizeGreaterThan(100).isEqualTo(lines(7));
        assertThat(lines(8)).isNotEqualTo(lines(7));
    }

    private static List<String> lines(long seed) {
        Lab lab = lab(StoreGuard.UNFENCED, seed);
        freezeAndThaw(lab);
        return lab.facts.stream().map(FactCodec::line).toList();
    }

    /** What the nodes told of everything but writes, and when. */
    private static List<String> core(SimOptions options) {
        Lab lab = new Lab(options);
        NodeId leader = lab.elect();
        lab.apply("pause " + leader);
        lab.run(SECOND);
        lab.apply("resume " + leader);
        lab.run(SECOND);
        List<String> told = new ArrayList<>();
        for (StampedFact stamped : lab.facts) {
            Fact fact = stamped.fact();
            if (!(fact instanceof StoreFact)) {
                told.add(stamped.tNanos() + " " + stamped.node() + " " + fact.name());
            }
        }
        return told;
    }

    private static StampedFact fact(Lab lab, Optional<FactId> id) {
        return lab.facts.stream()
                .filter(fact -> fact.id().equals(id.orElseThrow()))
                .findFirst()
                .orElseThrow();
    }
}
