package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.fault.word.HostWords;
import dev.raftbeat.fault.word.PacketWords;
import dev.raftbeat.harness.FaultContract.Case;
import dev.raftbeat.harness.Stage.Cast;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.LinkFact.PeerSuspected;
import dev.raftbeat.protocol.LinkFact.SuspicionReason;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.world.Leading;
import java.util.List;

/** The words that the kernel of a node's host carries out: the nodes know nothing of them, and tell what they meet. */
final class KernelCases {
    private static final long HOUR_MILLIS = 3_600_000;

    private KernelCases() {}

    static List<Case> all() {
        return List.of(
                Case.of(KernelCases::drop, PacketWords.DROP_PACKETS, PacketWords.PASS_PACKETS),
                Case.of(KernelCases::lose, PacketWords.LOSE_PACKETS),
                Case.of(KernelCases::reject, PacketWords.REJECT_PACKETS),
                Case.of(KernelCases::slow, HostWords.SLOW_PACKETS),
                Case.of(KernelCases::limitRate, HostWords.LIMIT_RATE, HostWords.FREE_RATE),
                Case.of(KernelCases::limitCpu, HostWords.LIMIT_CPU, HostWords.FREE_CPU),
                Case.of(KernelCases::shiftClock, HostWords.SHIFT_CLOCK),
                Case.of(KernelCases::unplug, HostWords.UNPLUG, HostWords.PLUG));
    }

    private static long sent(Stage stage, Link link, long since) {
        return stage.heard()
                .told(link.from(), since)
                .filter(stamped -> stamped.fact() instanceof MessageSent message
                        && message.to().equals(link.to()))
                .count();
    }

    /** What the socket held already when the rule came is still read. */
    private static long soon(Stage stage, long mark) {
        return mark + stage.settings().heartbeatNanos();
    }

    private static void delivers(Stage stage, Link link, long since) {
        stage.awaitStirred(
                link + " delivers", () -> !stage.heard().delivered(link, since).isEmpty());
    }

    private static void drop(Stage stage) {
        Cast cast = stage.cast();
        Heard heard = stage.heard();
        Link link = cast.down();
        long mark = soon(stage, stage.begin("drop packets " + link));
        stage.awaitStirred(
                "messages are sent on " + link + ", and the other way delivers",
                () -> sent(stage, link, mark) >= 3
                        && heard.delivered(link.reversed(), mark).size() >= 3);
        assertThat(heard.delivered(link, mark)).as("delivered on " + link).isEmpty();
        assertThat(heard.cutLinks(mark)).as("no node cut anything").isEmpty();
        assertThat(heard.by(link.from(), PeerSuspected.class, mark))
                .as("nobody was told that the connection ended")
                .noneMatch(told -> told.reason() == SuspicionReason.CONNECTION_LOST);
        delivers(stage, link, stage.undo("pass packets " + link));
    }

    private static void lose(Stage stage) {
        Cast cast = stage.cast();
        Link link = cast.down();
        long mark = stage.begin("lose packets 60% " + link);
        // TCP sends again after 200 ms at the least, and only a message that was lost on the way takes that long.
        stage.awaitStirred(
                "a message took longer than TCP waits before it sends again",
                () -> LinkCases.travels(stage, link, mark).stream().anyMatch(nanos -> nanos > 180_000_000L));
        delivers(stage, link, stage.undo("lose packets 0% " + link));
    }

    private static void reject(Stage stage) {
        Cast cast = stage.cast();
        Heard heard = stage.heard();
        Link link = cast.down();
        long before = stage.now();
        long mark = soon(stage, stage.begin("reject packets " + link));
        stage.awaitStirred(
                link.from() + " is told that its connection to " + link.to() + " has ended",
                () -> heard.any(link.from(), LinkDown.class, down -> down.peer().equals(link.to()), before));
        stage.awaitStirred(
                "the way back delivers",
                () -> heard.delivered(link.reversed(), mark).size() >= 3);
        assertThat(heard.delivered(link, mark)).as("delivered on " + link).isEmpty();
        assertThat(heard.any(link.from(), LinkUp.class, up -> up.peer().equals(link.to()), mark))
                .as("a connection is made again")
                .isFalse();
        delivers(stage, link, stage.undo("pass packets " + link));
    }

    /** Where the kernel was not built with netem, what counts is that the line is refused and why. */
    private static void slow(Stage stage) {
        Cast cast = stage.cast();
        if (stage.beginOrRefused("slow packets " + cast.leader() + " 80ms", "no netem")
                .isEmpty()) {
            return;
        }
        long mark = stage.now();
        stage.awaitStirred(
                "messages arrive late",
                () -> LinkCases.travels(stage, cast.down(), mark).stream().anyMatch(nanos -> nanos >= 80_000_000L));
        delivers(stage, cast.down(), stage.undo("slow packets " + cast.leader() + " 0ms"));
    }

    private static void limitRate(Stage stage) {
        Cast cast = stage.cast();
        // Two kilobytes a second: the heartbeats alone of a leader of five would take four times as many, and so would
        // one
        // round of requests and answers when it no longer leads.
        long mark = stage.begin("limit rate " + cast.leader() + " 16kbit");
        stage.awaitStirred(
                "messages of the leader wait to be sent",
                () -> LinkCases.travels(stage, cast.down(), mark).stream().anyMatch(nanos -> nanos > 100_000_000L));
        delivers(stage, cast.down(), stage.undo("free rate " + cast.leader()));
    }

    private static void limitCpu(Stage stage) {
        Cast cast = stage.cast();
        if (stage.beginOrRefused("limit cpu " + cast.follower() + " 10%", "containers can")
                .isEmpty()) {
            stage.apply("free cpu " + cast.follower());
            return;
        }
        delivers(stage, cast.down(), stage.undo("free cpu " + cast.follower()));
    }

    private static void shiftClock(Stage stage) {
        Cast cast = stage.cast();
        Heard heard = stage.heard();
        Leading before = stage.calm();
        if (stage.beginOrRefused("shift clock " + cast.follower() + " +1h", "clock")
                .isEmpty()) {
            return;
        }
        stage.letPass(2 * stage.settings().electionNanosMax());
        assertThat(stage.calm()).as("the leader and its term").isEqualTo(before);
        long killed = stage.apply("kill " + cast.follower());
        stage.apply("restart " + cast.follower());
        stage.await(
                "it comes up an hour ahead", () -> heard.any(cast.follower(), Booted.class, booted -> true, killed));
        Booted booted = heard.by(cast.follower(), Booted.class, killed).get(0);
        assertThat(booted.wallMillis() - System.currentTimeMillis())
                .as("milliseconds ahead")
                .isBetween(HOUR_MILLIS - 60_000, HOUR_MILLIS + 60_000);
        stage.undo("shift clock " + cast.follower() + " 0s");
    }

    private static void unplug(Stage stage) {
        Cast cast = stage.cast();
        Heard heard = stage.heard();
        NodeId node = cast.follower();
        long mark = soon(stage, stage.begin("unplug " + node));
        Link other = new Link(cast.leader(), cast.other());
        stage.awaitStirred(
                "the others hear each other",
                () -> heard.delivered(other, mark).size() >= 5 && sent(stage, cast.down(), mark) >= 1);
        for (NodeId peer : stage.members()) {
            if (!peer.equals(node)) {
                assertThat(heard.delivered(new Link(peer, node), mark))
                        .as("to " + node)
                        .isEmpty();
                assertThat(heard.delivered(new Link(node, peer), mark))
                        .as("from " + node)
                        .isEmpty();
            }
        }
        long plugged = stage.undo("plug " + node);
        delivers(stage, cast.down(), plugged);
        delivers(stage, cast.down().reversed(), plugged);
    }
}
