package dev.raftbeat.history;

import static dev.raftbeat.history.Run.id;
import static dev.raftbeat.history.Run.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.Link;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A fault that goes on with less, and faults that lie on top of each other. */
class NarrowedFaultsTest {
    private static final long MILLI = 1_000_000L;

    @Test
    void aFaultHoldsWhatWasNotTakenOutOfIt() {
        Link one = new Link(id("n1"), id("n3"));
        Link other = new Link(id("n2"), id("n3"));
        Run run = Run.led(3).at(100).fault(1, FaultEffect.Kind.CUTS, new Run(3).members, one, other);
        History history = run.history();
        assertThat(history.damage().isCut(0, 2)).isTrue();
        assertThat(history.damage().isCut(2, 0)).isFalse();
        history = run.at(200).narrows(1, List.of(), other).history();
        assertThat(history.damage().isCut(0, 2)).isFalse();
        assertThat(history.damage().isCut(1, 2)).isTrue();
        FaultSpan span = history.faults().get(0);
        assertThat(span.links()).containsExactly(other);
        assertThat(span.nodes()).isEqualTo(ids("n2", "n3"));
        assertThat(span.fromNanos()).isEqualTo(100 * MILLI);
        history = run.at(300).ends(1).history();
        assertThat(history.faults()).isEmpty();
        assertThat(history.damage().isCut(1, 2)).isFalse();
    }

    @Test
    void twoFaultsOfOneNodeAreBothToEnd() {
        Run run = Run.led(3).pause(1, "n2", "n3").pause(2, "n3").narrows(1, ids("n2"));
        assertThat(run.history().isFrozen(2)).isTrue();
        assertThat(run.ends(2).history().isFrozen(2)).isFalse();
        assertThat(run.history().isFrozen(1)).isTrue();
    }

    /** A recording may come from anybody. */
    @Test
    void faultsAreToldApartHoweverGreatTheirNumbers() {
        long great = 1L << 52;
        Run run = Run.led(3).pause(great, "n2").pause(great + 1, "n3");
        assertThat(run.history().isFrozen(1)).isTrue();
        assertThat(run.history().isFrozen(2)).isTrue();
        assertThat(run.ends(great).history().isFrozen(1)).isFalse();
        assertThat(run.history().isFrozen(2)).isTrue();
    }

    @Test
    void theLogOfFaultsHasWhatWasTakenOutAsASpanOfItsOwn() {
        Run run = Run.led(3)
                .at(100)
                .pause(1, "n2", "n3")
                .at(200)
                .narrows(1, ids("n3"))
                .at(300)
                .ends(1);
        FaultLog log = new FaultLog();
        run.facts.forEach(log::hear);
        run.facts.forEach(log::hear);
        assertThat(log.spans().subList(0, 2))
                .extracting(FaultSpan::nodes, FaultSpan::fromNanos, FaultSpan::toNanos)
                .containsExactly(
                        tuple(ids("n3"), 100 * MILLI, 300 * MILLI), tuple(ids("n2"), 100 * MILLI, 200 * MILLI));
    }

    @Test
    void whatIsTakenOutOfAFaultThatIsOverChangesNothing() {
        Run run = Run.led(3).pause(1, "n2").ends(1).narrows(1, ids("n2"));
        assertThat(run.history().faults()).isEmpty();
        assertThat(run.history().isFrozen(1)).isFalse();
    }
}
