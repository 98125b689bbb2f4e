package dev.raftbeat.scenario.expect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.History;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.GarbageCollected;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.LifeFact.SaveFailed;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.scenario.Story;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What shows that a line of the fault language acted: each with something beside it that does not. */
class ExecutedLineTest {
    private static final List<NodeId> N2 = History.ids("n2");
    private static final List<NodeId> PAIR = History.ids("n1", "n2");
    private static final Fact ELSEWHERE = new SaveBegan(1, Optional.empty());

    private static Arguments row(String text, Consumer<Story> begin, Consumer<Story> nearby, Consumer<Story> proof) {
        return Arguments.of(text, begin, nearby, proof);
    }

    private static Consumer<Story> onLink(String text) {
        return story -> story.begins(text, PAIR, "n1 -> n2");
    }

    private static Consumer<Story> onNode(String text) {
        return story -> story.begins(text, N2);
    }

    private static void delivers(Story story, StampedFact sent, int copy) {
        story.tells("n2", new MessageDelivered(sent.id(), sent.node(), "AppendEntries", 1, copy));
    }

    private static StampedFact sends(Story story) {
        return story.history().node("n1").sends("n2", "AppendEntries", 1);
    }

    static Stream<Arguments> rows() {
        return Stream.of(links(), nodes(), actions()).flatMap(rows -> rows);
    }

    private static Stream<Arguments> links() {
        return Stream.of(
                row("cut", onLink("cut n1 -> n2"), story -> story.loses("n2", "n1"), story -> story.loses("n1", "n2")),
                row(
                        "lose",
                        onLink("lose 30% n1 -> n2"),
                        story -> story.loses("n3", "n2"),
                        story -> story.loses("n1", "n2")),
                row(
                        "slow",
                        onLink("slow n1 -> n2 80ms"),
                        story -> {
                            StampedFact sent = sends(story);
                            delivers(story.at(430), sent, 0);
                        },
                        story -> {
                            StampedFact sent = sends(story);
                            delivers(story.at(480), sent, 0);
                        }),
                row(
                        "duplicate",
                        onLink("duplicate 30% n1 -> n2"),
                        story -> delivers(story, sends(story), 0),
                        story -> delivers(story, sends(story), 1)),
                row(
                        "reorder",
                        onLink("reorder 30% n1 -> n2"),
                        story -> {
                            delivers(story, sends(story), 0);
                            delivers(story, sends(story), 0);
                        },
                        story -> {
                            StampedFact first = sends(story);
                            delivers(story, sends(story), 0);
                            delivers(story, first, 0);
                        }),
                row(
                        "blackhole",
                        onLink("blackhole n1 -> n2"),
                        story -> {
                            StampedFact sent = sends(story);
                            delivers(story.at(520), sent, 0);
                            story.at(600).tells("n1", ELSEWHERE);
                        },
                        story -> {
                            sends(story);
                            story.at(800).tells("n1", ELSEWHERE);
                        }));
    }

    private static Stream<Arguments> nodes() {
        return Stream.of(
                row(
                        "kill",
                        story -> {},
                        story -> story.begins("kill n2", N2),
                        story -> story.at(600).kills("n2")),
                row(
                        "pause",
                        onNode("pause n2"),
                        story -> story.at(500).tells("n2", ELSEWHERE).at(600).tells("n1", ELSEWHERE),
                        story -> story.at(660).tells("n1", ELSEWHERE)),
                row(
                        "stall disk",
                        onNode("stall disk n2"),
                        story -> story.tells("n2", ELSEWHERE)
                                .at(410)
                                .tells("n2", new BallotSaved(1, Optional.empty(), 1))
                                .at(600),
                        story -> story.tells("n2", ELSEWHERE).at(800).tells("n1", ELSEWHERE)),
                row(
                        "fail disk",
                        onNode("fail disk n2"),
                        story -> story.tells("n3", new SaveFailed(1, Optional.empty(), "EIO")),
                        story -> story.tells("n2", new SaveFailed(1, Optional.empty(), "EIO"))),
                row(
                        "skew",
                        onNode("skew n2 +50%"),
                        story -> story.tells("n2", armed(400)).at(600).tells("n2", armed(600)),
                        story -> story.at(800).tells("n2", armed(1000))),
                row("skew", onNode("skew n2 -20%"), story -> beats(story, 50, 60), story -> beats(story, 63, 10)),
                row("skew", onNode("skew n2 -20%"), story -> beats(story, 42, 60), story -> beats(story, 63, 10)),
                row("skew", onNode("skew n2 +20%"), story -> beats(story, 51, 60), story -> beats(story, 42, 10)),
                row("skew", onNode("skew n2 -5%"), story -> beats(story, 51, 60), story -> beats(story, 53, 20)));
    }

    private static Stream<Arguments> actions() {
        return Stream.of(
                row(
                        "campaign",
                        story -> story.acts("campaign n2", "n2"),
                        story -> story.tells("n3", new BecamePreCandidate(1, 1, false)),
                        story -> story.tells("n2", new BecamePreCandidate(1, 1, false))),
                row(
                        "collect",
                        story -> story.acts("collect n2", "n2"),
                        story -> story.tells("n3", new GarbageCollected(1, 1, 1)),
                        story -> story.tells("n2", new GarbageCollected(1, 1, 1))),
                row(
                        "transfer",
                        story -> story.acts("transfer n2", "n2"),
                        story -> story.tells("n2", new BecamePreCandidate(1, 1, false)),
                        story -> story.tells("n1", new TransferBegan(History.id("n2"), 1))),
                row(
                        "reset",
                        story -> story.begins("reset n1 -> n2", PAIR, "n1 -> n2"),
                        story -> story.tells("n3", new LinkDown(History.id("n1"), "reset")),
                        story -> story.tells("n2", new LinkDown(History.id("n1"), "reset"))));
    }

    /** n2 leads another term and sends a heartbeat every so many milliseconds, not all of them to the same. */
    private static void beats(Story story, long everyMillis, int count) {
        long at = story.history().nowNanos() / 1_000_000;
        long term = at;
        for (int i = 0; i <= count; i++) {
            story.at(at + i * everyMillis);
            story.history().node("n2").sends("n1", "AppendEntries", term);
            story.history().node("n2").sends("n3", "AppendEntries", term);
        }
    }

    private static TimerArmed armed(long ownMillis) {
        return new TimerArmed(ArmReason.HEARTBEAT, 200_000_000, (ownMillis + 200) * 1_000_000);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void oneThingShowsItAndAnotherDoesNot(
            String word, Consumer<Story> begin, Consumer<Story> nearby, Consumer<Story> proof) {
        Story story = Story.led().turnsPage().at(400);
        begin.accept(story);
        nearby.accept(story);
        assertThat(story.chronicle().vacuity()).contains("nothing shows that \"" + word);
        proof.accept(story);
        assertThat(story.chronicle().vacuity()).isEmpty();
    }
}
