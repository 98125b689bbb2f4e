package dev.raftbeat.lab.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.lab.detector.LocalHealth;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of overriding in SWIM, §4.2, and what Lifeguard makes of confirmations. */
class SwimViewTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int GROUP = 100;

    private final List<String> held = new ArrayList<>();
    private final Rumours rumours = new Rumours(GROUP);
    private final LocalHealth health = new LocalHealth();
    private final MemberOutput out = new MemberOutput() {
        @Override
        public void send(int to, Packet packet) {
            throw new AssertionError("a view sends nothing");
        }

        @Override
        public void hold(int subject, MemberStatus opinion) {
            held.add(subject + " " + opinion);
        }
    };

    private SwimView view(boolean lifeguard) {
        return new SwimView(0, SwimMember.suspicion(GROUP, SECOND, lifeguard), lifeguard, health, rumours);
    }

    @Test
    void onlyAHigherIncarnationRefutesASuspicion() {
        SwimView view = view(false);
        view.hear(Rumour.of(5, Rumour.SUSPECT, 3, 9), 0, out);
        view.hear(Rumour.of(5, Rumour.ALIVE, 3, 5), 1, out);
        assertThat(view.stateOf(5)).isEqualTo(Rumour.SUSPECT);
        view.hear(Rumour.of(5, Rumour.ALIVE, 4, 5), 2, out);
        assertThat(view.stateOf(5)).isEqualTo(Rumour.ALIVE);
        view.hear(Rumour.of(5, Rumour.SUSPECT, 3, 9), 3, out);
        assertThat(view.stateOf(5)).isEqualTo(Rumour.ALIVE);
        assertThat(held).containsExactly("5 SUSPECTED", "5 TRUSTED");
        assertThat(view.deadline()).isEqualTo(Member.NEVER);
    }

    @Test
    void aSuspicionThatNobodyRefutesEndsInDeath() {
        SwimView view = view(false);
        view.accuse(5, 0, out);
        long deadline = view.deadline();
        assertThat(deadline).isEqualTo(8 * SECOND);
        view.expire(deadline - 1, out);
        assertThat(view.stateOf(5)).isEqualTo(Rumour.SUSPECT);
        view.expire(deadline, out);
        assertThat(held).containsExactly("5 SUSPECTED", "5 DEAD");
        view.hear(Rumour.of(5, Rumour.ALIVE, 1, 5), deadline + 1, out);
        assertThat(view.stateOf(5)).isEqualTo(Rumour.ALIVE);
    }

    @Test
    void whoIsAccusedRefutesWithAHigherIncarnationAndDoubtsItself() {
        SwimView view = view(true);
        view.hear(Rumour.of(0, Rumour.SUSPECT, 0, 9), 0, out);
        assertThat(rumours.take(0)).containsExactly(Rumour.of(0, Rumour.ALIVE, 1, 0));
        assertThat(health.score()).isEqualTo(1);
        view.hear(Rumour.of(0, Rumour.SUSPECT, 0, 8), 1, out);
        assertThat(health.score()).isEqualTo(1);
    }

    @Test
    void withLifeguardOthersHaveToConfirmBeforeASuspicionIsShort() {
        SwimView view = view(true);
        view.accuse(5, 0, out);
        assertThat(view.deadline()).isEqualTo(48 * SECOND);
        view.hear(Rumour.of(5, Rumour.SUSPECT, 0, 0), 1, out);
        assertThat(view.deadline()).isEqualTo(48 * SECOND);
        for (int accuser = 1; accuser <= 3; accuser++) {
            view.hear(Rumour.of(5, Rumour.SUSPECT, 0, accuser), 1, out);
        }
        assertThat(view.deadline()).isEqualTo(8 * SECOND);
    }

    @Test
    void aRumourIsToldAFewTimesEachTheLeastToldFirst() {
        int times = Rumours.timesTold(GROUP);
        assertThat(times).isEqualTo(12);
        rumours.add(Rumour.of(5, Rumour.SUSPECT, 0, 9));
        for (int i = 0; i < times; i++) {
            assertThat(rumours.take(0)).hasSize(1);
        }
        assertThat(rumours.take(0)).isEmpty();
        for (int subject = 1; subject <= Rumours.IN_A_MESSAGE + 1; subject++) {
            rumours.add(Rumour.of(subject, Rumour.SUSPECT, 0, 9));
        }
        long left = Rumour.of(1, Rumour.SUSPECT, 0, 9);
        assertThat(rumours.take(0)).doesNotContain(left);
        assertThat(rumours.take(0)).startsWith(left);
    }
}
