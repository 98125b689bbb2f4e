package dev.raftbeat.sim;

import static dev.raftbeat.sim.Lab.MILLI;
import static dev.raftbeat.sim.Lab.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.drive.Ports;
import dev.raftbeat.fault.CrashPoint;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.world.TypedLines;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process may die at any point of its driver's work; no node ever votes twice in a term for all that. */
class CrashTest {
    private static final int SEEDS = 60;

    @ParameterizedTest
    @EnumSource(CrashPoint.class)
    void aNodeThatDiesAtThisPointAndComesBackAtOnceNeverVotesTwice(CrashPoint point) {
        int died = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Lab lab = crashing(point, seed, SimVariant.NONE);
            died += lab.told(ProcessEnded.class).size();
            lab.assertSafe();
        }
        assertThat(died).as("deaths " + point).isGreaterThan(5 * SEEDS);
    }

    /** Elections without end, in which somebody dies at the point, again and again. */
    private static Lab crashing(CrashPoint point, long seed, SimVariant variant) {
        SplittableRandom random = new SplittableRandom(seed);
        SimOptions options = Lab.options(3, seed, Pace.LAN.settings().withPreVote(random.nextBoolean()))
                .withVariant(variant)
                .withLatency(Delays.uniform(100_000, 20 * MILLI))
                .withDisk(Delays.uniform(100_000, 5 * MILLI));
        Lab lab = new Lab(options);
        for (int i = 0; i < 15; i++) {
            NodeId victim = Lab.node(1 + random.nextInt(3));
            lab.cluster.crashAt(victim, point, 1 + random.nextInt(3));
            TypedLines.apply(lab.cluster::apply, "campaign n" + (1 + random.nextInt(3)));
            lab.run(random.nextLong(60 * MILLI));
            TypedLines.apply(lab.cluster::apply, "campaign n" + (1 + random.nextInt(3)));
            lab.run(random.nextLong(30 * MILLI));
            TypedLines.apply(lab.cluster::apply, "restart dead");
        }
        return lab;
    }

    @Test
    void beforeASaveNothingIsWritten() {
        Lab lab = new Lab(3, 1);
        NodeId leader = lab.elect();
        NodeId other = lab.cluster.options().members().stream()
                .filter(node -> !node.equals(leader))
                .findFirst()
                .orElseThrow();
        Ballot before = lab.cluster.state(other).orElseThrow().ballot();
        lab.turnPage();
        lab.cluster.crashAt(other, CrashPoint.BEFORE_SAVE, 1);
        lab.apply("transfer " + other);
        lab.run(SECOND);
        assertThat(lab.told(SaveBegan.class, other)).hasSize(1);
        lab.apply("restart " + other);
        Booted booted = lab.told(Booted.class, other).get(0);
        assertThat(new Ballot(booted.term(), booted.votedFor())).isEqualTo(before);
        assertThat(booted.repaired()).isEmpty();
    }

    @Test
    void duringASaveTheBallotIsLostTornOrThere() {
        Map<Found, Integer> found = new EnumMap<>(Found.class);
        for (long seed = 0; seed < 60; seed++) {
            found.merge(foundAfterCrashDuringSave(seed), 1, Integer::sum);
        }
        assertThat(found).containsOnlyKeys(Found.values());
    }

    private enum Found {
        OLD,
        OLD_BESIDE_TORN,
        NEW
    }

    private static Found foundAfterCrashDuringSave(long seed) {
        Lab lab = new Lab(3, seed);
        lab.elect();
        NodeId follower = Lab.node(lab.cluster.leader().equals(Optional.of(Lab.node(1))) ? 2 : 1);
        lab.cluster.crashAt(follower, CrashPoint.DURING_SAVE, 1);
        lab.apply("transfer " + follower);
        lab.run(SECOND);
        lab.turnPage();
        lab.apply("restart " + follower);
        Booted booted = lab.told(Booted.class, follower).get(0);
        if (booted.term() == 2) {
            assertThat(booted.repaired()).isEmpty();
            return Found.NEW;
        }
        return booted.repaired().isPresent() ? Found.OLD_BESIDE_TORN : Found.OLD;
    }

    @Test
    void afterASaveNobodyHearsOfTheVoteThatANewLifeFinds() {
        Lab lab = new Lab(3, 2);
        lab.elect();
        NodeId follower = Lab.node(lab.cluster.leader().equals(Optional.of(Lab.node(1))) ? 2 : 1);
        lab.cluster.crashAt(follower, CrashPoint.AFTER_SAVE, 1);
        lab.turnPage();
        lab.apply("transfer " + follower);
        lab.run(10 * MILLI);
        assertThat(lab.told(BallotSaved.class, follower)).isEmpty();
        assertThat(lab.count(MessageSent.class, follower, sent -> sent.kind().equals("RequestVote")))
                .isZero();
        lab.apply("restart " + follower);
        assertThat(lab.told(Booted.class, follower).get(0).votedFor()).contains(follower);
        lab.assertSafe();
    }

    @Test
    void betweenFactsAndSendsAMessageIsToldAndNeverComes() {
        Lab lab = new Lab(3, 2);
        lab.elect();
        NodeId follower = Lab.node(lab.cluster.leader().equals(Optional.of(Lab.node(1))) ? 2 : 1);
        lab.turnPage();
        lab.cluster.crashAt(follower, CrashPoint.AFTER_SEND, 2);
        lab.apply("campaign " + follower);
        lab.run(10 * MILLI);
        assertThat(lab.told(ProcessEnded.class, NodeId.WORLD))
                .extracting(ProcessEnded::how)
                .containsExactly("crashed after a message left");
        new Ledger(lab.facts).assertBalanced(lab.cluster.now());
    }

    /** Lets messages overtake the save on which they rest. */
    private static final class SendsFirst implements SimVariant {
        @Override
        public Ports<RaftMessage> ports(Ports<RaftMessage> host) {
            return new ForgetfulPorts(host, 0);
        }
    }

    /** Answers at once that a ballot is durable, and lets it be written behind everybody's back. */
    private record ForgetfulPorts(Ports<RaftMessage> host, int unused) implements Ports<RaftMessage> {
        @Override
        public long now(long hostNanos) {
            return host.now(hostNanos);
        }

        @Override
        public void save(Ballot ballot, SaveAnswer answer) {
            answer.durable();
            host.save(ballot, new SaveAnswer() {
                @Override
                public void durable() {}

                @Override
                public void failed(String reason) {}
            });
        }

        @Override
        public void send(Envelope<RaftMessage> envelope, long lamport) {
            host.send(envelope, lamport);
        }

        @Override
        public void wakeAt(long at) {
            host.wakeAt(at);
        }

        @Override
        public void afterArrivals(Runnable then) {
            host.afterArrivals(then);
        }

        @Override
        public void stop(String reason) {
            host.stop(reason);
        }

        @Override
        public void end() {
            host.end();
        }
    }

    @Test
    void aNodeThatSendsBeforeItHasSavedIsCaughtByTheSameCrashes() {
        TreeSet<String> broken = new TreeSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            for (CrashPoint point : List.of(CrashPoint.DURING_SAVE, CrashPoint.AFTER_SEND)) {
                Lab lab = crashing(point, seed, new SendsFirst());
                if (lab.judge().verdict() == Verdict.VIOLATED) {
                    lab.judge().violations().forEach(violation -> broken.add(violation.invariant()));
                }
            }
        }
        assertThat(broken).contains("I2", "I4");
    }

    @Test
    void everyLifeHasAHigherBootAndStampsItsFactsFromOne() {
        Lab lab = new Lab(3, 9);
        lab.elect();
        for (int i = 0; i < 5; i++) {
            lab.apply(i % 2 == 0 ? "kill n2" : "wipe n2");
            lab.run(10 * MILLI);
            lab.apply("restart n2");
            lab.run(10 * MILLI);
        }
        List<StampedFact> boots = lab.told(Booted.class).stream()
                .filter(fact -> fact.node().equals(Lab.node(2)))
                .toList();
        assertThat(boots).extracting(StampedFact::boot).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(boots).extracting(StampedFact::seq).containsOnly(1L);
    }
}
