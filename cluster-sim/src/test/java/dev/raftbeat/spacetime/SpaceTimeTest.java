package dev.raftbeat.spacetime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.VoteFact.DenialReason;
import dev.raftbeat.protocol.VoteFact.VoteDenied;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import dev.raftbeat.scenario.Engine;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.spacetime.Arrow.Purpose;
import dev.raftbeat.why.Why;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Lanes, arrows and marks say what the facts say. */
class SpaceTimeTest {
    private static final long MS = 1_000_000L;
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");

    private final List<StampedFact> facts = new ArrayList<>();
    private final Map<NodeId, Long> places = new TreeMap<>();

    private FactId tell(long millis, NodeId node, Fact fact) {
        return tell(millis, node, Optional.empty(), fact);
    }

    private FactId tell(long millis, NodeId node, Optional<FactId> cause, Fact fact) {
        long seq = places.merge(node, 1L, Long::sum);
        StampedFact stamped = new StampedFact(millis * MS, node, 1, seq, seq, cause, fact);
        facts.add(stamped);
        return stamped.id();
    }

    private void boot() {
        for (NodeId node : List.of(N1, N2, N3)) {
            tell(
                    0,
                    node,
                    new Booted(0, Optional.empty(), List.of(N1, N2, N3), Pace.LAN.settings(), 0, Optional.empty()));
        }
    }

    private SpaceTime around(Class<? extends Fact> kind) {
        StampedFact about = facts.stream()
                .filter(fact -> kind.isInstance(fact.fact()))
                .reduce((first, second) -> second)
                .orElseThrow();
        return SpaceTime.around(facts, about);
    }

    /** The second overtakes the first, so that whoever matches by time takes one for the other. */
    @Test
    void anArrowEndsWhereItsOwnMessageEnded() {
        boot();
        tell(100, N1, new BecameCandidate(1, false));
        FactId slow = tell(100, N1, new MessageSent(N2, "RequestVote", 1));
        FactId fast = tell(101, N1, new MessageSent(N2, "RequestVote", 1));
        tell(103, N2, new MessageDelivered(fast, N1, "RequestVote", 1, 0));
        tell(150, N2, new MessageDelivered(slow, N1, "RequestVote", 1, 0));
        tell(160, N1, new BecameLeader(1, List.of(N1, N2)));

        SpaceTime picture = around(BecameCandidate.class);

        assertThat(picture.arrows())
                .extracting(Arrow::id, Arrow::lastNanos)
                .containsExactly(tuple(slow, 150 * MS), tuple(fast, 103 * MS));
    }

    @Test
    void aLostMessageEndsWhereItWasLost() {
        boot();
        tell(100, N1, new BecameCandidate(1, false));
        FactId cut = tell(100, N1, new MessageSent(N2, "RequestVote", 1));
        FactId away = tell(100, N1, new MessageSent(N3, "RequestVote", 1));
        tell(100, N1, new MessageLost(away, N1, N3, "RequestVote", 1, LossReason.NOT_CONNECTED, Optional.empty()));
        tell(102, N2, new MessageLost(cut, N1, N2, "RequestVote", 1, LossReason.CUT, Optional.empty()));
        FactId untold = tell(110, N1, new MessageSent(N2, "RequestVote", 1));

        Map<FactId, Arrow> arrows =
                around(BecameCandidate.class).arrows().stream().collect(Collectors.toMap(Arrow::id, one -> one));

        assertThat(arrows.get(cut).arrived()).isFalse();
        assertThat(arrows.get(cut).lostAtSender()).isFalse();
        assertThat(arrows.get(cut).fate()).isEqualTo("lost: the link is cut");
        assertThat(arrows.get(cut).flightNanos()).isEqualTo(2 * MS);
        assertThat(arrows.get(away).lostAtSender()).isTrue();
        assertThat(arrows.get(untold).arrived()).isFalse();
        assertThat(arrows.get(untold).fate()).contains("its end was not told");
    }

    /** What an answer says is told by the fact that it follows from. */
    @Test
    void anAnswerSaysWhetherItIsAVote() {
        boot();
        tell(100, N1, new BecameCandidate(1, false));
        FactId yes = tell(101, N2, new VoteGranted(N1, 1));
        FactId no = tell(101, N3, new VoteDenied(N1, 1, DenialReason.ALREADY_VOTED));
        tell(101, N2, Optional.of(yes), new MessageSent(N1, "RequestVoteReply", 1));
        tell(101, N3, Optional.of(no), new MessageSent(N1, "RequestVoteReply", 1));
        tell(102, N2, new MessageSent(N1, "RequestVoteReply", 1));

        assertThat(around(BecameCandidate.class).arrows())
                .extracting(Arrow::purpose)
                .containsExactly(Purpose.VOTE_GRANTED, Purpose.VOTE_DENIED, Purpose.REPLY);
    }

    private void play(String... lines) {
        WorldSpec timersOnly = new WorldSpec(5, Pace.LAN.settings().withEvidence(false), 3);
        try (Engine engine = Engine.of(new SimWorld(SimOptions.of(timersOnly)), facts::add)) {
            engine.runFor(2_000 * MS);
            for (String line : lines) {
                assertThat(TypedLines.apply(engine::apply, line).done()).isTrue();
                engine.runFor(2_000 * MS);
            }
        }
    }

    private SpaceTime lastElection() {
        Why why = new Why(facts);
        return SpaceTime.around(why.facts(), why.campaigns().get(why.campaigns().size() - 1));
    }

    @Test
    void anElectionAfterAKillIsShownFromTheLastHeartbeatsToTheFirst() {
        play("kill leader");
        SpaceTime picture = lastElection();

        assertThat(picture.lanes()).hasSize(5);
        assertThat(picture.faults()).hasSize(1);
        NodeId dead = picture.faults().get(0).nodes().get(0);
        assertThat(picture.lanes().get(picture.place(dead)).stretches())
                .extracting(one -> one.state().look())
                .startsWith("leader")
                .endsWith("down");
        assertThat(picture.marks())
                .extracting(LaneMark::kind)
                .containsSubsequence(
                        LaneMark.Kind.ENDED,
                        LaneMark.Kind.TIMER,
                        LaneMark.Kind.PRE_CANDIDATE,
                        LaneMark.Kind.CANDIDATE,
                        LaneMark.Kind.LEADER);
        LaneMark timer = picture.marks().stream()
                .filter(mark -> mark.kind() == LaneMark.Kind.TIMER)
                .findFirst()
                .orElseThrow();
        assertThat(timer.tNanos() - timer.sinceNanos())
                .isBetween(
                        Pace.LAN.settings().electionNanosMin(),
                        Pace.LAN.settings().electionNanosMax());
        assertThat(picture.arrows())
                .extracting(Arrow::purpose)
                .contains(
                        Purpose.HEARTBEAT,
                        Purpose.ACKNOWLEDGEMENT,
                        Purpose.PREVOTE_REQUEST,
                        Purpose.PREVOTE_GRANTED,
                        Purpose.VOTE_REQUEST,
                        Purpose.VOTE_GRANTED);
        assertThat(picture.arrows().get(0).from()).isEqualTo(dead);
        assertThat(picture.arrows()).allSatisfy(arrow -> {
            assertThat(arrow.sentNanos()).isLessThanOrEqualTo(picture.toNanos());
            assertThat(arrow.lastNanos()).isGreaterThanOrEqualTo(picture.fromNanos());
        });
        assertThat(picture.leftOut()).isZero();
    }

    @Test
    void whoeverStandsStillIsShaded() {
        play("pause leader", "resume all");
        SpaceTime picture = lastElection();
        NodeId frozen = picture.faults().get(0).nodes().get(0);

        assertThat(picture.lanes().get(picture.place(frozen)).stretches())
                .extracting(one -> one.state().look())
                .containsExactly("leader", "paused");
        assertThat(Row.of(picture).stream().filter(row -> row.arrows().stream().anyMatch(row::isBehind)))
                .as("messages that the frozen node reads only later")
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.words()).contains("to " + frozen));
    }

    /** Each message has one place, and rows come in the order of time. */
    @Test
    void rowsHoldEveryMessageOnceAndVotesInTheOrderOfTheirArrival() {
        play("kill leader");
        SpaceTime picture = lastElection();
        List<Row> rows = Row.of(picture);

        List<Arrow> inRows = rows.stream().flatMap(row -> row.arrows().stream()).toList();
        assertThat(inRows).containsExactlyInAnyOrderElementsOf(picture.arrows());
        assertThat(rows).isSortedAccordingTo(Comparator.comparingLong(Row::tNanos));
        List<Arrow> votes = inRows.stream()
                .filter(arrow -> arrow.purpose() == Purpose.VOTE_GRANTED)
                .toList();
        assertThat(votes).isSortedAccordingTo(Comparator.comparingLong(Arrow::lastNanos));
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.arrows().stream()
                                .map(arrow -> tuple(arrow.purpose(), arrow.term(), arrow.loss()))
                                .distinct())
                        .hasSizeLessThanOrEqualTo(1));
    }

    @Test
    void tooManyMessagesLeaveOutTheOldestHeartbeatsFirst() {
        boot();
        for (int i = 0; i < 400; i++) {
            tell(50, N1, new MessageSent(N2, "AppendEntries", 1));
        }
        FactId vote = tell(50, N1, new MessageSent(N2, "RequestVote", 2));
        tell(60, N1, new BecameCandidate(2, false));

        SpaceTime picture = around(BecameCandidate.class);

        assertThat(picture.arrows()).hasSize(SpaceTime.ARROWS_MAX);
        assertThat(picture.arrows()).extracting(Arrow::id).contains(vote);
        assertThat(picture.leftOut()).isEqualTo(401 - SpaceTime.ARROWS_MAX);
    }

    @Test
    void aFactThatIsNoElectionIsShownWithWhatWasAroundIt() {
        boot();
        FactId early = tell(10, N1, new MessageSent(N2, "AppendEntries", 1));
        tell(1_000, N1, new MessageSent(N2, "AppendEntries", 1));
        tell(1_001, N2, new VoteGranted(N1, 1));
        tell(1_010, N1, new MessageDelivered(early, N1, "AppendEntries", 1, 0));

        SpaceTime picture = around(VoteGranted.class);

        assertThat(picture.fromNanos())
                .isEqualTo(1_001 * MS - Pace.LAN.settings().electionNanosMax());
        assertThat(picture.arrows()).hasSize(2);
    }
}
