package dev.raftbeat.lab.group;

import dev.raftbeat.lab.topology.Formulas;
import dev.raftbeat.lab.topology.Topologies;
import dev.raftbeat.lab.topology.TopologyKind;
import dev.raftbeat.progress.Progress;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * One group, from its start through one mishap: first it is left to itself and its traffic is counted, then something goes
 * wrong, then it is watched until everybody knows, or for three times as long as that should take.
 */
final class TopologyTrial {
    private static final int SETTLING = 2;
    private static final int COUNTED = 5;
    private static final int PATIENCE = 30;

    private final TopologyKind kind;
    private final int members;
    private final Plan plan;
    private final long interval;
    private final SplittableRandom random;
    private final int[] victims;
    private final GroundTruth truth;
    private final SimulatedGroup group;

    private TopologyTrial(TopologyKind kind, int members, Plan plan, long seed, Progress progress) {
        this.kind = kind;
        this.members = members;
        this.plan = plan;
        interval = plan.settings().intervalNanos();
        SplittableRandom root = new SplittableRandom(seed * 1_000_003 + members);
        random = root.split();
        SplittableRandom network = root.split();
        victims = drawVictims();
        truth = new GroundTruth(members, victims);
        group = new SimulatedGroup(
                Topologies.members(kind, members, plan.settings(), root), plan.wire(), truth, network, progress);
    }

    /** A mishap with all watchers alive. */
    static TrialOutcome run(TopologyKind kind, int members, Plan plan, long seed, Progress progress) {
        return new TopologyTrial(kind, members, plan, seed, progress).play(false);
    }

    /** A crash one interval after that of whoever watches the victim. */
    static TrialOutcome runWithoutWatcher(TopologyKind kind, int members, Plan plan, long seed, Progress progress) {
        Plan crash = new Plan(plan.settings(), plan.wire(), TrialFault.CRASH, plan.lastsIntervals(), plan.aligned());
        return new TopologyTrial(kind, members, crash, seed, progress).play(true);
    }

    /** Workers, never monitors; but where members are slow, a monitor is the first of them. */
    private int[] drawVictims() {
        int watchers = Topologies.watchers(kind);
        int[] drawn = random.ints(watchers, members)
                .distinct()
                .limit(plan.mishap().victims(members))
                .toArray();
        if (plan.mishap() == TrialFault.OVERLOAD && watchers > 0) {
            drawn[0] = 0;
        }
        return drawn;
    }

    private TrialOutcome play(boolean withoutWatcher) {
        start();
        group.runUntil(SETTLING * interval);
        group.traffic().reset();
        group.runUntil((SETTLING + COUNTED) * interval);
        Traffic quiet = group.traffic();
        TrialOutcome.Rest rest = new TrialOutcome.Rest(
                quiet.sent() / (double) COUNTED / members,
                quiet.sentBytes() / (double) COUNTED / members,
                quiet.busiest() / (double) COUNTED,
                quiet.busiestBytes() / (double) COUNTED);
        long begins = (SETTLING + COUNTED + 1) * interval + (plan.aligned() ? -1 : random.nextLong(interval));
        if (withoutWatcher) {
            int watcher = Topologies.watcherOf(kind, victims[0], members);
            group.runUntil(begins - interval);
            group.crash(watcher);
            truth.gone(watcher, group.now());
        }
        group.runUntil(begins);
        strike();
        return truth.outcome(rest, group.events());
    }

    private void start() {
        long[] at = new long[members];
        for (int i = 0; i < members; i++) {
            at[i] = plan.aligned() ? 0 : random.nextLong(interval);
        }
        group.startAll(at);
    }

    /** About how much work a trial is: the messages that are sent until everybody knows, and what they carry. */
    static double load(TopologyKind kind, int members, Plan plan) {
        double intervals = SETTLING + COUNTED + Formulas.everybodyKnows(kind, members, plan.settings(), plan.hop());
        double perMember = Formulas.messagesPerMember(kind, members) + Formulas.bytesPerMember(kind, members) / 1000;
        return members * perMember * intervals;
    }

    private long patience() {
        double due = Formulas.everybodyKnows(kind, members, plan.settings(), plan.hop())
                + Formulas.delayByLoss(kind, members, plan.settings().lossProbability());
        return (long) (interval * (3 * due + PATIENCE));
    }

    private void strike() {
        truth.began(group.now());
        long ends = group.now() + plan.lastsIntervals() * interval;
        switch (plan.mishap()) {
            case CRASH -> {
                Arrays.stream(victims).forEach(group::crash);
                long until = group.now() + patience();
                while (!truth.everybodyKnows() && group.now() < until) {
                    group.runUntil(group.now() + interval / 2);
                }
            }
            case PAUSE -> {
                Arrays.stream(victims).forEach(group::pause);
                group.runUntil(ends);
                truth.healed(ends);
                Arrays.stream(victims).forEach(group::resume);
                watchReturn();
            }
            case PARTITION -> {
                truth.cutOff();
                group.divide(victims);
                group.runUntil(ends);
                truth.healed(ends);
                group.rejoin();
                watchReturn();
            }
            case OVERLOAD -> {
                truth.overloaded();
                new Stalls(group, victims, interval, random.split()).runUntil(ends);
                truth.healed(ends);
                watchReturn();
            }
        }
    }

    private void watchReturn() {
        long until = group.now() + patience();
        while (!truth.everybodyTrusts() && group.now() < until) {
            group.runUntil(group.now() + interval / 2);
        }
    }
}
