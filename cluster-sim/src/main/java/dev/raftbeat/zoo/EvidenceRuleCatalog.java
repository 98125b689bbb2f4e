package dev.raftbeat.zoo;

import java.util.List;

/** Those that get evidence wrong: whether the process of a leader is gone. */
final class EvidenceRuleCatalog {
    private EvidenceRuleCatalog() {}

    static List<WrongRule> all() {
        return List.of(hintIsProof(), ownCloseIsNews(), proofOutlivesBoot());
    }

    private static WrongRule hintIsProof() {
        return new WrongRule(
                new WrongEvidence.HintIsProof(),
                "isHintProof",
                "B60: elasticsearch #67873",
                "A connection that broke was taken for the end of the node behind it, without a second look. Whatever"
                        + " stands between two nodes may break a connection, and a leader that was well was replaced.",
                new ScenarioReproducer(
                        """
                        cluster 3 pace lan prevote on checkquorum on evidence on
                        run until stable
                        reset leader <-> followers
                        run 3E
                        expect leader-changes == 0
                        """,
                        "expect leader-changes == 0",
                        "Connections that break replace no leader that answers at once.",
                        5));
    }

    private static WrongRule ownCloseIsNews() {
        return new WrongRule(
                new WrongEvidence.OwnCloseIsNews(),
                "SimVariant.ownCloseIsNews",
                "B61: elasticsearch #67873",
                "A node closed a connection while it cleaned up, and then took the end that it had made itself for news"
                        + " of the other side. It gave up a leader that it could hear all the time.",
                new ScenarioReproducer(
                        """
                        cluster 3 pace lan prevote on checkquorum on evidence on
                        run until stable
                        blackhole follower -> leader
                        run 3s
                        expect never saw PeerProvenDead
                        """,
                        "expect never saw PeerProvenDead",
                        "What a node does to a connection itself says nothing of its peer.",
                        5));
    }

    private static WrongRule proofOutlivesBoot() {
        return new WrongRule(
                new WrongEvidence.ProofOutlivesBoot(),
                "isGone",
                "B62: redpanda #30486",
                "What was held against a node was not forgotten when it came back. It led again, but its followers went"
                        + " on as if it were gone, and let anybody replace it.",
                ScenarioReproducer.of("""
                        cluster 3 pace lan prevote on checkquorum on evidence on
                        run until stable
                        kill leader
                        run until stable
                        restart same
                        run 3E
                        transfer same
                        run 1s
                        campaign follower
                        run 3E
                        """, "I13", 5));
    }
}
