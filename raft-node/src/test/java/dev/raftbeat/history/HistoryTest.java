package dev.raftbeat.history;

import static dev.raftbeat.history.Run.id;
import static dev.raftbeat.history.Run.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.RoleFact.StepDownReason;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import dev.raftbeat.protocol.WorldFact.FactsLost;
import dev.raftbeat.protocol.WorldFact.ProcessBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the facts of a run mean, however late they come and however often. */
class HistoryTest {
    private static final long MILLI = 1_000_000L;
    private static final long E = 300 * MILLI;

    private static Optional<String> leader(History history) {
        return history.nameOf(history.leader()).map(NodeId::name);
    }

    private static Optional<String> oldLeader(History history) {
        return history.nameOf(history.oldLeader()).map(NodeId::name);
    }

    // Who leads.

    @Test
    void theLeaderIsWhomAQuorumFollows() {
        Run run = new Run(3);
        run.members.forEach(member -> run.boots(member.name(), 0));
        History history = run.at(200).leads("n1", 1).history();
        assertThat(leader(history)).isEmpty();
        history = run.at(201).follows("n2", "n1", 1).history();
        assertThat(leader(history)).contains("n1");
        assertThat(history.leaderTerm()).isEqualTo(1);
        assertThat(history.leaderSinceNanos()).isEqualTo(201 * MILLI);
        assertThat(history.leaderlessNanos(500 * MILLI)).isEqualTo(201 * MILLI);
    }

    @Test
    void whoStandsStillNeitherLeadsNorFollowsUntilItIsResumed() {
        Run run = Run.led(5).at(1_000).pause(1, "n2", "n3", "n4");
        assertThat(leader(run.history())).isEmpty();
        assertThat(leader(run.at(2_000).narrows(1, ids("n3", "n4")).history())).contains("n1");
        assertThat(leader(run.at(3_000).pause(2, "n1").history())).isEmpty();
        assertThat(Leadership.claimants(run.history())).isZero();
        assertThat(leader(run.at(4_000).ends(2).history())).contains("n1");
    }

    @Test
    void whoIsDeadNeitherLeadsNorFollows() {
        Run run = Run.led(3).at(1_000).tells("world", new ProcessEnded(id("n2"), "killed"));
        assertThat(leader(run.history())).contains("n1");
        assertThat(leader(
                        run.tells("world", new ProcessEnded(id("n3"), "killed")).history()))
                .isEmpty();
        run.at(1_200).tells("world", new ProcessBegan(id("n2"), 7));
        assertThat(leader(run.history())).as("n2 is starting").isEmpty();
        run.at(1_300).boots("n2", 1);
        assertThat(leader(run.history())).as("n2 has heard nobody yet").isEmpty();
        assertThat(leader(run.follows("n2", "n1", 1).history())).contains("n1");
    }

    /** A process on another host is started, tells its first facts, and only then the world hears that it was started. */
    @Test
    void aStartThatIsToldAfterTheNodeHasSpokenMakesItNoNewcomer() {
        Run run = Run.led(3).at(1_000);
        run.members.forEach(member -> run.tells("world", new ProcessBegan(member, 7)));
        assertThat(leader(run.history())).contains("n1");
        assertThat(run.history().isUp(0)).isTrue();
    }

    @Test
    void aTermThatMovesOnLeavesTheLeaderBehind() {
        Run run = Run.led(3).at(1_000).tells("n2", new BecameCandidate(2, false));
        assertThat(leader(run.history())).contains("n1");
        run.tells("n3", new TermAdvanced(1, 2, id("n2"), "RequestVote"));
        assertThat(leader(run.history())).isEmpty();
        run.tells("n1", new TermAdvanced(1, 2, id("n2"), "RequestVote"));
        run.tells("n1", new SteppedDown(1, StepDownReason.HIGHER_TERM));
        History history = run.history();
        assertThat(history.term(history.place(id("n1"))))
                .as("not back to the term it led")
                .isEqualTo(2);
        assertThat(history.role(history.place(id("n1")))).isEqualTo(Role.FOLLOWER);
    }

    @Test
    void theOldLeaderIsOneThatWasElectedBefore() {
        Run run = Run.led(3);
        assertThat(oldLeader(run.history())).isEmpty();
        run.at(1_000).tells("world", new ProcessEnded(id("n1"), "killed"));
        assertThat(oldLeader(run.history())).as("the last, while nobody leads").contains("n1");
        run.at(1_200).leads("n2", 2).follows("n3", "n2", 2);
        assertThat(oldLeader(run.history())).contains("n1");
        run.at(1_300).leads("n2", 3).follows("n3", "n2", 3);
        assertThat(oldLeader(run.history())).as("nobody is its own predecessor").contains("n1");
    }

    @Test
    void withoutKnownMembersNobodyLeads() {
        History history = new History();
        Run run = Run.led(3);
        run.facts.subList(3, run.facts.size()).forEach(history::hear);
        assertThat(leader(history)).isEmpty();
        history.hear(run.at(900).boots("n3", 1).facts.get(run.facts.size() - 1));
        assertThat(leader(history)).contains("n1");
        assertThat(history.members()).isEqualTo(run.members);
    }

    // How long.

    @Test
    void stableIsTheSameLeaderAndTermForFourE() {
        Run run = Run.led(3).at(1_000).tells("n3", new BecameCandidate(2, false));
        History history = run.history();
        assertThat(leader(history)).contains("n1");
        assertThat(history.settledNanos(1_000 * MILLI)).isEqualTo(OptionalLong.of(0));
        assertThat(history.isStable(1_000 * MILLI + 4 * E - 1)).isFalse();
        assertThat(history.isStable(1_000 * MILLI + 4 * E)).isTrue();
        assertThat(run.pause(1, "n1").history().settledNanos(9_000 * MILLI)).isEmpty();
    }

    @Test
    void calmIsEveryMemberFollowing() {
        Run run = Run.led(3);
        assertThat(run.history().calmNanos(50 * MILLI)).isEqualTo(OptionalLong.of(50 * MILLI));
        run.at(1_000).tells("n3", new BecameFollower(1, Optional.empty()));
        assertThat(run.history().calmNanos(2_000 * MILLI)).isEmpty();
        run.at(1_500).tells("n3", new HeartbeatHeard(id("n1"), 1));
        assertThat(run.history().calmNanos(2_000 * MILLI)).isEqualTo(OptionalLong.of(500 * MILLI));
        assertThat(run.history().leaderSinceNanos())
                .as("a quorum followed all along")
                .isZero();
    }

    // Late, and twice.

    @Test
    void factsOfAnEarlierLifeChangeNothing() {
        Run run = Run.led(3);
        StampedFact late =
                run.at(500).tells("n2", new BecameCandidate(9, false)).facts.get(run.facts.size() - 1);
        run.facts.remove(late);
        run.at(1_000).boots("n2", 1).follows("n2", "n1", 1);
        History history = run.history();
        assertThat(history.hear(late)).isFalse();
        assertThat(history.term()).isEqualTo(1);
        assertThat(history.role(history.place(id("n2")))).isEqualTo(Role.FOLLOWER);
    }

    @Test
    void whatIsHeardTwiceIsHeardOnce() {
        Run run = Run.led(5).at(1_000).pause(1, "n2", "n3").at(1_500).narrows(1, ids("n3"));
        run.at(2_000).ends(1).leads("n1", 2);
        List<StampedFact> twice = new ArrayList<>();
        run.facts.forEach(fact -> {
            twice.add(fact);
            twice.add(fact);
        });
        History history = new History(run.members);
        twice.forEach(history::hear);
        run.facts.forEach(fact -> assertThat(history.hear(fact)).isFalse());
        assertThat(history.faults()).isEmpty();
        assertThat(history.term()).isEqualTo(2);
        assertThat(leader(history)).isEqualTo(leader(run.history()));
    }

    @Test
    void lostFactsMoveNoPlace() {
        Run run = Run.led(3);
        History history = run.history();
        StampedFact before = run.facts.get(run.facts.size() - 1);
        StampedFact lost = new StampedFact(1, id("n3"), 1, 1, 1, Optional.empty(), new FactsLost(3));
        assertThat(history.hear(lost))
                .as("it stands where the first fact stood")
                .isTrue();
        assertThat(history.hear(before)).isFalse();
        assertThat(history.hear(run.tells("n3", new TermAdvanced(1, 2, id("n2"), "RequestVote"))
                        .facts
                        .get(run.facts.size() - 1)))
                .isTrue();
    }

    @Test
    void anyOrderOfNodesGivesTheSameEnd() {
        Run run = Run.led(5).at(1_000).pause(1, "n1", "n2");
        run.at(1_200).leads("n3", 2).follows("n4", "n3", 2).follows("n5", "n3", 2);
        run.at(1_400).narrows(1, ids("n1")).follows("n2", "n3", 2);
        run.at(1_500).tells("world", new ProcessEnded(id("n5"), "killed"));
        run.at(1_600).tells("world", new ProcessBegan(id("n5"), 5)).at(1_601).boots("n5", 2);
        run.at(1_700).follows("n5", "n3", 2);
        String whole = describe(run.history());
        assertThat(whole).contains("leader n3 of 2", "[n1]");
        for (long seed = 0; seed < 200; seed++) {
            History history = new History(run.members);
            mixed(run.facts, seed).forEach(history::hear);
            assertThat(describe(history)).as("seed " + seed).isEqualTo(whole);
        }
    }

    private static String describe(History history) {
        StringBuilder all = new StringBuilder();
        all.append("leader ").append(leader(history).orElse("-")).append(" of ").append(history.leaderTerm());
        all.append(", old ")
                .append(oldLeader(history).orElse("-"))
                .append(", term ")
                .append(history.term());
        history.faults().forEach(span -> all.append(", ").append(span.nodes()));
        for (NodeId member : history.members()) {
            int node = history.place(member);
            all.append("; ").append(member).append(' ').append(history.role(node));
            all.append(' ').append(history.term(node)).append(' ').append(history.acts(node));
            all.append(' ').append(history.nameOf(history.believed(node)));
        }
        return all.toString();
    }

    /** Another interleaving: the facts of each node, and of the world, in their order. */
    private static List<StampedFact> mixed(List<StampedFact> facts, long seed) {
        Random random = new Random(seed);
        Map<NodeId, Deque<StampedFact>> tellers = new TreeMap<>();
        facts.forEach(fact -> tellers.computeIfAbsent(fact.node(), ignored -> new ArrayDeque<>())
                .add(fact));
        List<StampedFact> mixed = new ArrayList<>();
        while (!tellers.isEmpty()) {
            List<NodeId> left = List.copyOf(tellers.keySet());
            NodeId next = left.get(random.nextInt(left.size()));
            mixed.add(tellers.get(next).poll());
            if (tellers.get(next).isEmpty()) {
                tellers.remove(next);
            }
        }
        return mixed;
    }

    // One moment.

    @Test
    void aLifeMayEndInTheMomentInWhichItBegins() {
        Run run = new Run(1).at(10).tells("world", new ProcessBegan(id("n1"), 1));
        StampedFact ended = new Run(1)
                .at(20)
                .tells("world", new ProcessEnded(id("n1"), "killed"))
                .facts
                .get(0);
        StampedFact end = new StampedFact(
                ended.tNanos(), ended.node(), ended.boot(), 2, ended.lamport(), ended.cause(), ended.fact());
        StampedFact boot = new Run(1).at(20).boots("n1", 3).facts.get(0);
        for (List<StampedFact> order : List.of(List.of(end, boot), List.of(boot, end))) {
            History history = run.history();
            order.forEach(history::hear);
            assertThat(history.isDead(0)).as(order.toString()).isTrue();
        }
    }

    @Test
    void aNodeThatIsKilledAndStartedInOneMomentIsUp() {
        Run run = Run.led(1).at(20);
        run.tells("world", new ProcessEnded(id("n1"), "killed"), new ProcessBegan(id("n1"), 2));
        History history = run.history();
        assertThat(history.isStarting(0)).isTrue();
        history.hear(run.boots("n1", 3).facts.get(run.facts.size() - 1));
        assertThat(history.isUp(0)).isTrue();
        assertThat(history.acts(0)).isTrue();
    }

    @Test
    void anEndThatIsToldAfterTheNextLifeBeganIsThatOfTheLifeBefore() {
        Run run = Run.led(1).at(500).boots("n1", 1).leads("n1", 2);
        run.at(400).tells("world", new ProcessEnded(id("n1"), "killed"));
        assertThat(leader(run.history())).contains("n1");
    }

    // Votes.

    @Test
    void aVoteIsOfItsTerm() {
        Run run = Run.led(3).tells("n2", new VoteGranted(id("n3"), 2));
        History history = run.history();
        int n2 = history.place(id("n2"));
        assertThat(history.nameOf(history.votedFor(n2))).contains(id("n3"));
        assertThat(history.believed(n2)).isEqualTo(Leadership.NOBODY);
        run.tells("n2", new TermAdvanced(2, 3, id("n3"), "AppendEntries"));
        assertThat(run.history().votedFor(n2)).isEqualTo(Leadership.NOBODY);
        run.tells("n2", new BallotSaved(3, Optional.of(id("n1")), 5));
        assertThat(run.history().votedFor(n2)).isEqualTo(0);
    }

    @Test
    void aCopyGoesItsOwnWay() {
        Run run = Run.led(3);
        History history = run.history();
        History copy = history.copy();
        run.at(1_000).pause(1, "n1").leads("n2", 2).follows("n3", "n2", 2);
        run.facts.forEach(history::hear);
        assertThat(leader(history)).contains("n2");
        assertThat(leader(copy)).contains("n1");
        assertThat(copy.faults()).isEmpty();
        run.facts.forEach(copy::hear);
        assertThat(describe(copy)).isEqualTo(describe(history));
    }
}
