package dev.raftbeat.drive;

import static dev.raftbeat.drive.ScriptedNode.effects;
import static dev.raftbeat.drive.ScriptedNode.saving;
import static dev.raftbeat.drive.ScriptedNode.sending;
import static dev.raftbeat.drive.ScriptedNode.waking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.Effects;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.CommandRefused;
import dev.raftbeat.protocol.LifeFact.SaveFailed;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Save, then facts, then messages; and nothing before what was owed earlier. */
class DriverOrderTest {
    private static final Fact GRANTED = new VoteGranted(ScriptedNode.N2, 3);
    private static final Fact HEARD = new HeartbeatHeard(ScriptedNode.N2, 3);
    private static final Fact FOLLOWER = new BecameFollower(4, Optional.empty());

    @Test
    void aSaveIsToldAtOnceAndTheRestOnlyWhenItIsDurable() {
        ScriptedNode node = ScriptedNode.started();
        node.hear(waking(77, sending("Reply", saving(3, effects(GRANTED)))));
        assertThat(node.log).containsExactly("MessageDelivered", "SaveBegan", "save 3", "wakeAt 77");
        node.now += 5;
        node.durable();
        assertThat(node.log.subList(4, node.log.size()))
                .containsExactly("BallotSaved", "VoteGranted", "MessageSent", "send Reply");
        assertThat(node.last(BallotSaved.class).fact()).isEqualTo(new BallotSaved(3, Optional.of(ScriptedNode.N1), 5));
    }

    @Test
    void nothingOvertakesAnEarlierSave() {
        ScriptedNode node = ScriptedNode.started();
        node.hear(sending("First", saving(3, effects(GRANTED))));
        node.hear(sending("Second", effects(HEARD)));
        node.wake(effects());
        assertThat(node.driver.command(new Command.CampaignNow(), Optional.empty()))
                .isEmpty();
        node.driver.connectionLost(ScriptedNode.N2, Optional.empty());
        assertThat(node.done()).containsExactly("SaveBegan", "save 3", "commanded", "lost n2");
        node.durable();
        assertThat(node.done().subList(4, node.done().size()))
                .containsExactly("BallotSaved", "VoteGranted", "send First", "HeartbeatHeard", "send Second");
    }

    @Test
    void twoSavesInFlightArePaidOneByOne() {
        ScriptedNode node = ScriptedNode.started();
        node.hear(sending("First", saving(3, effects(GRANTED))));
        node.hear(sending("Between", effects(HEARD)));
        node.hear(sending("Second", saving(4, effects(FOLLOWER))));
        assertThat(node.done()).containsExactly("SaveBegan", "save 3", "SaveBegan", "save 4");
        node.durable();
        assertThat(node.done().subList(4, node.done().size()))
                .containsExactly("BallotSaved", "VoteGranted", "send First", "HeartbeatHeard", "send Between");
        node.durable();
        assertThat(node.done().subList(9, node.done().size()))
                .containsExactly("BallotSaved", "BecameFollower", "send Second");
    }

    @Test
    void aLaterSaveThatIsDurableFirstStillWaitsForTheEarlierOne() {
        ScriptedNode node = ScriptedNode.started();
        node.hear(sending("First", saving(3, effects())));
        node.hear(sending("Second", saving(4, effects())));
        node.saves.removeLast().answer().durable();
        assertThat(node.log).doesNotContain("BallotSaved", "send Second");
        node.durable();
        assertThat(node.done().subList(4, node.done().size()))
                .containsExactly("BallotSaved", "send First", "BallotSaved", "send Second");
    }

    @Test
    void aLeaderWithNothingToSaveKeepsSendingHeartbeats() {
        ScriptedNode node = ScriptedNode.started();
        for (int beat = 1; beat <= 5; beat++) {
            node.hear(waking(node.now, effects()));
            node.wake(sending("AppendEntries", effects()));
            assertThat(node.log.stream().filter("send AppendEntries"::equals)).hasSize(beat);
        }
    }

    @Test
    void aFailedSaveStopsTheNodeAndNothingLeavesAnyMore() {
        ScriptedNode node = ScriptedNode.started();
        node.hear(sending("First", saving(3, effects(GRANTED))));
        node.hear(sending("Second", saving(4, effects(FOLLOWER))));
        node.saves.remove().answer().failed("I/O error");
        List<String> atTheEnd = List.of(
                "SaveBegan",
                "save 3",
                "SaveBegan",
                "save 4",
                "SaveFailed",
                "stop: the ballot could not be saved: I/O error");
        assertThat(node.done()).isEqualTo(atTheEnd);
        assertThat(node.last(SaveFailed.class).fact())
                .isEqualTo(new SaveFailed(3, Optional.of(ScriptedNode.N1), "I/O error"));
        node.durable();
        takesNothingIn(node);
        assertThat(node.done()).isEqualTo(atTheEnd);
    }

    @Test
    void aHaltedNodeIsSilent() {
        ScriptedNode node = ScriptedNode.started();
        node.hear(sending("First", saving(3, effects(GRANTED))));
        node.driver.halt();
        node.log.clear();
        node.durable();
        takesNothingIn(node);
        assertThat(node.log).isEmpty();
    }

    private static void takesNothingIn(ScriptedNode node) {
        node.hear(sending("Late", effects(HEARD)));
        node.wake(effects(HEARD));
        assertThat(node.driver.command(new Command.CampaignNow(), Optional.empty()))
                .isEmpty();
        node.driver.connectionLost(ScriptedNode.N2, Optional.empty());
    }

    @Test
    void aPortThatAnswersAtOnceKeepsTheOrder() {
        ScriptedNode node = ScriptedNode.started();
        node.onSave = node::durable;
        node.hear(sending("First", saving(3, effects(GRANTED))));
        assertThat(node.done()).containsExactly("SaveBegan", "save 3", "BallotSaved", "VoteGranted", "send First");
    }

    @Test
    void aPortThatFailsAtOnceStopsBeforeAnythingElse() {
        ScriptedNode node = ScriptedNode.started();
        node.onSave = () -> node.saves.remove().answer().failed("no space");
        node.hear(waking(5, sending("First", saving(3, effects(GRANTED)))));
        assertThat(node.log)
                .containsExactly(
                        "MessageDelivered",
                        "SaveBegan",
                        "save 3",
                        "SaveFailed",
                        "stop: the ballot could not be saved: no space");
    }

    @Test
    void whatComesInDuringASendWaitsForTheRestOfThatPayment() {
        ScriptedNode node = ScriptedNode.started();
        node.onSend = () -> {
            node.onSend = () -> {};
            node.hear(sending("Nested", effects(FOLLOWER)));
        };
        node.hear(sending("Second", sending("First", effects(GRANTED))));
        assertThat(node.done())
                .containsExactly("VoteGranted", "send First", "send Second", "BecameFollower", "send Nested");
    }

    @Test
    void aWakeFromWithinTheRequestForItWaitsItsTurn() {
        ScriptedNode node = ScriptedNode.started();
        node.onWakeAt = () -> {
            node.onWakeAt = () -> {};
            node.wake(sending("Timer", effects(FOLLOWER)));
        };
        node.hear(waking(node.now, sending("Reply", effects(GRANTED))));
        assertThat(node.done()).containsExactly("woken", "VoteGranted", "send Reply", "BecameFollower", "send Timer");
        assertThat(node.wakeAt).isEqualTo(Effects.NEVER);
    }

    @Test
    void aStopInTheMiddleOfAPaymentCutsItOff() {
        ScriptedNode node = ScriptedNode.started();
        node.onSave = () -> node.saves.remove().answer().failed("I/O error");
        node.onSend = () -> node.hear(sending("Never", saving(4, effects(FOLLOWER))));
        node.hear(sending("Second", sending("First", effects(GRANTED))));
        assertThat(node.done())
                .containsExactly(
                        "VoteGranted",
                        "send First",
                        "SaveBegan",
                        "save 4",
                        "SaveFailed",
                        "stop: the ballot could not be saved: I/O error");
    }

    @Test
    void anAnswerGivenTwiceCountsOnce() {
        ScriptedNode node = ScriptedNode.started();
        node.hear(saving(3, effects(GRANTED)));
        node.hear(saving(4, effects(FOLLOWER)));
        Ports.SaveAnswer first = node.saves.remove().answer();
        Ports.SaveAnswer second = node.saves.remove().answer();
        node.now += 5;
        second.durable();
        node.now += 5;
        second.durable();
        first.durable();
        first.durable();
        assertThat(node.done())
                .containsExactly(
                        "SaveBegan",
                        "save 3",
                        "SaveBegan",
                        "save 4",
                        "BallotSaved",
                        "VoteGranted",
                        "BallotSaved",
                        "BecameFollower");
        assertThat(node.last(BallotSaved.class).fact()).isEqualTo(new BallotSaved(4, Optional.of(ScriptedNode.N1), 5));
    }

    @Test
    void aSaveByTheStartIsWaitedForToo() {
        ScriptedNode node = new ScriptedNode();
        node.script.add(sending("Hello", saving(1, effects(new BecameCandidate(1, false)))));
        node.start();
        assertThat(node.log).containsExactly("Booted", "SaveBegan", "save 1", "wakeAt never");
        node.durable();
        assertThat(node.log.subList(4, node.log.size()))
                .containsExactly("BallotSaved", "BecameCandidate", "MessageSent", "send Hello");
    }

    /** Random inputs, saves and answers, some of them from within calls: each effect is a numbered fact and message. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyEffectIsPaidInOrderAndAfterEveryEarlierSave(long seed) {
        Random random = new Random(seed);
        ScriptedNode node = ScriptedNode.started();
        List<Boolean> savedOf = new ArrayList<>();
        Runnable input = () -> {
            int number = savedOf.size();
            boolean save = random.nextInt(3) == 0;
            savedOf.add(save);
            Effects<ScriptedNode.Note> then = sending("" + number, effects(new CommandRefused("" + number, "")));
            node.hear(save ? saving(number, then) : then);
        };
        node.onSend = () -> {
            if (random.nextInt(4) == 0) {
                input.run();
            }
        };
        node.onSave = () -> {
            if (random.nextInt(4) == 0 && node.saves.size() == 1) {
                node.durable();
            }
        };
        for (int step = 0; step < 500; step++) {
            if (random.nextBoolean() || node.saves.isEmpty()) {
                input.run();
            } else {
                node.durable();
            }
        }
        while (!node.saves.isEmpty()) {
            node.durable();
        }
        List<String> expected = new ArrayList<>();
        for (int number = 0; number < savedOf.size(); number++) {
            if (savedOf.get(number)) {
                expected.add("BallotSaved");
            }
            expected.add("CommandRefused");
            expected.add("send " + number);
        }
        assertThat(node.done().stream().filter(line -> !line.startsWith("save ") && !line.equals("SaveBegan")))
                .containsExactlyElementsOf(expected);
        sequenceIsWithoutGaps(node.facts);
    }

    private static void sequenceIsWithoutGaps(List<StampedFact> facts) {
        for (int i = 0; i < facts.size(); i++) {
            assertThat(facts.get(i).seq()).isEqualTo(i + 1);
            assertThat(facts.get(i).boot()).isEqualTo(1);
            assertThat(facts.get(i).lamport())
                    .isGreaterThan(i == 0 ? 0 : facts.get(i - 1).lamport());
        }
    }
}
