package dev.raftbeat.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.LinkFact.BallotDoubted;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import dev.raftbeat.world.sentence.Sentence;
import dev.raftbeat.world.sentence.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An older copy of a ballot is put back while its node is down. */
class OldBallotTest {
    private static final long SECOND = 1_000_000_000L;
    private static final NodeId N2 = new NodeId("n2");

    private final List<StampedFact> facts = new ArrayList<>();
    private final SimCluster cluster =
            new SimCluster(SimOptions.of(new WorldSpec(3, Pace.LAN.settings().withEvidence(false), 4)), facts::add);

    private List<BallotDoubted> doubts(NodeId teller) {
        return facts.stream()
                .filter(fact -> fact.node().equals(teller) && fact.fact() instanceof BallotDoubted)
                .map(fact -> (BallotDoubted) fact.fact())
                .toList();
    }

    private long lost() {
        return facts.stream()
                .filter(fact -> fact.fact() instanceof MessageLost lost && lost.reason() == LossReason.OLD_BALLOT)
                .count();
    }

    /** A node goes on behind this copy. */
    private void putBack(NodeId node, int boot, Ballot copy) {
        cluster.kill(node);
        cluster.host(node)
                .goOn(new SimStart.NodeStart(
                        boot, 0, 0, false, copy, Optional.empty(), Optional.empty(), Optional.empty()));
        cluster.boot(node);
    }

    /** n2 has lived three times, and the others have heard of each life. */
    private void bringUp() {
        cluster.runFor(2 * SECOND);
        for (int life = 2; life <= 3; life++) {
            cluster.kill(N2);
            cluster.runFor(SECOND);
            cluster.boot(N2);
            cluster.runFor(SECOND);
        }
        assertThat(facts).noneMatch(fact -> fact.fact() instanceof BallotDoubted);
    }

    @Test
    void aLifeThatWasLivedAlreadyIsSaidOnBothSides() {
        bringUp();
        long term = cluster.state(N2).orElseThrow().term();
        putBack(N2, 2, new Ballot(Math.max(0, term - 1), Optional.empty()));
        cluster.runFor(2 * SECOND);
        NodeId leader = cluster.leader().orElseThrow();
        assertThat(doubts(leader)).singleElement().satisfies(doubt -> {
            assertThat(doubt.whose()).isEqualTo(N2);
            assertThat(doubt.life()).isEqualTo(3);
            assertThat(doubt.term()).isEqualTo(term);
        });
        assertThat(doubts(N2)).containsAll(doubts(leader));
        Sentences sentences = new Sentences();
        assertThat(facts.stream().flatMap(fact -> sentences.tell(fact).stream()).map(Sentence::text))
                .anyMatch(text ->
                        text.startsWith("n2 came back with a ballot older than " + leader + " remembers (life 3"))
                .anyMatch(text -> text.startsWith("n2 is told that its ballot is older than " + leader));
    }

    @Test
    void ofTwoThatGoBackAtOnceBothAreTold() {
        cluster.runFor(2 * SECOND);
        NodeId leader = cluster.leader().orElseThrow();
        List<NodeId> others = cluster.options().members().stream()
                .filter(node -> !node.equals(leader))
                .toList();
        for (NodeId node : others) {
            cluster.kill(node);
            cluster.runFor(SECOND);
            cluster.boot(node);
            cluster.runFor(SECOND);
        }
        others.forEach(node -> putBack(node, 1, Ballot.BLANK));
        cluster.runFor(2 * SECOND);
        assertThat(doubts(leader)).extracting(BallotDoubted::whose).containsExactlyInAnyOrderElementsOf(others);
    }

    @Test
    void itsVotesDoNotCountInTheTermThatItForgot() {
        bringUp();
        NodeId leader = cluster.leader().orElseThrow();
        NodeId third = cluster.options().members().stream()
                .filter(node -> !node.equals(leader) && !node.equals(N2))
                .findFirst()
                .orElseThrow();
        assertThat(leader).isNotEqualTo(N2);
        cluster.kill(third);
        putBack(N2, 2, Ballot.BLANK);
        cluster.kill(leader);
        cluster.boot(third);
        cluster.runFor(SECOND);
        assertThat(doubts(third))
                .as("a peer that has restarted remembers nothing")
                .isEmpty();
        assertThat(lost()).isZero();
    }

    @Test
    void whoRemembersTakesNoVoteOfIt() {
        bringUp();
        NodeId leader = cluster.leader().orElseThrow();
        assertThat(leader).isNotEqualTo(N2);
        long term = cluster.state(leader).orElseThrow().term();
        cluster.kill(leader);
        putBack(N2, 2, Ballot.BLANK);
        cluster.runFor(SECOND / 50);
        assertThat(TypedLines.apply(cluster::apply, "campaign n2").done()).isTrue();
        cluster.runFor(3 * SECOND);
        assertThat(lost()).as("what it asked in terms up to " + term).isPositive();
        assertThat(cluster.options().members())
                .filteredOn(node -> cluster.state(node)
                        .filter(state -> state.role() == Role.LEADER && state.term() > term)
                        .isPresent())
                .as("who leads a later term")
                .hasSize(1);
    }
}
