package dev.raftbeat.drive;

import static dev.raftbeat.drive.ScriptedNode.HEARTBEAT;
import static dev.raftbeat.drive.ScriptedNode.N2;
import static dev.raftbeat.drive.ScriptedNode.effects;
import static dev.raftbeat.drive.ScriptedNode.saving;
import static dev.raftbeat.drive.ScriptedNode.waking;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Effects;
import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One timer, which may go off early, twice, late, or after it was replaced. */
class DriverWakeTest {
    private ScriptedNode node;
    private long due;

    @BeforeEach
    void aNodeThatWaits() {
        node = ScriptedNode.started();
        due = node.now + 3 * HEARTBEAT;
        node.hear(waking(due, effects()));
        node.log.clear();
    }

    @Test
    void aWakeInTimeReachesTheProtocol() {
        node.now = due;
        node.wake(waking(due + 1, effects()));
        assertThat(node.log).containsExactly("woken", "wakeAt " + (due + 1));
    }

    @Test
    void theProtocolReceivesAtTheTimeThatWasToldHoweverLongTellingTook() {
        node.tellingTakes = HEARTBEAT;
        long arrived = node.now;
        node.hear(effects());
        assertThat(node.now).as("the process stood still").isGreaterThan(arrived);
        assertThat(node.last(MessageDelivered.class).tNanos()).isEqualTo(arrived);
        assertThat(node.receivedAt).isEqualTo(arrived);
    }

    @Test
    void anEarlyWakeOnlyAsksAgain() {
        node.now = due - 1;
        node.driver.wake();
        assertThat(node.log).containsExactly("wakeAt " + due);
    }

    @Test
    void whoNeedNotWaitOnProofActsAtOnce() {
        node.script.add(waking(node.now, effects()));
        node.script.add(waking(due, effects()));
        node.driver.provenDead(N2, 1, DeathProof.REFUSED, Optional.empty());
        assertThat(node.log).containsExactly("provenDead n2", "wakeAt " + node.now, "woken", "wakeAt " + due);
    }

    @Test
    void whoHasToWaitOnProofDoesNot() {
        node.script.add(waking(node.now + 1, effects()));
        node.driver.provenDead(N2, 1, DeathProof.REFUSED, Optional.empty());
        assertThat(node.log).containsExactly("provenDead n2", "wakeAt " + (node.now + 1));
    }

    @Test
    void proofThatComesBehindATimeThatIsOverFiresNothing() {
        node.now = due + 1;
        node.script.add(waking(due, effects()));
        node.driver.provenDead(N2, 1, DeathProof.REFUSED, Optional.empty());
        assertThat(node.log)
                .as("what arrived meanwhile is taken in first")
                .containsExactly("provenDead n2", "wakeAt " + due);
    }

    @Test
    void aSecondWakeDoesNothingOnceTheTimerHasMovedOn() {
        node.now = due;
        node.wake(waking(due + HEARTBEAT, effects()));
        node.driver.wake();
        node.driver.wake();
        assertThat(node.log.stream().filter("woken"::equals)).hasSize(1);
        assertThat(node.wakeAt).isEqualTo(due + HEARTBEAT);
    }

    @Test
    void aWakeThatNobodyWaitsForDoesNothing() {
        node.hear(waking(Effects.NEVER, effects()));
        node.log.clear();
        node.now = due;
        node.driver.wake();
        assertThat(node.log).containsExactly("wakeAt never");
    }

    @Test
    void aWakeThatWasSupersededDoesNothing() {
        node.hear(waking(due + HEARTBEAT, effects()));
        node.log.clear();
        node.now = due;
        node.driver.wake();
        assertThat(node.log).containsExactly("wakeAt " + (due + HEARTBEAT));
    }

    @Test
    void aLateWakeTakesInWhatHasArrivedAndTheTimerThatItMovedDoesNotFire() {
        node.now = due + 1;
        node.driver.wake();
        assertThat(node.log).containsExactly("afterArrivals");
        node.hear(waking(node.now + HEARTBEAT, effects(new HeartbeatHeard(ScriptedNode.N2, 1))));
        node.afterArrivals.remove().run();
        assertThat(node.log).doesNotContain("woken");
        assertThat(node.wakeAt).isEqualTo(due + 1 + HEARTBEAT);
    }

    @Test
    void aLateWakeFiresWhenNothingThatArrivedMovedTheTimer() {
        node.now = due + 10 * HEARTBEAT;
        node.driver.wake();
        node.driver.wake();
        node.hear(waking(due, effects()));
        node.driver.wake();
        assertThat(node.log.stream().filter("afterArrivals"::equals)).hasSize(1);
        assertThat(node.log).doesNotContain("woken");
        node.afterArrivals.remove().run();
        assertThat(node.log.stream().filter("woken"::equals)).hasSize(1);
    }

    @Test
    void aLaterStallIsNoticedAgain() {
        node.now = due + HEARTBEAT;
        node.driver.wake();
        node.script.add(waking(node.now + HEARTBEAT, effects()));
        node.afterArrivals.remove().run();
        node.now += 3 * HEARTBEAT;
        node.driver.wake();
        assertThat(node.afterArrivals).hasSize(1);
    }

    @Test
    void aWakeAfterArrivalsIsNothingToANodeThatStopped() {
        node.now = due + HEARTBEAT;
        node.driver.wake();
        node.driver.halt();
        node.log.clear();
        node.afterArrivals.remove().run();
        assertThat(node.log).isEmpty();
    }

    @Test
    void theTimerRunsWhileASaveIsPending() {
        node.hear(waking(due, saving(3, effects())));
        node.now = due;
        node.wake(waking(due + 7, effects()));
        assertThat(node.log).contains("woken");
        assertThat(node.wakeAt).isEqualTo(due + 7);
    }

    @Test
    void aClockThatCountsBelowZeroMakesNoDifference() {
        node.now = -5 * HEARTBEAT;
        node.hear(waking(-HEARTBEAT, effects()));
        node.driver.wake();
        assertThat(node.log).doesNotContain("woken");
        node.now = -HEARTBEAT;
        node.driver.wake();
        assertThat(node.log).contains("woken").doesNotContain("afterArrivals");
    }
}
