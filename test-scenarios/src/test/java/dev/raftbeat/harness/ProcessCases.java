package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.fault.word.FaultWords;
import dev.raftbeat.fault.word.ProcessWords;
import dev.raftbeat.fault.word.StoreWords;
import dev.raftbeat.fault.word.TimerWords;
import dev.raftbeat.harness.FaultContract.Case;
import dev.raftbeat.harness.Stage.Cast;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.GarbageCollected;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.LifeFact.SaveFailed;
import dev.raftbeat.protocol.LifeFact.StopBegan;
import dev.raftbeat.protocol.LifeFact.Stopped;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.WorldFact.ProcessBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.world.NodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** The words about nodes as processes: their lives, their disks, their clocks, their parts in an election. */
final class ProcessCases {
    private ProcessCases() {}

    static List<Case> all() {
        return List.of(
                Case.of(ProcessCases::kill, ProcessWords.KILL, ProcessWords.RESTART),
                Case.of(ProcessCases::stop, ProcessWords.STOP, ProcessWords.RESTART),
                Case.of(ProcessCases::pause, ProcessWords.PAUSE, ProcessWords.RESUME),
                Case.of(ProcessCases::crash, ProcessWords.CRASH, ProcessWords.RESTART),
                Case.of(ProcessCases::crashTakenBack, ProcessWords.CRASH, FaultWords.END),
                Case.of(ProcessCases::wipe, StoreWords.WIPE, ProcessWords.RESTART),
                Case.of(ProcessCases::stallDisk, StoreWords.STALL_DISK, StoreWords.FREE_DISK),
                Case.of(ProcessCases::failDisk, StoreWords.FAIL_DISK, StoreWords.FREE_DISK),
                Case.of(ProcessCases::skew, TimerWords.SKEW),
                Case.of(ProcessCases::campaign, TimerWords.CAMPAIGN),
                Case.of(ProcessCases::collect, ProcessWords.COLLECT),
                Case.of(ProcessCases::transfer, TimerWords.TRANSFER),
                Case.of(ProcessCases::healEverything, FaultWords.HEAL));
    }

    /** Nobody but its own Java holds the node: no message of it leaves for as long as it says, and for no longer. */
    private static void collect(Stage stage) {
        NodeId node = stage.cast().leader();
        long ordered = stage.apply("collect " + node);
        Predicate<GarbageCollected> whole = fact -> fact.liveBytes() > 200_000_000L;
        stage.await("it collected", () -> stage.heard().any(node, GarbageCollected.class, whole, ordered));
        StampedFact told = stage.heard()
                .first(node, GarbageCollected.class, whole, ordered)
                .orElseThrow();
        long stillNanos = ((GarbageCollected) told.fact()).tookNanos();
        assertThat(stillNanos).isGreaterThan(10_000_000L);
        assertThat(longestSilence(stage, node, ordered, told.tNanos())).isGreaterThanOrEqualTo(stillNanos * 9 / 10);
    }

    private static long longestSilence(Stage stage, NodeId node, long fromNanos, long toNanos) {
        long last = fromNanos;
        long longest = 0;
        for (StampedFact fact : stage.heard().since(fromNanos)) {
            if (fact.node().equals(node) && fact.tNanos() <= toNanos) {
                longest = Math.max(longest, fact.tNanos() - last);
                last = fact.tNanos();
            }
        }
        return longest;
    }

    private static boolean ended(Stage stage, NodeId node, long since) {
        return stage.heard().all(ProcessEnded.class, since).stream()
                .anyMatch(ended -> ended.target().equals(node));
    }

    /** Waits for the node's next life, and answers how it came up. */
    private static Booted nextLife(Stage stage, NodeId node, int boot, long since) {
        stage.await(node + " comes up again", () -> stage.heard().any(node, Booted.class, fact -> true, since));
        assertThat(stage.heard().all(ProcessBegan.class, since))
                .as("processes that were started")
                .anyMatch(began -> began.target().equals(node));
        StampedFact booted =
                stage.heard().first(node, Booted.class, fact -> true, since).orElseThrow();
        assertThat(booted.boot()).as("lives are counted").isGreaterThan(boot);
        return (Booted) booted.fact();
    }

    private static NodeView view(Stage stage, NodeId node) {
        return stage.heard().picture().node(node).orElseThrow();
    }

    private static void kill(Stage stage) {
        NodeId victim = stage.cast().follower();
        NodeView last = view(stage, victim);
        long before = stage.now();
        long mark = stage.begin("kill " + victim);
        stage.await(victim + "'s process ends", () -> ended(stage, victim, before));
        stage.letPass(2 * stage.settings().electionNanosMax());
        assertThat(stage.heard().told(victim, mark)).as("facts of the dead").isEmpty();
        assertThat(view(stage, victim).life()).isEqualTo(NodeView.Life.DEAD);
        long reborn = stage.now();
        stage.undo("restart " + victim);
        Booted booted = nextLife(stage, victim, last.boot(), reborn);
        assertThat(booted.term()).as("the term survives").isGreaterThanOrEqualTo(last.term());
        stage.await(
                victim + " hears a leader",
                () -> stage.heard().any(victim, HeartbeatHeard.class, fact -> true, reborn));
    }

    /** How soon the next one leads depends on the machine; that it was asked to lead does not. */
    private static void stop(Stage stage) {
        NodeId victim = stage.cast().leader();
        NodeView last = view(stage, victim);
        long before = stage.now();
        stage.begin("stop " + victim);
        stage.await(victim + "'s process ends", () -> ended(stage, victim, before));
        assertThat(stage.heard().all(ProcessEnded.class, before)).contains(new ProcessEnded(victim, "stopped"));
        assertThat(stage.heard().by(victim, StopBegan.class, before))
                .as("what it told of it")
                .hasSize(1);
        assertThat(stage.heard().by(victim, TransferBegan.class, before))
                .as("orders to campaign")
                .isNotEmpty();
        assertThat(view(stage, victim).life()).isEqualTo(NodeView.Life.DEAD);
        stage.await(
                "another leads",
                () -> stage.members().stream()
                        .anyMatch(node -> stage.heard().any(node, BecameLeader.class, fact -> true, before)));
        long reborn = stage.now();
        stage.undo("restart " + victim);
        assertThat(nextLife(stage, victim, last.boot(), reborn).term())
                .as("the term survives")
                .isGreaterThanOrEqualTo(last.term());
        stage.await(
                victim + " hears a leader",
                () -> stage.heard().any(victim, HeartbeatHeard.class, fact -> true, reborn));
    }

    private static void pause(Stage stage) {
        NodeId victim = stage.cast().follower();
        int boot = view(stage, victim).boot();
        long mark = stage.begin("pause " + victim);
        stage.letPass(3 * stage.settings().electionNanosMax());
        long woken = stage.now();
        assertThat(stage.heard().told(victim, mark))
                .as("facts of a frozen node")
                .isEmpty();
        assertThat(view(stage, victim).life()).isEqualTo(NodeView.Life.PAUSED);
        stage.undo("resume " + victim);
        stage.await(
                victim + " hears a leader", () -> stage.heard().any(victim, HeartbeatHeard.class, fact -> true, woken));
        assertThat(stage.heard().told(victim, woken)).allMatch(fact -> fact.boot() == boot);
    }

    private static void crash(Stage stage) {
        Cast cast = stage.cast();
        NodeId victim = cast.follower();
        int boot = view(stage, victim).boot();
        long mark = stage.begin("crash " + victim + " after save");
        // A new term is what makes a voter save.
        stage.awaitTrying(victim + "'s process ends", "transfer " + cast.other(), () -> ended(stage, victim, mark));
        assertThat(stage.heard().all(ProcessEnded.class, mark))
                .anyMatch(ended -> ended.how().equals("crashed after a save"));
        assertThat(stage.heard().by(victim, SaveBegan.class, mark)).isNotEmpty();
        assertThat(stage.heard().by(victim, BallotSaved.class, mark))
                .as("nobody has heard of the save")
                .isEmpty();
        long reborn = stage.undo("restart " + victim);
        Booted booted = nextLife(stage, victim, boot, mark);
        assertThat(booted.term()).as("what was saved is there").isGreaterThan(1);
        stage.await(
                victim + " hears a leader",
                () -> stage.heard().any(victim, HeartbeatHeard.class, fact -> true, reborn));
    }

    private static void crashTakenBack(Stage stage) {
        Cast cast = stage.cast();
        NodeId victim = cast.follower();
        stage.begin("crash " + victim + " before save");
        long mark = stage.undo("end last");
        stage.awaitTrying(
                victim + " saves unharmed",
                "transfer " + cast.other(),
                () -> stage.heard().any(victim, BallotSaved.class, fact -> true, mark));
        assertThat(ended(stage, victim, mark)).isFalse();
    }

    private static void wipe(Stage stage) {
        NodeId victim = stage.cast().follower();
        int boot = view(stage, victim).boot();
        long before = stage.now();
        stage.apply("wipe " + victim);
        stage.await(victim + "'s process ends", () -> ended(stage, victim, before));
        long reborn = stage.now();
        stage.apply("restart " + victim);
        Booted booted = nextLife(stage, victim, boot, reborn);
        assertThat(booted.term()).as("the term is lost").isZero();
        assertThat(booted.votedFor()).as("the vote is lost").isEmpty();
    }

    private static void stallDisk(Stage stage) {
        Cast cast = stage.cast();
        NodeId victim = cast.follower();
        Heard heard = stage.heard();
        long mark = stage.begin("stall disk " + victim);
        // A new term is what makes a voter save.
        stage.awaitTrying(
                victim + " begins to save",
                "transfer " + cast.other(),
                () -> heard.any(victim, SaveBegan.class, fact -> true, mark));
        long stalled = heard.first(victim, SaveBegan.class, fact -> true, mark)
                .orElseThrow()
                .tNanos();
        stage.await(
                "heartbeats go on between the others",
                () -> stage.members().stream()
                                .filter(node -> heard.by(node, HeartbeatHeard.class, stalled)
                                                .size()
                                        >= 5)
                                .count()
                        >= 2);
        assertThat(heard.by(victim, BallotSaved.class, stalled)).isEmpty();
        assertThat(heard.by(victim, HeartbeatHeard.class, stalled))
                .as("what follows from an unsaved ballot")
                .isEmpty();
        long freed = stage.now();
        stage.undo("free disk " + victim);
        stage.await(
                "the ballot is saved, and what waited for it is told",
                () -> heard.any(victim, BallotSaved.class, fact -> true, freed)
                        && heard.any(victim, HeartbeatHeard.class, fact -> true, freed));
    }

    private static void failDisk(Stage stage) {
        Cast cast = stage.cast();
        NodeId victim = cast.follower();
        Heard heard = stage.heard();
        int boot = view(stage, victim).boot();
        long mark = stage.begin("fail disk " + victim);
        stage.awaitTrying(
                victim + " fails to save, and its process ends",
                "transfer " + cast.other(),
                () -> ended(stage, victim, mark));
        assertThat(heard.by(victim, SaveFailed.class, mark))
                .as("saves that failed")
                .isNotEmpty();
        assertThat(heard.by(victim, Stopped.class, mark))
                .as("told before the end")
                .isNotEmpty();
        assertThat(heard.by(victim, BallotSaved.class, mark)).isEmpty();
        long freed = stage.undo("free disk " + victim);
        stage.apply("restart " + victim);
        nextLife(stage, victim, boot, freed);
    }

    /** How fast the node's clock runs: its own times of arming against the host's. */
    private static double rate(List<StampedFact> armings) {
        StampedFact first = armings.get(0);
        StampedFact last = armings.get(armings.size() - 1);
        return (double) (ownNanos(last) - ownNanos(first)) / (last.tNanos() - first.tNanos());
    }

    private static long ownNanos(StampedFact arming) {
        TimerArmed armed = (TimerArmed) arming.fact();
        return armed.dueNanos() - armed.drawNanos();
    }

    private static double rateSince(Stage stage, NodeId node, long since) {
        long span = 8 * stage.settings().heartbeatNanos();
        List<StampedFact> enough = new ArrayList<>();
        stage.await(node + " arms its timer again and again", () -> {
            enough.clear();
            stage.heard()
                    .told(node, since)
                    .filter(told -> told.fact() instanceof TimerArmed)
                    .forEach(enough::add);
            return enough.size() > 1
                    && enough.get(enough.size() - 1).tNanos() - enough.get(0).tNanos() > span;
        });
        return rate(enough);
    }

    private static void skew(Stage stage) {
        NodeId victim = stage.cast().follower();
        long mark = stage.begin("skew " + victim + " -50%");
        assertThat(rateSince(stage, victim, mark)).as("the slow clock's rate").isBetween(0.3, 0.7);
        long undone = stage.undo("skew " + victim + " 0%");
        assertThat(rateSince(stage, victim, undone))
                .as("the right clock's rate")
                .isBetween(0.8, 1.2);
    }

    private static void campaign(Stage stage) {
        NodeId node = stage.cast().follower();
        long before = stage.now();
        stage.apply("campaign " + node);
        stage.await(
                node + " asks for promises first",
                () -> stage.heard().any(node, BecamePreCandidate.class, fact -> true, before));
    }

    private static void transfer(Stage stage) {
        NodeId heir = stage.cast().follower();
        Heard heard = stage.heard();
        long before = stage.now();
        stage.awaitTrying(
                heir + " is made to lead",
                "transfer " + heir,
                () -> heard.any(heir, BecameCandidate.class, BecameCandidate::transfer, before)
                        && heard.any(heir, BecameLeader.class, fact -> true, before));
        assertThat(heard.all(TransferBegan.class, before))
                .anyMatch(began -> began.target().equals(heir));
    }

    private static void healEverything(Stage stage) {
        List.of(
                        "kill n1",
                        "pause n2",
                        "cut n3 -> n4",
                        "slow n4 -> n5 50ms",
                        "lose 50% n5 -> n3",
                        "duplicate 50% n3 -> n5",
                        "reorder 50% n4 -> n3",
                        "skew n3 +10%",
                        "stall disk n5",
                        "blackhole n5 -> n4",
                        "flap n1 <-> n3 every 1E",
                        "isolate n2")
                .forEach(stage::begin);
        assertThat(stage.activeFaults()).hasSize(12);
        long healed = stage.undo("heal");
        stage.calm();
        stage.allLinksDeliver(healed);
    }
}
