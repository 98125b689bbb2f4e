package dev.raftbeat.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.page.LiveColumns.Place;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveColumnsTest {
    private static final int ENTRIES_MAX = 400;
    private static final long SECOND = 1_000_000_000L;

    private final List<StampedFact> facts = new ArrayList<>();
    private SimWorld world;

    @BeforeEach
    void run() {
        world = new SimWorld(SimOptions.of(new WorldSpec(3, Pace.LAN.settings(), 5)));
        world.observe(facts::add);
        world.jump(5 * SECOND);
        assertThat(TypedLines.apply(world::apply, "kill leader").done()).isTrue();
        world.jump(10 * SECOND);
    }

    @AfterEach
    void end() {
        world.close();
    }

    /** What is held of a run that was too long is the end of what would be held of all of it. */
    @Test
    void memoryIsBoundedAndWhatIsHeldIsTrue() {
        PageFold all = new PageFold(world.members());
        LiveColumns live = new LiveColumns("", world.members(), ENTRIES_MAX);
        for (StampedFact fact : facts) {
            all.tell(fact);
            live.hear(fact);
            assertThat(live.size()).isLessThanOrEqualTo(ENTRIES_MAX);
        }
        assertThat(all.size()).isGreaterThan(2 * ENTRIES_MAX);
        Map<String, Object> held = live.piece(Place.NOTHING);
        Map<String, Object> whole = all.columns();
        assertThat((Long) held.get("from")).isPositive();
        assertThat((String) held.get("word")).startsWith("Only what happened since ");
        for (String group : List.of("leader", "feed", "messages")) {
            requireEnd((Map<?, ?>) held.get(group), (Map<?, ?>) whole.get(group));
        }
        List<?> nodes = (List<?>) held.get("nodes");
        for (int i = 0; i < nodes.size(); i++) {
            requireEnd((Map<?, ?>) nodes.get(i), (Map<?, ?>) ((List<?>) whole.get("nodes")).get(i));
        }
    }

    private static void requireEnd(Map<?, ?> held, Map<?, ?> whole) {
        held.forEach((name, column) -> {
            if (column instanceof long[] numbers) {
                boolean times = name.equals("t") || name.equals("armed");
                long[] end = times ? absolute(numbers) : numbers;
                long[] all = times ? absolute((long[]) whole.get(name)) : (long[]) whole.get(name);
                assertThat(end).as("%s", name).isEqualTo(Arrays.copyOfRange(all, all.length - end.length, all.length));
            }
        });
    }

    private static long[] absolute(long[] steps) {
        long[] sums = LongStream.of(steps).toArray();
        Arrays.parallelPrefix(sums, Long::sum);
        return sums;
    }

    @Test
    void whoeverKnowsWhatIsNoLongerHeldIsToldEverything() {
        LiveColumns live = new LiveColumns("", world.members(), ENTRIES_MAX);
        live.hear(facts.get(0));
        Place early = live.place(1);
        assertThat(live.goesOnFrom(early, 1)).isTrue();
        assertThat(live.goesOnFrom(early, 2)).isFalse();
        facts.subList(1, facts.size()).forEach(live::hear);
        assertThat(live.goesOnFrom(early, 1)).isFalse();
        assertThat(live.goesOnFrom(live.place(1), 1)).isTrue();
        assertThat(live.goesOnFrom(Place.NOTHING, 1)).isFalse();
    }

    @Test
    void whatIsNoColumnIsToldWhenItChanges() {
        LiveColumns live = new LiveColumns("", world.members(), ENTRIES_MAX);
        facts.forEach(live::hear);
        live.settle();
        Place told = live.place(1);
        assertThat(live.piece(told)).doesNotContainKeys("checks", "elections", "faults", "word");
        assertThat((List<?>) live.piece(Place.NOTHING).get("elections")).isNotEmpty();
        live.say("something");
        assertThat(live.piece(told)).containsEntry("word", "something");
    }

    @Test
    void timePassesThoughNothingHappensAndNeverGoesBack() {
        LiveColumns live = new LiveColumns("", world.members(), ENTRIES_MAX);
        live.pass(SECOND);
        assertThat(live.micros()).isZero();
        StampedFact first = facts.get(facts.size() / 2);
        live.hear(first);
        // A world that has read nothing yet has told everything up to the beginning of all time.
        live.pass(Long.MIN_VALUE);
        assertThat(live.micros()).isZero();
        live.pass(first.tNanos() + SECOND);
        live.pass(first.tNanos());
        assertThat(live.micros()).isEqualTo(1_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1-2-3", "1-2-3-4-5", "1-2-3--4", "9999999999999999999-1-1-1", "<b>", "a-b-c-d"})
    void aPlaceThatIsNoneIsNothing(String text) {
        assertThat(Place.parse(text)).isEqualTo(Place.NOTHING);
        assertThat(Place.parse("1-2-3-4")).isEqualTo(new Place(1, 2, 3, 4)).hasToString("1-2-3-4");
    }
}
