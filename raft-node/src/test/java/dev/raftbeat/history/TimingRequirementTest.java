package dev.raftbeat.history;

import static dev.raftbeat.history.Run.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.history.TimingRequirement.Misfit;
import dev.raftbeat.history.TimingRequirement.Network;
import dev.raftbeat.history.TimingRequirement.Severity;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.GarbageCollected;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.text.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which settings fit each other and the network, and what is said of those that do not. */
class TimingRequirementTest {
    private static final long MILLI = 1_000_000L;

    private static List<Misfit> misfits(long beat, long least, long most, long window, long trip) {
        Settings settings = Pace.LAN
                .settings()
                .withHeartbeat(beat * MILLI)
                .withElection(least * MILLI, most * MILLI)
                .withQuorumWindow(window * MILLI);
        return new TimingRequirement(
                        List.of(settings, settings, settings), new Network(OptionalLong.of(trip * MILLI), 0, 0))
                .misfits();
    }

    @ParameterizedTest
    @EnumSource(Pace.class)
    void eachPaceFits(Pace pace) {
        assertThat(TimingRequirement.of(pace.settings(), 5).misfits()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // heartbeat, election timeout, window, round trip
        "300, 150, 300, 0, 0, FAILS, a heartbeat of 300 ms is not below the election timeout of 150-300 ms",
        "150, 150, 300, 0, 0, FLAPS, a heartbeat of 150 ms is within the election timeout",
        "76, 150, 300, 0, 0, NEAR, a heartbeat of 76 ms is near the election timeout",
        "50, 150, 300, 30, 0, FAILS, a quorum window of 30 ms is not above the heartbeat of 50 ms",
        "50, 150, 300, 99, 0, NEAR, a quorum window of 99 ms is near the heartbeat",
        "50, 150, 300, 60, 70, FAILS, a quorum window of 60 ms is not above the round trip of 70 ms",
        "50, 150, 300, 900, 300, FAILS, a round trip of 300 ms is not below the election timeout",
        "50, 150, 300, 900, 150, FLAPS, a round trip of 150 ms is within the election timeout",
        "50, 150, 300, 0, 76, NEAR, a round trip of 76 ms is near the election timeout",
        "50, 150, 300, 0, 60, ODD, a round trip of 60 ms is above the heartbeat of 50 ms",
        "50, 300, 300, 0, 0, FLAPS, an election timeout of 300 ms varies too little",
        "50, 300, 305, 0, 20, FLAPS, an election timeout of 300-305 ms varies too little",
    })
    void whatDoesNotFitIsSaid(
            long beat, long least, long most, long window, long trip, Severity severity, String words) {
        Misfit worst = misfits(beat, least, most, window, trip).get(0);
        assertThat(worst.severity()).isEqualTo(severity);
        assertThat(worst.what()).startsWith(words);
    }

    @ParameterizedTest
    @CsvSource({"75, 150, 300, 0, 0", "50, 150, 300, 100, 0", "50, 150, 300, 110, 50", "50, 300, 305, 0, 8"})
    void nothingIsSaidAtTheEdge(long beat, long least, long most, long window, long trip) {
        assertThat(misfits(beat, least, most, window, trip))
                .allMatch(one -> one.severity() == Severity.ODD && trip > beat);
    }

    @Test
    void theRemedyIsSaidAsLinesThatCanBeTyped() {
        assertThat(misfits(400, 150, 300, 0, 0).get(0).text())
                .endsWith("; better: set heartbeat 50ms, or set election 1200ms..2400ms");
        assertThat(misfits(50, 150, 300, 30, 0).get(0).remedy()).isEqualTo("set window default");
        assertThat(misfits(50, 150, 300, 0, 400))
                .as("the window and the timeout")
                .hasSize(2);
        assertThat(misfits(50, 150, 300, 0, 400).get(0).remedy()).isEqualTo("set window 1250ms");
        assertThat(misfits(50, 1, 2, 0, 0).get(0).remedy()).isEqualTo("set election 150ms..300ms");
    }

    @Test
    void aTimeoutIsProposedInRoundNumbers() {
        assertThat(misfits(1_348, 150, 300, 0, 0).get(0).remedy()).contains("set election 4100ms..8200ms");
    }

    /** A remedy that is followed leaves nothing of its kind to say. */
    @ParameterizedTest
    @CsvSource({"50, 300, 300", "50, 600000, 600000", "400, 150, 300", "100, 150, 300", "1, 1, 2"})
    void aRemedyThatIsFollowedMends(long beat, long least, long most) {
        String remedy = misfits(beat, least, most, 0, 0).get(0).remedy();
        long[] range = Stream.of(remedy.substring(remedy.indexOf("set election ") + "set election ".length())
                        .split("\\.\\."))
                .mapToLong(time -> Amounts.nanos(time).orElseThrow().longValueExact() / MILLI)
                .toArray();
        assertThat(misfits(beat, range[0], range[1], 0, 0)).as(remedy).isEmpty();
    }

    @Test
    void aWindowIsNoMatterWithoutCheckQuorumNorAnythingInAClusterOfOne() {
        Settings narrow = Pace.LAN.settings().withQuorumWindow(10 * MILLI);
        assertThat(TimingRequirement.of(narrow, 3).misfits()).hasSize(1);
        assertThat(TimingRequirement.of(narrow.withCheckQuorum(false), 3).misfits())
                .isEmpty();
        assertThat(TimingRequirement.of(narrow, 1).misfits()).isEmpty();
    }

    @Test
    void theSlowestHeartbeatIsHeldAgainstTheQuickestTimeout() {
        Settings usual = Pace.LAN.settings();
        Settings slow = usual.withHeartbeat(400 * MILLI);
        assertThat(new TimingRequirement(List.of(usual, slow, usual), Network.UNKNOWN).misfits())
                .extracting(Misfit::severity)
                .containsExactly(Severity.FAILS);
    }

    @Test
    void lossAndPausesAreHeldAgainstTheTimeouts() {
        Settings usual = Pace.LAN.settings();
        List<Settings> all = List.of(usual, usual, usual);
        assertThat(new TimingRequirement(all, new Network(OptionalLong.empty(), 0.3, 0)).misfits())
                .extracting(Misfit::text)
                .containsExactly(
                        "at a loss of 30% 3 heartbeats in a row are lost about 32 times a minute, and a follower"
                                + " campaigns; better: set election 500ms..1s");
        assertThat(new TimingRequirement(all, new Network(OptionalLong.empty(), 0.05, 0)).misfits())
                .isEmpty();
        assertThat(new TimingRequirement(all, new Network(OptionalLong.empty(), 0, 150 * MILLI)).misfits())
                .extracting(Misfit::severity)
                .containsExactly(Severity.NEAR);
        for (long none : new long[] {149, 601}) {
            assertThat(new TimingRequirement(all, new Network(OptionalLong.empty(), 0, none * MILLI)).misfits())
                    .isEmpty();
        }
    }

    @Test
    void theNetworkIsMeasuredByWhatTheMessagesTell() {
        Run run = new Run(3);
        for (int i = 0; i < 10; i++) {
            message(run, i * 100, "n1", "n2", 20, i < 3);
            message(run, i * 100, "n2", "n1", 10, false);
            message(run, i * 100, "n1", "n3", 90, false);
            message(run, i * 100, "n3", "n1", 90, false);
        }
        run.at(1000).tells("n2", new GarbageCollected(0, 40 * MILLI, 1));
        NetworkMeter meter = new NetworkMeter();
        run.facts.forEach(meter::hear);
        Network network = meter.network(run.members);
        assertThat(network.roundTripNanos()).hasValue(30 * MILLI);
        assertThat(network.loss()).isEqualTo(0.3);
        assertThat(network.pauseNanos()).isEqualTo(40 * MILLI);
        List<Settings> all = List.of(Pace.LAN.settings(), Pace.LAN.settings(), Pace.LAN.settings());
        assertThat(new TimingRequirement(all, network).measured())
                .isEqualTo("timeout 150 ms; heartbeat 50 ms, RTT 30 ms, pause 40 ms, loss 30%");
        meter.hear(run.at(70_000)
                .tells("n1", new MessageSent(id("n2"), "AppendEntries", 1))
                .facts
                .get(run.facts.size() - 1));
        assertThat(meter.network(run.members)).isEqualTo(Network.UNKNOWN);
    }

    private static void message(Run run, long atMillis, String from, String to, long tookMillis, boolean lost) {
        run.at(atMillis).tells(from, new MessageSent(id(to), "AppendEntries", 1));
        FactId message = new ArrayList<>(run.facts).get(run.facts.size() - 1).id();
        run.at(atMillis + tookMillis);
        if (lost) {
            run.tells(
                    to,
                    new MessageLost(message, id(from), id(to), "AppendEntries", 1, LossReason.LOSS, Optional.empty()));
        } else {
            run.tells(to, new MessageDelivered(message, id(from), "AppendEntries", 1, 0));
        }
    }
}
