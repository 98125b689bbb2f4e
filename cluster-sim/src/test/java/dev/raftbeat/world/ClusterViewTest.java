package dev.raftbeat.world;

import static dev.raftbeat.check.History.id;
import static dev.raftbeat.check.History.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.History;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.LinkFact.PeerSuspected;
import dev.raftbeat.protocol.LinkFact.PeerTrusted;
import dev.raftbeat.protocol.LinkFact.SuspicionReason;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import dev.raftbeat.protocol.WorldFact.FactsLost;
import dev.raftbeat.protocol.WorldFact.ProcessBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.world.LinkView.Connection;
import dev.raftbeat.world.NodeView.Life;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterViewTest {
    private static final long MILLI = 1_000_000L;
    private final History history = History.booted(3);

    private ClusterSnapshot picture() {
        ClusterView view = new ClusterView();
        history.facts().forEach(view::hear);
        return view.snapshot();
    }

    private NodeView see(String node) {
        return picture().node(id(node)).orElseThrow();
    }

    private void leads(String node, long term) {
        history.node(node).tells(new BecameCandidate(term, false), new BecameLeader(term, ids(node)));
    }

    private void follows(String node, String leader, long term) {
        history.node(node).tells(new BecameFollower(term, Optional.of(id(leader))));
    }

    @Test
    void nothingHeard() {
        assertThat(new ClusterView().snapshot()).isEqualTo(ClusterSnapshot.EMPTY);
        ClusterSnapshot expected = new ClusterView(ids("n1", "n2")).snapshot();
        assertThat(expected.members()).containsExactly(id("n1"), id("n2"));
        assertThat(expected.nodes().values())
                .allMatch(node -> node.life() == Life.UNKNOWN && node.role() == Role.UNKNOWN);
    }

    @Test
    void aNodeThatHasJustBooted() {
        history.at(5).node("n1").restarts().boots(7, "n2");
        NodeView node = see("n1");
        assertThat(node.life()).isEqualTo(Life.UP);
        assertThat(node.boot()).isEqualTo(2);
        assertThat(node.role()).isEqualTo(Role.FOLLOWER);
        assertThat(node.term()).isEqualTo(7);
        assertThat(node.votedFor()).contains(id("n2"));
        assertThat(node.ballot()).contains(new Ballot(7, Optional.of(id("n2"))));
        assertThat(node.settings()).contains(History.LAN);
        assertThat(node.silentNanos(9 * MILLI)).hasValue(4 * MILLI);
        assertThat(picture().term()).isEqualTo(7);
    }

    @Test
    void votesAreCountedAndGiven() {
        history.node("n1")
                .tells(
                        new BecameCandidate(3, false),
                        new VoteCounted(id("n1"), 3, false, Optional.empty(), 1, 2),
                        new VoteCounted(id("n3"), 3, false, Optional.of(new FactId(id("n3"), 1, 9)), 2, 2));
        history.node("n3").tells(new VoteGranted(id("n1"), 3));
        NodeView.VoteCount count = see("n1").count().orElseThrow();
        assertThat(count.voters()).containsExactly(id("n1"), id("n3"));
        assertThat(count.have()).isEqualTo(2);
        assertThat(count.need()).isEqualTo(2);
        assertThat(see("n1").votedFor()).contains(id("n1"));
        assertThat(see("n3").votedFor()).contains(id("n1"));
        history.node("n3").tells(new TermAdvanced(3, 4, id("n2"), "RequestVote"));
        assertThat(see("n3").votedFor()).isEmpty();
    }

    @Test
    void aTimerCountsDown() {
        history.at(100).node("n1").tells(new TimerArmed(ArmReason.HEARTBEAT, 200 * MILLI, 299 * MILLI));
        NodeView.Countdown countdown = see("n1").countdown().orElseThrow();
        assertThat(countdown.dueNanos()).isEqualTo(299 * MILLI);
        assertThat(countdown.leftNanos(199 * MILLI)).isEqualTo(100 * MILLI);
        assertThat(countdown.leftShare(199 * MILLI)).isEqualTo(0.5);
        assertThat(countdown.leftNanos(999 * MILLI)).isZero();
        history.node("n1").tells(new TimerFired(200 * MILLI, 0));
        assertThat(see("n1").countdown()).isEmpty();
    }

    @Test
    void aSkewedClocksDueTimeIsNotBelieved() {
        history.at(100).node("n1").tells(new TimerArmed(ArmReason.HEARTBEAT, 200 * MILLI, 99_999 * MILLI));
        assertThat(see("n1").countdown().orElseThrow().dueNanos()).isEqualTo(300 * MILLI);
    }

    @Test
    void aSaveInFlight() {
        history.at(10).node("n1").tells(new SaveBegan(4, Optional.empty()));
        history.at(12).node("n1").tells(new SaveBegan(5, Optional.empty()));
        NodeView.Saving saving = see("n1").saving().orElseThrow();
        assertThat(saving.ballot().term()).isEqualTo(4);
        assertThat(saving.sinceNanos()).isEqualTo(10 * MILLI);
        assertThat(saving.queued()).isEqualTo(2);
        history.node("n1").tells(new BallotSaved(4, Optional.empty(), MILLI));
        assertThat(see("n1").saving().orElseThrow().ballot().term()).isEqualTo(5);
        history.node("n1").tells(new BallotSaved(5, Optional.empty(), MILLI));
        assertThat(see("n1").saving()).isEmpty();
    }

    @Test
    void theLeaderIsWhomAQuorumFollows() {
        leads("n1", 4);
        assertThat(picture().leader()).isEmpty();
        assertThat(picture().claimants()).containsExactly(id("n1"));
        follows("n2", "n1", 3);
        assertThat(picture().leader()).describedAs("followed in another term").isEmpty();
        history.at(30).node("n2").tells(new HeartbeatHeard(id("n1"), 4));
        ClusterSnapshot picture = picture();
        assertThat(picture.leader()).contains(new Leading(id("n1"), 4));
        assertThat(picture.followersOfLeader()).containsExactly(id("n1"), id("n2"));
        assertThat(picture.node(id("n2")).orElseThrow().heartbeatNanos()).hasValue(30 * MILLI);
        assertThat(picture.leaderlessSinceNanos()).isEmpty();
        assertThat(picture.leaderlessNanos()).isEqualTo(30 * MILLI);
    }

    @Test
    void theOldLeaderIsTheOneBefore() {
        leads("n1", 1);
        follows("n2", "n1", 1);
        follows("n3", "n1", 1);
        assertThat(picture().oldLeader()).isEmpty();
        history.at(100).world().tells(new ProcessEnded(id("n1"), "killed"));
        assertThat(picture().leader()).isEmpty();
        assertThat(picture().oldLeader()).contains(id("n1"));
        assertThat(picture().leaderlessNanos(150 * MILLI)).isEqualTo(50 * MILLI);
        leads("n2", 2);
        follows("n3", "n2", 2);
        assertThat(picture().leader()).contains(new Leading(id("n2"), 2));
        assertThat(picture().oldLeader()).contains(id("n1"));
        leads("n2", 3);
        assertThat(picture().oldLeader()).describedAs("until n3 follows again").contains(id("n2"));
        follows("n3", "n2", 3);
        assertThat(picture().oldLeader()).contains(id("n1"));
    }

    @Test
    void twoClaimantsOneLeader() {
        leads("n1", 1);
        leads("n2", 2);
        follows("n3", "n2", 2);
        assertThat(picture().claimants()).containsExactly(id("n1"), id("n2"));
        assertThat(picture().leader()).contains(new Leading(id("n2"), 2));
    }

    @Test
    void aPausedLeaderLeadsNobody() {
        leads("n1", 1);
        follows("n2", "n1", 1);
        long pause = history.at(50).fault("pause n1", ids("n1"));
        assertThat(see("n1").life()).isEqualTo(Life.PAUSED);
        assertThat(picture().leader()).isEmpty();
        assertThat(picture().claimants()).isEmpty();
        history.at(60).ends(pause);
        assertThat(see("n1").life()).isEqualTo(Life.UP);
        assertThat(picture().leader()).contains(new Leading(id("n1"), 1));
    }

    @Test
    void aDeadNodesLastWordsDoNotReviveIt() {
        history.at(100).world().tells(new ProcessEnded(id("n1"), "exit 4"));
        history.at(99).node("n1").tells(new HeartbeatHeard(id("n2"), 1));
        NodeView node = see("n1");
        assertThat(node.life()).isEqualTo(Life.DEAD);
        assertThat(node.ended()).contains("exit 4");
        assertThat(node.believedLeader()).isEmpty();
        assertThat(node.claimsToLead()).isFalse();
    }

    @Test
    void anEndToldAfterTheNextBootIsOld() {
        history.at(200).node("n1").restarts().boots(1, null);
        history.at(100).world().tells(new ProcessEnded(id("n1"), "killed"));
        assertThat(see("n1").life()).isEqualTo(Life.UP);
    }

    @Test
    void aProcessThatBeganAgainDoesNotLeadAsItDid() {
        leads("n1", 1);
        follows("n2", "n1", 1);
        history.at(100).world().tells(new ProcessEnded(id("n1"), "killed"), new ProcessBegan(id("n1"), 7));
        assertThat(see("n1").life()).isEqualTo(Life.UP);
        assertThat(picture().claimants()).isEmpty();
        assertThat(picture().leader()).isEmpty();
    }

    @Test
    void factsOfAnEarlierLifeAndFactsHeardBeforeChangeNothing() {
        leads("n1", 1);
        StampedFact old = history.facts().get(history.facts().size() - 1);
        history.node("n1").restarts().boots(2, null);
        ClusterView view = new ClusterView();
        history.facts().forEach(view::hear);
        ClusterSnapshot before = view.snapshot();
        view.hear(old);
        assertThat(view.snapshot()).isEqualTo(before);
        view.hear(history.facts().get(history.facts().size() - 1));
        assertThat(view.snapshot()).isEqualTo(before);
        assertThat(before.node(id("n1")).orElseThrow().term()).isEqualTo(2);
    }

    @Test
    void bothEndsTellOfALink() {
        StampedFact sent = history.at(10).node("n1").sends("n2", "AppendEntries", 1);
        history.at(11).node("n2").receives(sent);
        history.at(12).node("n1").tells(lost(sent, LossReason.QUEUE_FULL));
        history.at(13).node("n2").tells(lost(sent, LossReason.CUT));
        history.node("n1").tells(new LinkDown(id("n2"), "reset"));
        history.node("n1").tells(new PeerSuspected(id("n2"), SuspicionReason.CONNECTION_LOST));
        LinkView link = picture().link(id("n1"), id("n2")).orElseThrow();
        assertThat(link.delivered()).isEqualTo(1);
        assertThat(link.lost()).isEqualTo(2);
        assertThat(link.recentLosses())
                .extracting(LinkView.Loss::reason)
                .containsExactly(LossReason.QUEUE_FULL, LossReason.CUT);
        assertThat(link.lossesWithin(1, 13 * MILLI)).isEqualTo(1);
        assertThat(link.losing()).isTrue();
        assertThat(link.connection()).isEqualTo(Connection.DOWN);
        assertThat(link.downReason()).contains("reset");
        assertThat(link.suspected()).isTrue();
        assertThat(picture().link(id("n2"), id("n1"))).isEmpty();
        history.node("n1").tells(new LinkUp(id("n2")));
        history.node("n1").tells(new PeerTrusted(id("n2")));
        assertThat(picture().link(id("n1"), id("n2")).orElseThrow().connection())
                .isEqualTo(Connection.UP);
        assertThat(picture().link(id("n1"), id("n2")).orElseThrow().suspected()).isFalse();
    }

    private static MessageLost lost(StampedFact sent, LossReason reason) {
        return new MessageLost(sent.id(), id("n1"), id("n2"), "AppendEntries", 1, reason, Optional.empty());
    }

    @Test
    void faultsAreActiveUntilTheyEnd() {
        long cut = history.fault("cut n1 -> n2", ids("n1", "n2"), "n1 -> n2");
        history.action("campaign n2", ids("n2"));
        ClusterSnapshot picture = picture();
        assertThat(picture.faults()).extracting(fault -> fault.told().word()).containsExactly("cut");
        assertThat(picture.faultsOn(picture.faults().get(0).links().get(0))).hasSize(1);
        assertThat(picture.faultsOn(id("n3"))).isEmpty();
        history.ends(cut);
        assertThat(picture().faults()).isEmpty();
    }

    @Test
    void lostFactsAreCountedWhereverTheyStand() {
        FactsLost lost = new FactsLost(3);
        StampedFact early = new StampedFact(0, id("n1"), 1, 1, 1, Optional.empty(), lost);
        ClusterView view = new ClusterView();
        history.facts().forEach(view::hear);
        view.hear(early);
        assertThat(view.snapshot().node(id("n1")).orElseThrow().factsLost()).isEqualTo(3);
    }

    @Test
    void interleavingDoesNotMatterToTheStateInTheEnd() {
        leads("n1", 1);
        follows("n2", "n1", 1);
        follows("n3", "n1", 1);
        history.at(50).world().tells(new ProcessEnded(id("n1"), "killed"));
        history.at(100);
        leads("n2", 2);
        follows("n3", "n2", 2);
        history.at(120).node("n1").restarts().boots(1, null);
        history.at(130);
        follows("n1", "n2", 2);
        ClusterSnapshot written = picture();
        for (int seed = 0; seed < 50; seed++) {
            ClusterView mixed = new ClusterView();
            history.shuffled(seed).forEach(mixed::hear);
            assertThat(mixed.snapshot().nodes()).describedAs("seed %d", seed).isEqualTo(written.nodes());
            assertThat(mixed.snapshot().leader()).isEqualTo(written.leader());
        }
    }
}
