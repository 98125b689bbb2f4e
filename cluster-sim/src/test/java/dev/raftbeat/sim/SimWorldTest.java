package dev.raftbeat.sim;

import static dev.raftbeat.sim.Lab.MILLI;
import static dev.raftbeat.sim.Lab.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.world.Moment;
import dev.raftbeat.world.TimeStep;
import dev.raftbeat.world.TimeTravel;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldObserver;
import dev.raftbeat.world.WorldProvider;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A simulated world, watched: its time goes on, stops, and goes back, and the same facts are seen each time. */
class SimWorldTest {
    private final SimWorld world = new SimWorld(Lab.options(5, 42, Pace.LAN.settings()));
    private final TimeTravel time = world.timeTravel().orElseThrow();
    private final Watcher watcher = new Watcher();

    /** Remembers what it was told since it last began anew. */
    private static final class Watcher implements WorldObserver {
        private final List<StampedFact> facts = new ArrayList<>();
        private int beginnings;

        @Override
        public void startAnew() {
            facts.clear();
            beginnings++;
        }

        @Override
        public void tell(StampedFact fact) {
            facts.add(fact);
        }

        StampedFact last() {
            return facts.get(facts.size() - 1);
        }
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void itIsFoundByItsWordAndPlays() throws InterruptedException {
        WorldProvider provider = ServiceLoader.load(WorldProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.word().equals("sim"))
                .findFirst()
                .orElseThrow();
        CountDownLatch leads = new CountDownLatch(1);
        try (World launched = provider.launch(new WorldSpec(3, Pace.LAN.settings(), 5))) {
            launched.timeTravel().orElseThrow().speed(Double.POSITIVE_INFINITY);
            launched.observe(fact -> {
                if (fact.fact() instanceof BecameLeader) {
                    leads.countDown();
                }
            });
            assertThat(leads.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(launched.abilities()).isEqualTo(new World.Abilities(false, true, true));
            assertThat(launched.members()).hasSize(3);
            assertThat(launched.title()).contains("seed 5");
        }
    }

    @Test
    void oneStepShowsOneFactAndOneStepBackTakesItAway() {
        world.observe(watcher);
        time.jump(SECOND);
        Moment here = time.position();
        assertThat(here.nanos()).isEqualTo(SECOND);
        assertThat(here.facts()).isEqualTo(watcher.facts.size());
        List<StampedFact> before = List.copyOf(watcher.facts);

        assertThat(time.forward(TimeStep.FACT)).isTrue();
        assertThat(watcher.facts).hasSize(before.size() + 1);
        StampedFact next = watcher.last();
        assertThat(time.position()).isEqualTo(new Moment(next.tNanos(), before.size() + 1));
        time.forward(TimeStep.FACT);
        assertThat(time.back(TimeStep.FACT)).isTrue();
        assertThat(watcher.last()).isEqualTo(next);
        assertThat(time.back(TimeStep.FACT)).isTrue();
        assertThat(watcher.facts).isEqualTo(before);
        assertThat(watcher.beginnings).isEqualTo(2);
        assertThat(time.position().facts()).isEqualTo(before.size());
    }

    @Test
    void stepsStopAtWhatTheySeekInBothDirections() {
        world.observe(watcher);
        assertThat(time.forward(TimeStep.ELECTION)).isTrue();
        assertThat(watcher.last().fact()).isInstanceOf(BecameCandidate.class);
        Moment election = time.position();
        time.jump(3 * SECOND);
        TypedLines.apply(world::apply, "kill leader");
        assertThat(time.forward(TimeStep.ELECTION)).isTrue();
        Moment second = time.position();
        assertThat(time.forward(TimeStep.MESSAGE)).isTrue();
        assertThat(watcher.last().fact()).isInstanceOfAny(MessageDelivered.class, MessageLost.class);
        assertThat(time.forward(TimeStep.NOTABLE)).isTrue();
        assertThat(watcher.last().fact().routine()).isFalse();

        assertThat(time.back(TimeStep.ELECTION)).isTrue();
        assertThat(time.position()).isEqualTo(second);
        assertThat(time.back(TimeStep.ELECTION)).isTrue();
        assertThat(time.position()).isEqualTo(election);
        assertThat(time.back(TimeStep.ELECTION)).isFalse();
        assertThat(time.position()).isEqualTo(Moment.START);
        assertThat(watcher.facts).isEmpty();
    }

    @Test
    void backAndForthOverAnElectionShowsTheSameEachTimeWithAllThatWasDone() {
        world.observe(watcher);
        time.jump(SECOND);
        TypedLines.apply(world::apply, "kill leader");
        time.jump(2 * SECOND);
        TypedLines.apply(world::apply, "restart dead; cut leader -> follower");
        time.jump(SECOND + 350 * MILLI);
        time.drop(
                time.inFlight().isEmpty()
                        ? new FactId(Lab.node(1), 1, 1)
                        : time.inFlight().get(0).id());
        time.jump(4 * SECOND);
        Moment end = time.position();
        List<StampedFact> whole = List.copyOf(watcher.facts);
        for (long nanos : new long[] {3 * SECOND, 0, SECOND + 100 * MILLI, 2 * SECOND, SECOND}) {
            time.jump(nanos);
            assertThat(time.position().nanos()).isEqualTo(nanos);
            assertThat(watcher.facts)
                    .isEqualTo(whole.stream()
                            .filter(fact -> fact.tNanos() <= nanos)
                            .toList());
        }
        time.jump(end);
        assertThat(watcher.facts).isEqualTo(whole);
    }

    @Test
    void everyMomentCanBeReachedExactlyAndIsTheSameForThoseWhoComeLater() {
        world.observe(watcher);
        time.jump(200 * MILLI);
        TypedLines.apply(world::apply, "kill n1; kill n2");
        time.jump(400 * MILLI);
        List<StampedFact> whole = List.copyOf(watcher.facts);
        for (int i = whole.size(); i >= 0; i -= 7) {
            long nanos = i == 0 ? 0 : whole.get(i - 1).tNanos();
            time.jump(new Moment(nanos, i));
            assertThat(time.position()).isEqualTo(new Moment(nanos, i));
            assertThat(watcher.facts).isEqualTo(whole.subList(0, i));
            Watcher late = new Watcher();
            world.observe(late);
            assertThat(late.facts).isEqualTo(whole.subList(0, i));
        }
    }

    @Test
    void whoActsAfterGoingBackBeginsAnotherHistory() {
        world.observe(watcher);
        time.jump(SECOND);
        TypedLines.apply(world::apply, "kill leader");
        String kill = faults().get(0);
        time.jump(2 * SECOND);
        time.jump(SECOND - 10 * MILLI);
        TypedLines.apply(world::apply, "pause n1");
        time.jump(3 * SECOND);
        assertThat(faults()).containsExactly("pause n1");
        time.jump(500 * MILLI);
        time.jump(3 * SECOND);
        assertThat(faults()).containsExactly("pause n1").doesNotContain(kill);
    }

    @Test
    void whatIsDoneAtAMomentIsForgottenByWhoGoesBackToJustBeforeIt() {
        world.observe(watcher);
        time.jump(SECOND);
        Moment before = time.position();
        TypedLines.apply(world::apply, "kill leader");
        time.jump(before);
        assertThat(faults()).isEmpty();
        TypedLines.apply(world::apply, "pause leader");
        assertThat(faults()).hasSize(1).first().asString().startsWith("pause");
        time.jump(0);
        time.jump(2 * SECOND);
        assertThat(faults()).hasSize(1);
    }

    private List<String> faults() {
        return watcher.facts.stream()
                .filter(fact -> fact.fact() instanceof FaultBegan)
                .map(fact -> ((FaultBegan) fact.fact()).text())
                .toList();
    }

    @Test
    void aLineInTheMiddleOfAnEventTakesEffectBehindIt() {
        world.observe(watcher);
        time.forward(TimeStep.ELECTION);
        Moment middle = time.position();
        TypedLines.apply(world::apply, "set heartbeat 40ms");
        long tail = watcher.facts.stream()
                .filter(fact -> fact.tNanos() == middle.nanos())
                .count();
        assertThat(tail).isGreaterThan(2);
        assertThat(faults()).hasSize(1);
        List<StampedFact> seen = List.copyOf(watcher.facts);
        time.jump(2 * SECOND);
        time.jump(middle);
        time.jump(middle.nanos());
        assertThat(watcher.facts).isEqualTo(seen);
    }

    @Test
    void aMessageUnderWayIsSeenAndCanBeLost() {
        world.observe(watcher);
        time.jump(SECOND);
        while (time.inFlight().isEmpty()) {
            time.forward(TimeStep.FACT);
        }
        var message = time.inFlight().get(0);
        assertThat(message.remainingNanos(time.position().nanos())).isPositive();
        assertThat(time.drop(message.id()).done()).isTrue();
        assertThat(watcher.facts)
                .anySatisfy(fact -> assertThat(fact.fact())
                        .isInstanceOfSatisfying(
                                MessageLost.class, lost -> assertThat(lost.id()).isEqualTo(message.id())));
        Moment after = time.position();
        List<StampedFact> seen = List.copyOf(watcher.facts);
        time.jump(0);
        time.jump(after);
        assertThat(watcher.facts).isEqualTo(seen);
        assertThat(time.drop(message.id()).done()).isFalse();
    }

    @Test
    void itPlaysWhileItIsNotPausedAndPlayingOnFromABackwardJump() throws InterruptedException {
        CountDownLatch farOff = new CountDownLatch(1);
        world.observe(fact -> {
            if (fact.tNanos() > 20 * SECOND) {
                farOff.countDown();
            }
        });
        assertThat(time.isPlaying()).isFalse();
        time.speed(Double.POSITIVE_INFINITY);
        time.resume();
        assertThat(time.isPlaying()).isTrue();
        assertThat(farOff.await(30, TimeUnit.SECONDS)).isTrue();
        time.pause();
        assertThat(time.isPlaying()).isFalse();
        Moment still = time.position();
        time.jump(SECOND);
        assertThat(time.isPlaying()).isFalse();
        assertThat(time.position().nanos()).isEqualTo(SECOND).isLessThan(still.nanos());
    }

    @Test
    void aSpeedBelowTheSlowestIsRefused() {
        assertThat(time.speed()).isEqualTo(1);
        time.speed(TimeTravel.SPEED_MIN);
        assertThat(time.speed()).isEqualTo(0.001);
        assertThatThrownBy(() -> time.speed(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> time.speed(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLineThatCannotBeIsRefusedAndChangesNothing() {
        world.observe(watcher);
        Moment before = time.position();
        assertThat(TypedLines.apply(world::apply, "kil n1").done()).isFalse();
        assertThat(TypedLines.apply(world::apply, "restart n1").done()).isFalse();
        assertThat(time.position()).isEqualTo(before);
    }
}
