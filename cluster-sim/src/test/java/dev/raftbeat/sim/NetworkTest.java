package dev.raftbeat.sim;

import static dev.raftbeat.sim.Lab.MILLI;
import static dev.raftbeat.sim.Lab.SECOND;
import static dev.raftbeat.sim.Lab.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.LinkFact.PeerSuspected;
import dev.raftbeat.protocol.LinkFact.SuspicionReason;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.StampedFact;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What the simulated network does with messages and connections. */
class NetworkTest {
    @Test
    void withoutFaultsEveryMessageArrivesInOrderAndInTime() {
        Lab lab = new Lab(5, 1);
        lab.run(5 * SECOND);
        new Ledger(lab.facts).assertBalanced(lab.cluster.now());
        assertThat(lab.told(MessageLost.class)).isEmpty();
        TreeMap<Link, Long> newest = new TreeMap<>();
        TreeMap<String, Long> sentAt = new TreeMap<>();
        for (StampedFact fact : lab.facts) {
            if (fact.fact() instanceof MessageSent) {
                sentAt.put(fact.id().toString(), fact.tNanos());
            } else if (fact.fact() instanceof MessageDelivered delivered) {
                Link link = new Link(delivered.from(), fact.node());
                Long before = newest.put(link, delivered.id().seq());
                assertThat(before == null || before < delivered.id().seq())
                        .as("order on " + link)
                        .isTrue();
                long took = fact.tNanos() - sentAt.get(delivered.id().toString());
                assertThat(took).isBetween(200_000L, MILLI);
            }
        }
        assertThat(newest).hasSize(8).isNotEmpty();
    }

    @Test
    void messagesOfOneConnectionNeverOvertakeEachOtherHoweverTheirLatenciesAreDrawn() {
        Lab lab = new Lab(Lab.options(3, 21, Pace.LAN.settings()).withLatency(Delays.uniform(0, 140 * MILLI)));
        lab.run(30 * SECOND);
        TreeMap<Link, Long> newest = new TreeMap<>();
        for (StampedFact fact : lab.facts) {
            if (fact.fact() instanceof MessageDelivered delivered) {
                Link link = new Link(delivered.from(), fact.node());
                Long before = newest.put(link, delivered.id().seq());
                assertThat(before == null || before < delivered.id().seq())
                        .as("order on " + link)
                        .isTrue();
            }
        }
        lab.assertSafe();
    }

    @Test
    void whatIsHeldBackWhenItsLinkFlapsDiesInTheCutThatItSpans() {
        Lab lab = new Lab(3, 22);
        NodeId leader = lab.elect();
        NodeId deaf = leader.equals(node(1)) ? node(2) : node(1);
        lab.turnPage();
        // Cut for 40 ms, open for 40 ms: whatever is held back for 60 ms spans a cut.
        lab.apply("slow " + leader + " -> " + deaf + " 60ms; flap " + leader + " -> " + deaf + " every 40ms");
        lab.run(3 * SECOND);
        assertThat(lab.told(MessageLost.class))
                .extracting(fact -> ((MessageLost) fact.fact()).reason())
                .contains(LossReason.CUT, LossReason.CUT_WHILE_DELAYED);
        assertThat(lab.count(
                        MessageDelivered.class,
                        deaf,
                        delivered -> delivered.from().equals(leader)))
                .isZero();
        lab.run(SECOND);
        new Ledger(lab.facts).assertBalanced(lab.cluster.now());
    }

    @Test
    void eachLinkHasItsOwnLatency() {
        Function<Link, Delays> far =
                link -> link.from().equals(node(1)) ? Delays.fixed(30 * MILLI) : Delays.fixed(MILLI);
        Lab lab = new Lab(Lab.options(3, 2, Pace.LAN.settings()).withLatencyByLink(far));
        lab.apply("campaign n1");
        lab.run(SECOND);
        List<Long> took = new ArrayList<>();
        TreeMap<String, StampedFact> sent = new TreeMap<>();
        for (StampedFact fact : lab.facts) {
            if (fact.fact() instanceof MessageSent) {
                sent.put(fact.id().toString(), fact);
            } else if (fact.fact() instanceof MessageDelivered delivered
                    && delivered.from().equals(node(1))) {
                took.add(fact.tNanos() - sent.get(delivered.id().toString()).tNanos());
            }
        }
        assertThat(took).isNotEmpty().containsOnly(30 * MILLI);
    }

    @Test
    void theDrawsOfOneLinkDoNotDependOnWhatOthersCarry() {
        List<Long> alone = latenciesOf(new Link(node(2), node(3)), "");
        List<Long> beside = latenciesOf(new Link(node(2), node(3)), "lose 50% n2 -> n1; slow n1 -> n2 7ms");
        int same = Math.min(alone.size(), beside.size());
        assertThat(same).isGreaterThan(20);
        assertThat(beside.subList(0, same)).isEqualTo(alone.subList(0, same));
    }

    private static List<Long> latenciesOf(Link link, String faults) {
        Lab lab = new Lab(3, 77);
        lab.run(20 * MILLI);
        lab.apply("align timers");
        if (!faults.isEmpty()) {
            lab.apply(faults);
        }
        lab.apply("campaign n2");
        lab.run(2 * SECOND);
        TreeMap<String, Long> sentAt = new TreeMap<>();
        List<Long> took = new ArrayList<>();
        for (StampedFact fact : lab.facts) {
            if (fact.fact() instanceof MessageSent) {
                sentAt.put(fact.id().toString(), fact.tNanos());
            } else if (fact.fact() instanceof MessageDelivered delivered
                    && delivered.from().equals(link.from())
                    && fact.node().equals(link.to())) {
                took.add(fact.tNanos() - sentAt.get(delivered.id().toString()));
            }
        }
        return took;
    }

    @Test
    void aKilledPeerIsNoticedByTheEndOfItsConnectionsAndConnectedToWhenItIsBack() {
        Lab lab = new Lab(5, 3);
        NodeId leader = lab.elect();
        lab.turnPage();
        long killedAt = lab.cluster.now();
        lab.apply("kill leader");
        lab.run(10 * MILLI);
        assertThat(lab.told(LinkDown.class)).hasSize(4);
        assertThat(lab.told(LinkDown.class)).allSatisfy(fact -> {
            assertThat(fact.tNanos() - killedAt).isBetween(0L, 2 * MILLI);
            assertThat(((LinkDown) fact.fact()).peer()).isEqualTo(leader);
        });
        assertThat(lab.told(PeerSuspected.class))
                .hasSize(4)
                .allSatisfy(fact ->
                        assertThat(((PeerSuspected) fact.fact()).reason()).isEqualTo(SuspicionReason.CONNECTION_LOST));
        StampedFact suspicion = lab.told(PeerSuspected.class).get(0);
        StampedFact down = lab.told(LinkDown.class).get(0);
        assertThat(suspicion.cause()).contains(down.id());

        lab.turnPage();
        lab.apply("restart dead");
        lab.run(100 * MILLI);
        assertThat(lab.told(LinkUp.class, leader)).hasSize(4);
        assertThat(lab.told(LinkUp.class)).hasSize(8);
    }

    @Test
    void whatIsSentToADeadNodeIsLostByItsEndAndThenForWantOfAConnection() {
        Lab lab = new Lab(Lab.options(3, 4, Pace.LAN.settings()).withLatency(Delays.fixed(10 * MILLI)));
        lab.elect();
        lab.turnPage();
        lab.cluster.runUntil(() -> !lab.told(MessageSent.class).isEmpty(), SECOND);
        lab.apply("kill follower");
        lab.run(500 * MILLI);
        List<LossReason> reasons = lab.told(MessageLost.class).stream()
                .map(fact -> ((MessageLost) fact.fact()).reason())
                .toList();
        assertThat(reasons.get(0)).isEqualTo(LossReason.RECEIVER_DOWN);
        assertThat(lab.told(MessageLost.class).get(0).node()).isEqualTo(NodeId.WORLD);
        assertThat(reasons).contains(LossReason.NOT_CONNECTED);
    }

    @Test
    void aFrozenPeerIsSilentAndItsConnectionGivenUpWithoutAnySuspicionOfDeath() {
        Lab lab = new Lab(3, 5);
        NodeId leader = lab.elect();
        lab.apply("pause follower");
        NodeId frozen = lab.cluster.picture().paused().iterator().next();
        lab.turnPage();
        lab.run(1_900 * MILLI);
        assertThat(lab.told(LinkDown.class)).isEmpty();
        lab.run(900 * MILLI);
        assertThat(lab.told(LinkDown.class))
                .hasSize(2)
                .allSatisfy(
                        fact -> assertThat(((LinkDown) fact.fact()).reason()).startsWith("silent for "));
        assertThat(lab.told(PeerSuspected.class, leader))
                .extracting(PeerSuspected::reason)
                .containsExactly(SuspicionReason.HEARTBEATS_UNANSWERED);
        assertThat(lab.told(PeerSuspected.class)).hasSize(1);
        lab.run(5 * SECOND);
        lab.turnPage();
        lab.apply("resume paused");
        lab.run(SECOND);
        assertThat(lab.told(LinkDown.class, frozen))
                .extracting(LinkDown::reason)
                .containsOnly("the peer ended it for reasons of its own");
        assertThat(lab.told(LinkUp.class)).hasSize(4);
        assertThat(lab.cluster.leader()).contains(leader);
        new Ledger(lab.facts).assertBalanced(lab.cluster.now());
    }

    @Test
    void aResetLosesWhatIsUnderWayIsSeenByBothEndsAndMended() {
        Lab lab = new Lab(Lab.options(3, 6, Pace.LAN.settings()).withLatency(Delays.fixed(10 * MILLI)));
        NodeId leader = lab.elect();
        lab.turnPage();
        lab.cluster.runUntil(() -> lab.told(MessageSent.class).size() >= 2, SECOND);
        lab.apply("reset leader -> follower");
        NodeId follower = lab.told(PeerSuspected.class).stream()
                .map(StampedFact::node)
                .filter(node -> !node.equals(leader))
                .findFirst()
                .orElseThrow();
        assertThat(lab.told(LinkDown.class)).hasSize(1);
        assertThat(lab.told(LinkDown.class, leader)).extracting(LinkDown::peer).containsExactly(follower);
        assertThat(lab.told(MessageLost.class))
                .hasSize(1)
                .allSatisfy(fact ->
                        assertThat(((MessageLost) fact.fact()).reason()).isEqualTo(LossReason.CONNECTION_CLOSED));
        lab.run(SECOND);
        assertThat(lab.told(LinkUp.class)).hasSize(1);
        assertThat(lab.cluster.leader()).contains(leader);
        new Ledger(lab.facts).assertBalanced(lab.cluster.now());
    }

    @Test
    void whatGoesIntoABlackHoleIsLostWhenTheConnectionIsGivenUp() {
        Lab lab = new Lab(3, 7);
        NodeId leader = lab.elect();
        lab.turnPage();
        lab.apply("blackhole leader -> follower");
        lab.run(1_950 * MILLI);
        assertThat(lab.told(LinkDown.class)).isEmpty();
        assertThat(lab.told(MessageLost.class)).isEmpty();
        lab.run(900 * MILLI);
        assertThat(lab.told(LinkDown.class, leader)).hasSize(1);
        assertThat(lab.told(MessageLost.class)).isNotEmpty();
        lab.apply("heal");
        lab.run(2 * SECOND);
        assertThat(lab.told(LinkUp.class, leader)).hasSize(1);
        new Ledger(lab.facts).assertBalanced(lab.cluster.now());
    }

    @Test
    void whatTheRulesOfLinksDoIsWhatTheySay() {
        Lab lab = new Lab(5, 8);
        lab.elect();
        lab.turnPage();
        lab.apply("lose 30% all -> all; duplicate 20% all -> all; reorder 20% all -> all; slow all -> all 5ms +-5ms");
        lab.run(20 * SECOND);
        lab.apply("cut leader -> others");
        lab.run(2 * SECOND);
        lab.apply("heal");
        lab.run(2 * SECOND);
        Ledger ledger = new Ledger(lab.facts);
        ledger.assertBalanced(lab.cluster.now());
        assertThat(ledger.lost()).isGreaterThan(500);
        assertThat(ledger.copies()).isGreaterThan(200);
        assertThat(lab.told(MessageLost.class))
                .allSatisfy(
                        fact -> assertThat(((MessageLost) fact.fact()).fault()).isPresent());
        lab.assertSafe();
    }

    @Test
    void oneMessageCanBeDroppedHeldBackAndDoubledByHand() {
        Lab lab = new Lab(Lab.options(3, 9, Pace.LAN.settings()).withLatency(Delays.fixed(5 * MILLI)));
        lab.elect();
        lab.turnPage();
        lab.cluster.runUntil(() -> lab.cluster.inFlight().size() == 2, SECOND);
        FactId first = lab.cluster.inFlight().get(0).id();
        FactId second = lab.cluster.inFlight().get(1).id();
        assertThat(lab.cluster.inFlight().get(0).remainingNanos(lab.cluster.now()))
                .isEqualTo(5 * MILLI);

        assertThat(lab.cluster.drop(first).done()).isTrue();
        assertThat(lab.cluster.delay(second, 20 * MILLI).done()).isTrue();
        assertThat(lab.cluster.duplicate(second).done()).isTrue();
        assertThat(lab.cluster.inFlight()).hasSize(2);
        lab.run(24 * MILLI);
        assertThat(delivered(lab, second)).isEmpty();
        lab.run(2 * MILLI);
        assertThat(delivered(lab, second)).containsExactly(0, 2);
        assertThat(lab.told(MessageLost.class)).hasSize(1);
        assertThat(lab.cluster.drop(first).done()).isFalse();
        lab.run(2 * SECOND);
        new Ledger(lab.facts).assertBalanced(lab.cluster.now());
    }

    private static List<Integer> delivered(Lab lab, FactId message) {
        return lab.told(MessageDelivered.class).stream()
                .map(fact -> (MessageDelivered) fact.fact())
                .filter(fact -> fact.id().equals(message))
                .map(MessageDelivered::copy)
                .toList();
    }
}
