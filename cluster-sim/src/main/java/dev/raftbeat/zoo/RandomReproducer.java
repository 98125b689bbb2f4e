package dev.raftbeat.zoo;

import dev.raftbeat.check.Invariant;
import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.Violation;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.check.safety.Invariants;
import dev.raftbeat.fault.CrashPoint;
import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.word.FaultWords;
import dev.raftbeat.fault.word.ShapeWords;
import dev.raftbeat.fault.word.StoreWords;
import dev.raftbeat.fault.word.TimerWords;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.sim.Delays;
import dev.raftbeat.sim.SimCluster;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimVariant;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.world.InFlight;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Deeds in a random order at random moments, all drawn from the seed, and every invariant fed. What finds a bug is less
 * how long it blows than what it does: a vote that was not saved shows only when its voter is back within the same term.
 *
 * @param nodes 3 to 9
 * @param preVote whether PreVote and CheckQuorum are on
 * @param opening lines of the fault language for the whole run; may be empty
 * @param deeds what may be done, each as likely as the others
 * @param count how many deeds
 * @param gapMsMax the longest time between two of them, milliseconds
 */
record RandomReproducer(
        int nodes, boolean preVote, String opening, List<Deed> deeds, int count, int gapMsMax, String check, int seeds)
        implements Reproducer {
    private static final long MS = 1_000_000;
    private static final Delays WIDE = Delays.uniform(200_000, 20 * MS);

    RandomReproducer {
        deeds = List.copyOf(deeds);
    }

    /** The same, with another check to be tripped. */
    RandomReproducer against(String other) {
        return new RandomReproducer(nodes, preVote, opening, deeds, count, gapMsMax, other, seeds);
    }

    /** What can be done to one node or one message. */
    enum Deed {
        /** Killed, and back after 1 to 20 ms: the vote that it has just given is still asked for. */
        RESTART("restarts within 20 ms"),
        CRASH_AT_SAVE("crashes around a save"),
        CRASH_AT_SEND("crashes between a save and a send"),
        CAMPAIGN("campaigns"),
        CAMPAIGN_TOGETHER("two campaigns at once"),
        HOLD_MESSAGE("messages held back by up to 400 ms"),
        COPY_MESSAGE("messages delivered twice"),
        FAIL_DISK("disks that fail"),
        ISOLATE("nodes cut off for a while");

        private final String words;

        Deed(String words) {
            this.words = words;
        }
    }

    @Override
    public String sentence() {
        return Invariants.all().stream()
                .filter(one -> one.id().equals(check))
                .map(Invariant::sentence)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String plan() {
        return nodes + " nodes, PreVote " + (preVote ? "on" : "off") + (opening.isEmpty() ? "" : ", " + opening) + ", "
                + count + " random steps at most " + Amounts.time(gapMsMax * 1_000_000L) + " apart: "
                + String.join(", ", deeds.stream().map(deed -> deed.words).toList());
    }

    @Override
    public Outcome run(SimVariant variant, long seed, Supplier<FactSink> clusters) {
        Settings settings = Pace.LAN
                .settings()
                .withPreVote(preVote)
                .withCheckQuorum(preVote)
                .withEvidence(false);
        SimOptions options = SimOptions.of(new WorldSpec(nodes, settings, seed))
                .withLatency(WIDE)
                .withVariant(variant);
        Judge judge = new Judge();
        FactSink also = clusters.get();
        SimCluster cluster = new SimCluster(options, fact -> {
            judge.hear(fact);
            also.tell(fact);
        });
        new Blow(cluster, options.members(), new SplittableRandom(~seed)).blow();
        List<Violation> violations = judge.violations();
        return new Outcome(
                violations.stream()
                        .filter(one -> one.invariant().equals(check))
                        .map(Violation::sentence)
                        .findFirst(),
                judge.verdict() != Verdict.VIOLATED,
                violations.isEmpty()
                        ? ""
                        : violations.get(0).invariant() + ": "
                                + violations.get(0).sentence());
    }

    private final class Blow {
        private final SimCluster cluster;
        private final List<NodeId> members;
        private final SplittableRandom random;

        private Blow(SimCluster cluster, List<NodeId> members, SplittableRandom random) {
            this.cluster = cluster;
            this.members = members;
            this.random = random;
        }

        private void blow() {
            if (!opening.isEmpty()) {
                TypedLines.apply(cluster::apply, opening);
            }
            for (int i = 0; i < count; i++) {
                cluster.runFor(random.nextLong(1, gapMsMax + 1L) * MS);
                Deed deed = deeds.get(random.nextInt(deeds.size()));
                NodeId node = members.get(random.nextInt(nodes));
                carryOut(deed, node);
            }
            cluster.apply(Fault.of(FaultWords.HEAL));
            members.forEach(cluster::boot);
            cluster.runFor(1_000 * MS);
        }

        private void carryOut(Deed deed, NodeId node) {
            switch (deed) {
                case RESTART -> {
                    cluster.kill(node);
                    back(node);
                }
                case CRASH_AT_SAVE -> crash(node, CrashPoint.values()[random.nextInt(3)]);
                case CRASH_AT_SEND -> crash(node, CrashPoint.values()[2 + random.nextInt(3)]);
                case CAMPAIGN -> cluster.apply(Fault.of(TimerWords.CAMPAIGN, node));
                case CAMPAIGN_TOGETHER -> {
                    NodeId other = members.get(random.nextInt(nodes));
                    cluster.apply(Fault.of(TimerWords.CAMPAIGN, node));
                    cluster.apply(Fault.of(TimerWords.CAMPAIGN, other));
                }
                case HOLD_MESSAGE, COPY_MESSAGE -> message(deed == Deed.HOLD_MESSAGE);
                case FAIL_DISK -> {
                    cluster.apply(Fault.of(StoreWords.FAIL_DISK, node));
                    cluster.apply(Fault.of(TimerWords.CAMPAIGN, node));
                    cluster.runFor(random.nextLong(1, 60) * MS);
                    cluster.kill(node);
                    cluster.apply(Fault.of(StoreWords.FREE_DISK, node));
                    back(node);
                }
                case ISOLATE -> {
                    cluster.apply(Fault.of(ShapeWords.ISOLATE, node));
                    cluster.runFor(random.nextLong(1, 800) * MS);
                    cluster.apply(FaultWords.END_LAST);
                }
            }
        }

        private void crash(NodeId node, CrashPoint point) {
            cluster.crashAt(node, point, 1 + random.nextInt(2));
            cluster.apply(Fault.of(TimerWords.CAMPAIGN, members.get(random.nextInt(nodes))));
            cluster.runFor(random.nextLong(1, 80) * MS);
            members.forEach(cluster::boot);
        }

        private void back(NodeId node) {
            cluster.runFor(random.nextLong(1, 21) * MS);
            cluster.boot(node);
        }

        private void message(boolean hold) {
            long nanos = random.nextLong(1, 400) * MS;
            List<InFlight> votes = cluster.inFlight().stream()
                    .filter(one -> one.kind().contains("Vote"))
                    .toList();
            int pick = random.nextInt(1_000_000);
            if (!votes.isEmpty()) {
                InFlight one = votes.get(pick % votes.size());
                if (hold) {
                    cluster.delay(one.id(), nanos);
                } else {
                    cluster.duplicate(one.id());
                }
            }
        }
    }
}
