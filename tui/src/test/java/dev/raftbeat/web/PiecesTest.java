package dev.raftbeat.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.page.LiveColumns.Place;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.web.Pieces.Event;
import dev.raftbeat.world.FactInbox;
import dev.raftbeat.world.WorldSpec;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PiecesTest {
    private static final long SECOND = 1_000_000_000L;

    private final Pieces pieces = new Pieces();
    private SimWorld world;
    private FactInbox facts;
    private int seconds;

    @BeforeEach
    void begin() {
        world = new SimWorld(SimOptions.of(new WorldSpec(3, Pace.CLASS.settings(), 5)));
        facts = FactInbox.of(world);
        pieces.begin(world.title(), world.members());
        world.observe(facts);
        round();
    }

    @AfterEach
    void end() {
        world.close();
    }

    private void round() {
        seconds++;
        world.jump(seconds * SECOND);
        pieces.round(facts.take(), world.nowNanos());
    }

    private Event next(Place told, long round) throws InterruptedException {
        return pieces.next(told, round, 0).orElseThrow();
    }

    private static String name(Event event) {
        return new String(event.bytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("event: "))
                .findFirst()
                .orElseThrow()
                .substring(7);
    }

    @Test
    void aPieceIsMadeOnceForAllWhoKnowTheSame() throws Exception {
        Event first = next(Place.NOTHING, 0);
        assertThat(name(first)).isEqualTo("whole");
        assertThat(next(Place.NOTHING, 0)).isSameAs(first);
        assertThat(pieces.next(first.place(), first.round(), 0)).isEmpty();
        round();
        Event second = next(first.place(), first.round());
        assertThat(name(second)).isEqualTo("piece");
        assertThat(next(first.place(), first.round())).isSameAs(second);
    }

    @Test
    void whileTimeIsStoppedThereIsNothingToTell() throws Exception {
        for (int i = 0; i < 20; i++) {
            pieces.round(facts.take(), world.nowNanos());
        }
        Event settled = next(Place.NOTHING, 0);
        for (int i = 0; i < 20; i++) {
            pieces.round(facts.take(), world.nowNanos());
        }
        assertThat(pieces.next(settled.place(), settled.round(), 0)).isEmpty();
    }

    @Test
    void whoWasAwayGetsWhatItMissedInOnePiece() throws Exception {
        Event first = next(Place.NOTHING, 0);
        for (int i = 0; i < 50; i++) {
            round();
        }
        Event merged = next(Place.parse(first.place().toString()), 0);
        assertThat(name(merged)).isEqualTo("piece");
        assertThat(pieces.next(merged.place(), merged.round(), 0)).isEmpty();
        assertThat(pieces.next(merged.place(), 0, 0))
                .as("it comes back at once")
                .isEmpty();
    }

    @Test
    void aCrowdThatComesOneByOneIsSentTheSameWholeAndThenWhatIsMissing() throws Exception {
        Event first = next(Place.NOTHING, 0);
        round();
        Event second = next(Place.NOTHING, 0);
        assertThat(second).isSameAs(first);
        Event missing = next(second.place(), second.round());
        assertThat(name(missing)).isEqualTo("piece");
        for (int i = 0; i < 30; i++) {
            round();
        }
        assertThat(next(Place.NOTHING, 0)).isNotSameAs(first);
    }

    @Test
    void anotherRunBeginsAnewForEverybody() throws Exception {
        Event first = next(Place.NOTHING, 0);
        pieces.begin("another", world.members());
        round();
        assertThat(name(next(first.place(), first.round()))).isEqualTo("whole");
    }

    @Test
    void theEndIsToldBehindEverythingElse() throws Exception {
        Event first = next(Place.NOTHING, 0);
        round();
        pieces.end("over");
        Event second = next(first.place(), first.round());
        assertThat(name(second)).isEqualTo("piece");
        Event last = next(second.place(), second.round());
        assertThat(name(last)).isEqualTo("over");
        assertThat(last.last()).isTrue();
    }
}
