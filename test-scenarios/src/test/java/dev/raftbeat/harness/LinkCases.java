package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.fault.word.LinkWords;
import dev.raftbeat.harness.FaultContract.Case;
import dev.raftbeat.harness.Stage.Cast;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.LinkFact.PeerSuspected;
import dev.raftbeat.protocol.LinkFact.SuspicionReason;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** The words about single links. */
final class LinkCases {
    private static final long MILLI = 1_000_000L;

    private LinkCases() {}

    static List<Case> all() {
        return List.of(
                Case.of(LinkCases::cut, LinkWords.CUT, LinkWords.JOIN),
                Case.of(LinkCases::slow, LinkWords.SLOW),
                Case.of(LinkCases::lose, LinkWords.LOSE),
                Case.of(LinkCases::duplicate, LinkWords.DUPLICATE),
                Case.of(LinkCases::reorder, LinkWords.REORDER),
                Case.of(LinkCases::flap, LinkWords.FLAP),
                Case.of(LinkCases::flapThatRunsOut, LinkWords.FLAP),
                Case.of(LinkCases::blackhole, LinkWords.BLACKHOLE, LinkWords.OPEN),
                Case.of(LinkCases::reset, LinkWords.RESET));
    }

    private static void cut(Stage stage) {
        Cast cast = stage.cast();
        Heard heard = stage.heard();
        long before = stage.now();
        long mark = stage.begin("cut " + cast.down());
        stage.awaitStirred(
                "messages are lost on " + cast.down() + " and delivered the other way",
                () -> heard.lost(cast.down(), LossReason.CUT, mark).size() >= 2
                        && !heard.delivered(cast.down().reversed(), mark).isEmpty());
        assertThat(heard.delivered(cast.down(), mark))
                .as("delivered on the cut link")
                .isEmpty();
        assertThat(heard.cutLinks(mark)).as("links that lose").containsExactly(cast.down());
        FactId began = heard.first(NodeId.WORLD, FaultBegan.class, fact -> true, before)
                .orElseThrow()
                .id();
        assertThat(heard.lost(cast.down(), LossReason.CUT, mark))
                .as("each loss names its fault")
                .extracting(MessageLost::fault)
                .allMatch(fault -> fault.filter(began::equals).isPresent());
        long joined = stage.undo("join " + cast.down());
        stage.awaitStirred(
                "the link delivers again",
                () -> !heard.delivered(cast.down(), joined).isEmpty());
        assertThat(heard.cutLinks(joined)).isEmpty();
    }

    /** How long each message on the link took, from sender's fact to receiver's, for those of which both are known. */
    static List<Long> travels(Stage stage, Link link, long since) {
        Map<FactId, Long> sent = new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
        stage.heard()
                .told(link.from(), since)
                .filter(stamped -> stamped.fact() instanceof MessageSent)
                .forEach(stamped -> sent.put(stamped.id(), stamped.tNanos()));
        return stage.heard().delivered(link, since).stream()
                .filter(stamped -> sent.containsKey(((MessageDelivered) stamped.fact()).id()))
                .map(stamped -> stamped.tNanos() - sent.get(((MessageDelivered) stamped.fact()).id()))
                .toList();
    }

    private static void slow(Stage stage) {
        Cast cast = stage.cast();
        long mark = stage.begin("slow " + cast.down() + " 80ms +-10ms");
        stage.awaitStirred(
                "messages arrive late", () -> travels(stage, cast.down(), mark).size() >= 4);
        assertThat(travels(stage, cast.down(), mark))
                .as("nanoseconds under way")
                .allMatch(nanos -> nanos >= 70 * MILLI);
        long undone = stage.undo("slow " + cast.down() + " 0ms");
        stage.awaitStirred(
                "a message arrives sooner than any could before",
                () -> travels(stage, cast.down(), undone).stream().anyMatch(nanos -> nanos < 70 * MILLI));
    }

    private static void lose(Stage stage) {
        Cast cast = stage.cast();
        Heard heard = stage.heard();
        long mark = stage.begin("lose 100% " + cast.down());
        stage.awaitStirred(
                "messages are lost",
                () -> heard.lost(cast.down(), LossReason.LOSS, mark).size() >= 2);
        assertThat(heard.delivered(cast.down(), mark)).isEmpty();
        long undone = stage.undo("lose 0% " + cast.down());
        stage.awaitStirred(
                "messages arrive again",
                () -> !heard.delivered(cast.down(), undone).isEmpty());
        assertThat(heard.lost(cast.down(), LossReason.LOSS, undone)).isEmpty();
    }

    private static long copies(Stage stage, Link link, long since) {
        return stage.heard().delivered(link, since).stream()
                .filter(stamped -> ((MessageDelivered) stamped.fact()).copy() == 1)
                .count();
    }

    private static void duplicate(Stage stage) {
        Cast cast = stage.cast();
        long mark = stage.begin("duplicate 100% " + cast.down());
        stage.awaitStirred("messages arrive twice", () -> copies(stage, cast.down(), mark) >= 2);
        long undone = stage.undo("duplicate 0% " + cast.down());
        stage.awaitStirred(
                "messages arrive",
                () -> stage.heard().delivered(cast.down(), undone).size() >= 3);
        assertThat(copies(stage, cast.down(), undone)).as("copies").isZero();
    }

    /** Whether a message was overtaken by one that was sent later. */
    private static boolean overtaken(Stage stage, Link link, long since) {
        OptionalLong newest = OptionalLong.empty();
        for (StampedFact stamped : stage.heard().delivered(link, since)) {
            FactId id = ((MessageDelivered) stamped.fact()).id();
            long place = ((long) id.boot() << 40) | id.seq();
            if (newest.isPresent() && place < newest.getAsLong()) {
                return true;
            }
            newest = OptionalLong.of(place);
        }
        return false;
    }

    private static void reorder(Stage stage) {
        Cast cast = stage.cast();
        long mark = stage.begin("reorder 100% " + cast.down());
        stage.awaitStirred("a message is overtaken by a later one", () -> overtaken(stage, cast.down(), mark));
        long undone = stage.undo("reorder 0% " + cast.down());
        // What was held back under the rule still comes late; what is sent from now on keeps its order.
        long settled = undone + 2 * stage.settings().heartbeatNanos();
        stage.awaitStirred(
                "messages arrive",
                () -> stage.heard().delivered(cast.down(), settled).size() >= 6);
        assertThat(overtaken(stage, cast.down(), settled)).isFalse();
    }

    private static void flap(Stage stage) {
        Cast cast = stage.cast();
        Heard heard = stage.heard();
        long mark = stage.begin("flap " + cast.down() + " every 1E");
        cutAndOpenAndCut(stage, cast.down(), mark);
        long undone = stage.undo("join " + cast.down());
        stage.awaitTrying(
                "the link delivers for longer than a flap lets it",
                "campaign " + cast.down().from(),
                () -> !heard.delivered(
                                cast.down(), undone + 2 * stage.settings().electionNanosMax())
                        .isEmpty());
        assertThat(heard.cutLinks(undone)).isEmpty();
    }

    private static void flapThatRunsOut(Stage stage) {
        Cast cast = stage.cast();
        Heard heard = stage.heard();
        long mark = stage.begin("flap " + cast.down() + " every 1E for 4E");
        stage.awaitStirred(
                "the link is cut",
                () -> !heard.lost(cast.down(), LossReason.CUT, mark).isEmpty());
        stage.await(
                "it ends by itself", () -> !heard.all(FaultEnded.class, mark).isEmpty());
        assertThat(stage.activeFaults()).isEmpty();
        long over = stage.now();
        stage.awaitStirred(
                "the link delivers", () -> !heard.delivered(cast.down(), over).isEmpty());
        assertThat(heard.cutLinks(over)).isEmpty();
    }

    /** Lost, then delivered, then lost again: in turn. A leader sends all the time, and one missing link does not end it. */
    private static void cutAndOpenAndCut(Stage stage, Link link, long mark) {
        Heard heard = stage.heard();
        stage.awaitTrying("the link is cut and open in turn", "campaign " + link.from(), () -> {
            int turns = 0;
            for (StampedFact stamped : heard.since(mark)) {
                boolean lost = stamped.fact() instanceof MessageLost message
                        && message.reason() == LossReason.CUT
                        && new Link(message.from(), message.to()).equals(link);
                boolean delivered = stamped.node().equals(link.to())
                        && stamped.fact() instanceof MessageDelivered message
                        && message.from().equals(link.from());
                if (turns % 2 == 0 ? lost : delivered) {
                    turns++;
                }
            }
            return turns >= 3;
        });
    }

    private static void blackhole(Stage stage) {
        Cast cast = stage.cast();
        Heard heard = stage.heard();
        Link link = cast.down();
        long mark = stage.begin("blackhole " + link);
        stage.await(
                link.from() + " notices that " + link.to() + " is silent",
                () -> heard.any(
                        link.from(),
                        LinkDown.class,
                        down -> down.peer().equals(link.to()) && down.reason().contains("silent"),
                        mark));
        assertThat(heard.delivered(link, mark)).isEmpty();
        assertThat(heard.all(PeerSuspected.class, mark))
                .as("silence is no closed connection")
                .noneMatch(told -> told.reason() == SuspicionReason.CONNECTION_LOST);
        stage.awaitStirred(
                "the way back is open",
                () -> !heard.delivered(link.reversed(), mark).isEmpty());
        // The connection may be back before the line has been answered.
        long shut = stage.now();
        long opened = stage.undo("open " + link);
        stage.awaitStirred(
                "the connection is made again and delivers",
                () -> heard.any(link.from(), LinkUp.class, up -> up.peer().equals(link.to()), shut)
                        && !heard.delivered(link, opened).isEmpty());
    }

    private static void reset(Stage stage) {
        Cast cast = stage.cast();
        Heard heard = stage.heard();
        long before = stage.now();
        stage.apply("reset " + cast.leader() + " <-> " + cast.follower());
        for (Link link : List.of(cast.down(), cast.down().reversed())) {
            stage.await(
                    link.from() + " loses its connection to " + link.to() + ", suspects it, and connects again",
                    () -> heard.any(
                                    link.from(),
                                    LinkDown.class,
                                    down -> down.peer().equals(link.to()),
                                    before)
                            && heard.any(
                                    link.from(),
                                    PeerSuspected.class,
                                    told -> told.peer().equals(link.to())
                                            && told.reason() == SuspicionReason.CONNECTION_LOST,
                                    before)
                            && heard.any(
                                    link.from(), LinkUp.class, up -> up.peer().equals(link.to()), before));
        }
        assertThat(stage.activeFaults()).as("an action leaves nothing behind").isEmpty();
    }
}
