package dev.raftbeat.drive;

import static dev.raftbeat.drive.ScriptedNode.effects;
import static dev.raftbeat.drive.ScriptedNode.saving;
import static dev.raftbeat.drive.ScriptedNode.sending;
import static dev.raftbeat.drive.ScriptedNode.waking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.LifeFact.SaveFailed;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each fact names the one that led to it, so that the why of an election can be walked back. */
class DriverCauseTest {
    private static final Fact ARMED = new TimerArmed(ArmReason.HEARTBEAT, 5, 5);
    private static final Fact FIRED = new TimerFired(5, 0);
    private static final Fact CANDIDATE = new BecameCandidate(1, false);
    private static final Fact LEADER = new BecameLeader(1, List.of(ScriptedNode.N1, ScriptedNode.N2));
    private static final FactId FAULT = new FactId(NodeId.WORLD, 1, 9);

    private static Optional<FactId> causeOf(ScriptedNode node, Class<? extends Fact> kind) {
        return node.last(kind).cause();
    }

    private static Optional<FactId> id(ScriptedNode node, Class<? extends Fact> kind) {
        return Optional.of(node.last(kind).id());
    }

    @Test
    void theChainFromADeliveryToAMessageHasNoHole() {
        ScriptedNode node = ScriptedNode.started();
        node.hear(sending(
                "Reply",
                saving(
                        4,
                        effects(
                                new TermAdvanced(3, 4, ScriptedNode.N2, "RequestVote"),
                                new BecameFollower(4, Optional.empty()),
                                new VoteGranted(ScriptedNode.N2, 4)))));
        node.durable();
        List<String> chain = new ArrayList<>();
        Optional<FactId> next = id(node, MessageSent.class);
        while (next.isPresent() && next.get().node().equals(ScriptedNode.N1)) {
            StampedFact fact = node.facts.get((int) next.get().seq() - 1);
            chain.add(fact.fact().name());
            next = fact.cause();
        }
        assertThat(chain)
                .containsExactly("MessageSent", "VoteGranted", "BecameFollower", "TermAdvanced", "MessageDelivered");
        assertThat(next).contains(new FactId(ScriptedNode.N2, 1, 1));
    }

    @Test
    void aSaveFollowsFromTheInputAndItsEndFromItsBeginning() {
        ScriptedNode node = ScriptedNode.started();
        node.hear(saving(4, effects()));
        node.durable();
        assertThat(causeOf(node, SaveBegan.class)).isEqualTo(id(node, MessageDelivered.class));
        assertThat(causeOf(node, BallotSaved.class)).isEqualTo(id(node, SaveBegan.class));
        node.hear(saving(5, effects()));
        node.saves.remove().answer().failed("I/O error");
        assertThat(causeOf(node, SaveFailed.class)).isEqualTo(id(node, SaveBegan.class));
    }

    @Test
    void anArmedTimerFollowsFromWhatIsBeforeItAndLeadsToNothingButItsFiring() {
        ScriptedNode node = ScriptedNode.started();
        node.hear(waking(node.now, sending("Reply", effects(new HeartbeatHeard(ScriptedNode.N2, 1), ARMED))));
        assertThat(causeOf(node, TimerArmed.class)).isEqualTo(id(node, HeartbeatHeard.class));
        assertThat(causeOf(node, MessageSent.class)).isEqualTo(id(node, HeartbeatHeard.class));
        Optional<FactId> armed = id(node, TimerArmed.class);
        node.wake(saving(1, sending("RequestVote", effects(FIRED, CANDIDATE, ARMED))));
        assertThat(causeOf(node, TimerFired.class)).isEqualTo(armed);
        assertThat(causeOf(node, SaveBegan.class)).isEqualTo(id(node, TimerFired.class));
        node.durable();
        assertThat(causeOf(node, BecameCandidate.class)).isEqualTo(id(node, TimerFired.class));
        assertThat(causeOf(node, MessageSent.class)).isEqualTo(id(node, BecameCandidate.class));
        assertThat(id(node, TimerArmed.class)).isNotEqualTo(armed);
    }

    @Test
    void aTimerThatWasArmedWhileTheDiskStalledIsTheOneThatItsFiringNames() {
        ScriptedNode node = ScriptedNode.started();
        node.hear(waking(node.now, effects(ARMED)));
        Optional<FactId> first = id(node, TimerArmed.class);
        node.hear(waking(node.now, saving(1, effects(ARMED))));
        node.wake(effects(FIRED));
        node.durable();
        assertThat(id(node, TimerArmed.class)).isNotEqualTo(first);
        assertThat(causeOf(node, TimerFired.class)).isEqualTo(id(node, TimerArmed.class));
    }

    @Test
    void aHeartbeatNamesTheRoleInWhichItIsSent() {
        ScriptedNode node = ScriptedNode.started();
        node.hear(waking(node.now, effects(LEADER)));
        node.hear(waking(node.now, effects()));
        node.wake(sending("AppendEntries", effects()));
        assertThat(causeOf(node, MessageSent.class)).isEqualTo(id(node, BecameLeader.class));
    }

    @Test
    void aHeartbeatNamesTheRoleEvenWhenThatWaitedForTheDisk() {
        ScriptedNode node = ScriptedNode.started();
        node.hear(waking(node.now, saving(1, effects(LEADER))));
        node.wake(sending("AppendEntries", effects()));
        node.durable();
        assertThat(causeOf(node, MessageSent.class)).isEqualTo(id(node, BecameLeader.class));
    }

    @Test
    void aRoutineFactIsNoRoleToWaitIn() {
        ScriptedNode node = ScriptedNode.started();
        node.hear(waking(node.now, effects(LEADER)));
        node.hear(waking(node.now, effects(new HeartbeatHeard(ScriptedNode.N2, 1))));
        node.wake(sending("AppendEntries", effects()));
        assertThat(causeOf(node, MessageSent.class)).isEqualTo(id(node, BecameLeader.class));
    }

    @Test
    void beforeAnyRoleTheBootIsTheCause() {
        ScriptedNode node = new ScriptedNode();
        node.script.add(waking(node.now, effects(ARMED)));
        node.start();
        assertThat(causeOf(node, Booted.class)).isEmpty();
        assertThat(causeOf(node, TimerArmed.class)).isEqualTo(id(node, Booted.class));
        node.wake(sending("Hello", effects()));
        assertThat(causeOf(node, MessageSent.class)).isEqualTo(id(node, Booted.class));
    }

    @Test
    void aCommandsFaultIsTheCauseOfAllThatFollowsFromIt() {
        ScriptedNode node = ScriptedNode.started();
        node.hear(effects(ARMED));
        node.script.add(sending("RequestVote", effects(FIRED, CANDIDATE)));
        assertThat(node.driver.command(new Command.CampaignNow(), Optional.of(FAULT)))
                .containsExactly(FIRED, CANDIDATE);
        assertThat(causeOf(node, TimerFired.class)).contains(FAULT);
        assertThat(causeOf(node, BecameCandidate.class)).isEqualTo(id(node, TimerFired.class));
    }

    @Test
    void aLostConnectionIsTheCauseOfWhatFollows() {
        ScriptedNode node = ScriptedNode.started();
        node.script.add(effects(CANDIDATE));
        node.driver.connectionLost(ScriptedNode.N2, Optional.of(FAULT));
        assertThat(causeOf(node, BecameCandidate.class)).contains(FAULT);
    }

    @Test
    void aMessageIsIdentifiedByItsFactAndCarriesItsStamp() {
        ScriptedNode node = ScriptedNode.started();
        node.hear(sending("Second", sending("First", effects())), 500);
        List<StampedFact> sent = node.facts.stream()
                .filter(stamped -> stamped.fact() instanceof MessageSent)
                .toList();
        assertThat(sent).extracting(StampedFact::lamport).isEqualTo(node.sentLamports);
        assertThat(node.sentIds).containsExactly(sent.get(0).id(), sent.get(1).id());
    }

    @Test
    void everythingAfterAMessageIsStampedLaterThanItAndNothingGoesBack() {
        ScriptedNode node = ScriptedNode.started();
        node.hear(effects(), 500);
        assertThat(node.last(MessageDelivered.class).lamport()).isEqualTo(501);
        node.hear(effects(CANDIDATE), 7);
        assertThat(node.last(BecameCandidate.class).lamport()).isEqualTo(503);
        assertThat(node.facts).extracting(StampedFact::seq).containsExactly(1L, 2L, 3L, 4L);
    }
}
