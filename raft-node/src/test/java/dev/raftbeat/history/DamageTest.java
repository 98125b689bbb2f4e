package dev.raftbeat.history;

import static dev.raftbeat.history.Run.id;
import static dev.raftbeat.history.Run.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.Link;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each effect does to the links and nodes that it is on. */
class DamageTest {
    private static Damage on(FaultEffect.Kind effect, Link... links) {
        return Run.led(3)
                .fault(1, effect, links.length == 0 ? ids("n2") : ids("n1", "n2"), links)
                .history()
                .damage();
    }

    @ParameterizedTest
    @CsvSource({
        "CUTS, CUT, true, false",
        "CUTS_SOON, DOUBTFUL, true, false",
        "CUTS_IN_TURN, DOUBTFUL, true, true",
        "MAY_LOSE, PARTIAL, false, true",
        "DELAYS, PARTIAL, false, true",
        "REORDERS, PARTIAL, false, true",
        "DUPLICATES, OPEN, false, false",
    })
    void aFaultOfALink(FaultEffect.Kind effect, Damage.Wire wire, boolean cut, boolean partial) {
        Damage damage = on(effect, new Link(id("n1"), id("n2")));
        assertThat(damage.wire(0, 1)).isEqualTo(wire);
        assertThat(damage.isCut(0, 1)).isEqualTo(cut);
        assertThat(damage.isPartial()).isEqualTo(partial);
        assertThat(damage.wire(1, 0)).as("the way back").isEqualTo(Damage.Wire.OPEN);
        assertThat(damage.isUnwell(0) || damage.isUnwell(1)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "FREEZES, true, false, false, OPEN",
        "SKEWS, false, true, true, OPEN",
        "STALLS_DISK, false, true, true, OPEN",
        "FAILS_DISK, false, true, false, OPEN",
        "THROTTLES, false, true, true, OPEN",
        "DELAYS, false, true, true, OPEN",
        "CUTS_SOON, false, false, false, DOUBTFUL",
        "ENDS, false, false, false, OPEN",
        "STOPS, false, false, false, OPEN",
        "ENDS_LATER, false, false, false, OPEN",
        "SHIFTS_CLOCK, false, false, false, OPEN",
    })
    void aFaultOfANode(
            FaultEffect.Kind effect, boolean frozen, boolean unwell, boolean partial, Damage.Wire everyLinkOfIt) {
        Damage damage = on(effect);
        assertThat(damage.isFrozen(1)).isEqualTo(frozen);
        assertThat(damage.isUnwell(1)).isEqualTo(unwell);
        assertThat(damage.isPartial()).isEqualTo(partial);
        assertThat(damage.wire(0, 1)).isEqualTo(everyLinkOfIt);
        assertThat(damage.wire(1, 2)).isEqualTo(everyLinkOfIt);
        assertThat(damage.wire(0, 2)).isEqualTo(Damage.Wire.OPEN);
        assertThat(damage.isFrozen(0) || damage.isUnwell(0)).isFalse();
    }

    @Test
    void theWorseOfTwoFaultsOfALinkCounts() {
        Link link = new Link(id("n1"), id("n2"));
        Run run = Run.led(3)
                .fault(1, FaultEffect.Kind.CUTS, ids("n1"), link)
                .fault(2, FaultEffect.Kind.DELAYS, ids("n1"), link);
        assertThat(run.history().damage().wire(0, 1)).isEqualTo(Damage.Wire.CUT);
        assertThat(run.ends(1).history().damage().wire(0, 1)).isEqualTo(Damage.Wire.PARTIAL);
    }
}
