package dev.raftbeat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TerminalSize;
import dev.raftbeat.fault.Fault;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.terminal.TerminalApp.ExitReason;
import dev.raftbeat.terminal.TerminalOptions.Colours;
import dev.raftbeat.world.TimeTravel;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** What becomes of a journey through time that takes longer than its world is shown. */
@Timeout(value = 240, threadMode = ThreadMode.SEPARATE_THREAD)
class JourneyOutcomeTest extends TerminalStage {
    /** The journey ends while the next world is shown, on which a line waits for its turn. */
    @Test
    void whatBecameOfAJourneyIsNotToldOnTheScreenOfAnotherWorld() throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        PlayedWorld next = new PlayedWorld(MEMBERS, past, 2 * SECOND) {
            @Override
            public Outcome apply(Fault line) {
                Outcome done = super.apply(line);
                waitFor(killed);
                return done;
            }
        };
        try (SimWorld simulated = new SimWorld(SimOptions.of(new WorldSpec(5, Pace.CLASS.settings(), 3)))) {
            CompletableFuture<ExitReason> end =
                    start(slow(simulated, there), new TerminalOptions(false, false, Colours.RGB, false));
            await(text -> text.contains("at 0:00.000"));
            type(":at 2m");
            type(":open a.scenario");
            desk.opens.put(new ScenarioDesk.Opened(Optional.of(next), true, "a: valid"));
            await(text -> text.contains("✓ a: valid") && text.contains("follower"));

            press('k');
            await(text -> text.contains("kill n1"));
            there.countDown();
            assertThat(next.asked.take()).isEqualTo("kill n1");
            terminal.setTerminalSize(new TerminalSize(90, 24));

            String shown = await(text -> text.indexOf('\n') == 90 && text.contains("follower"));
            assertThat(shown).contains("kill n1").doesNotContain("at 2:00.000");
            killed.countDown();
            await(text -> text.contains("done: kill n1"));
            press('q');
            end.get();
        }
    }

    /** Half of a run shows no moment at all. */
    @Test
    void aPictureThatIsAskedForOnTheWayIsTakenThere() throws Exception {
        CountDownLatch there = new CountDownLatch(1);
        try (SimWorld simulated = new SimWorld(SimOptions.of(new WorldSpec(5, Pace.CLASS.settings(), 3)))) {
            CompletableFuture<ExitReason> end =
                    start(slow(simulated, there), new TerminalOptions(false, false, Colours.RGB, false));
            await(text -> text.contains("at 0:00.000"));
            type(":at 2m");
            type(":shot a.svg");
            press('h');
            there.countDown();

            await(text -> text.contains("kept a.svg"));
            assertThat(desk.kept).singleElement().satisfies(shot -> {
                assertThat(shot.below()).matches("term [1-9]\\d*   time 2:00.000   seed 3");
                assertThat(shot.text()).contains("leads term", "at 2:00.000");
            });
            press('q');
            end.get();
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A world whose journeys end only when they may. */
    private static World slow(World world, CountDownLatch there) {
        TimeTravel time = before(TimeTravel.class, world.timeTravel().orElseThrow(), "jump", () -> waitFor(there));
        return (World) Proxy.newProxyInstance(
                World.class.getClassLoader(),
                new Class<?>[] {World.class},
                (proxy, method, arguments) ->
                        method.getName().equals("timeTravel") ? Optional.of(time) : method.invoke(world, arguments));
    }

    private static <T> T before(Class<T> type, T target, String name, Runnable first) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals(name)) {
                        first.run();
                    }
                    return method.invoke(target, arguments);
                }));
    }
}
