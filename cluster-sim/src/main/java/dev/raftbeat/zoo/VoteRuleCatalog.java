package dev.raftbeat.zoo;

import dev.raftbeat.zoo.RandomReproducer.Deed;
import java.util.List;

/** Those that get terms, votes and promises wrong. */
final class VoteRuleCatalog {
    private static final RandomReproducer VOTES = new RandomReproducer(
            3,
            false,
            "",
            List.of(Deed.CAMPAIGN_TOGETHER, Deed.CAMPAIGN, Deed.HOLD_MESSAGE, Deed.COPY_MESSAGE),
            60,
            25,
            "I2",
            12);

    private VoteRuleCatalog() {}

    static List<WrongRule> all() {
        return List.of(
                termGoesBack(),
                votesTwice(),
                countsOldVotes(),
                heartbeatClearsVote(),
                candidateForgetsOwnVote(),
                stepDownClearsVote(),
                noVoteForItself(),
                countsRepliesTwice(),
                deniesRepeatedRequest(),
                staleTermInVoteReply(),
                ownTermInPreVoteReply(),
                preVoteNeverRaisesTerm(),
                preVoteIgnoresLeader(),
                logNewerByBoth());
    }

    private static WrongRule termGoesBack() {
        return new WrongRule(
                new WrongVotes.TermGoesBack(),
                "adoptsTerm",
                "B01: vesoft nebula #2405, #685",
                "A node took over the term that a request proposed, even when it was lower than its own. Back in an"
                        + " old term it had no vote on record, and gave a second one.",
                VOTES.against("I3"));
    }

    private static WrongRule votesTwice() {
        return new WrongRule(
                new WrongVotes.VotesTwice(),
                "mayGrantVote",
                "B02: camunda #5356",
                "Two requests of one term were handled at the same time, and the vote given to the first was not seen"
                        + " by the second: in term 1195 one node voted for member 1, then for member 2. Two led.",
                VOTES.against("I2"));
    }

    private static WrongRule countsOldVotes() {
        return new WrongRule(
                new WrongVotes.CountsOldVotes(),
                "countsVote",
                "B04: little-raft #44, eatonphil/raft-rs #3, akka-raft #46",
                "A candidate counted whatever vote reached it. One given to it in an earlier term, late on its way,"
                        + " made a leader whom no quorum had elected.",
                VOTES.against("I5"));
    }

    private static WrongRule heartbeatClearsVote() {
        return new WrongRule(
                new WrongVotes.HeartbeatClearsVote(),
                "ballotOfFollower",
                "B06: CCF #8094, #5891",
                "Hearing the leader of its own term, a node turned follower by the path meant for a new term, and"
                        + " forgot whom it had voted for. A request still under way then got a second vote.",
                VOTES.against("I2"));
    }

    private static WrongRule candidateForgetsOwnVote() {
        return new WrongRule(
                new WrongVotes.CandidateForgetsOwnVote(),
                "ballotOfFollower",
                "B07: akka-raft #56",
                "A candidate that gave way to the leader of its term forgot that it had voted for itself, and could"
                        + " vote again in that term.",
                VOTES.against("I2"));
    }

    private static WrongRule stepDownClearsVote() {
        return new WrongRule(
                new WrongVotes.StepDownClearsVote(),
                "ballotOfFollower",
                "B14: etcd raft 9d2a465",
                "The function that reset a node for its next role cleared its vote as well, though the term was the"
                        + " same. A leader that stepped down for want of a quorum could vote in the term that it had led.",
                ScenarioReproducer.of("""
                        cluster 3 pace lan prevote off checkquorum on window 100ms
                        run until stable
                        slow leader+2 -> leader 50ms
                        slow leader+2 -> leader+1 220ms
                        campaign leader+1,leader+2
                        run 20ms
                        lose 100% all -> leader
                        run 1E
                        """, "I2", 10));
    }

    private static WrongRule noVoteForItself() {
        return new WrongRule(
                new WrongVotes.NoVoteForItself(),
                "ballotOfCandidate",
                "B08: nebula PR #3415",
                "An election began without the candidate's own vote being written down. It counted that vote, and had"
                        + " it left to give to a rival.",
                VOTES.against("I2"));
    }

    private static WrongRule countsRepliesTwice() {
        return new WrongRule(
                new WrongVotes.CountsRepliesTwice(),
                "isNewVoter",
                "B16: xraft #27, akka-raft #45, nats #5149",
                "Votes were counted by a number, not by who gave them. A reply that the network delivered twice was two"
                        + " votes, and a leader came up without a quorum.",
                new RandomReproducer(
                        5,
                        false,
                        "duplicate 50% all -> all",
                        List.of(Deed.CAMPAIGN_TOGETHER, Deed.CAMPAIGN),
                        20,
                        50,
                        "I5",
                        5));
    }

    private static WrongRule deniesRepeatedRequest() {
        return new WrongRule(
                new WrongVotes.DeniesRepeatedRequest(),
                "mayGrantVote",
                "B17: copycat #99, akka-raft #29, willemt #116",
                "A candidate that asked again was refused by the very node that had voted for it, because that node"
                        + " had already voted. Whoever lost a reply lost the election.",
                new ScenarioReproducer(
                        """
                        cluster 3 pace lan prevote off checkquorum off
                        duplicate 100% all -> all
                        run 6E
                        expect never saw VoteDenied
                        """,
                        "expect never saw VoteDenied",
                        "Where nobody competes, a request that comes twice is granted twice.",
                        5));
    }

    private static WrongRule staleTermInVoteReply() {
        return new WrongRule(
                new WrongVotes.StaleTermInVoteReply(),
                "termOfVoteReply",
                "B18: nats #5021, willemt #9",
                "The reply to a request for a vote carried the term from before the request was handled. The candidate"
                        + " took the vote for one of an older term.",
                leaderless("prevote off checkquorum off"));
    }

    private static WrongRule ownTermInPreVoteReply() {
        return new WrongRule(
                new WrongVotes.OwnTermInPreVoteReply(),
                "termOfPreVoteReply",
                "B19: etcd #8243, etcd raft d4471b2",
                "The answer to a PreVote carried the voter's own term instead of the one asked about, and was thrown"
                        + " away as stale. The promises were given, and never counted.",
                leaderless("prevote on checkquorum on"));
    }

    private static WrongRule preVoteNeverRaisesTerm() {
        return new WrongRule(
                new WrongVotes.PreVoteNeverRaisesTerm(),
                "adoptsTerm",
                "B21: canonical/raft #279, #142; B23: openraft #1796",
                "A refused PreVote told of a higher term, and the asker did not adopt it. It went on asking about a"
                        + " term that was long over, while whoever was in the higher term could not win: nobody led"
                        + " for ever.",
                new ScenarioReproducer(
                        """
                        cluster 3 pace lan prevote on checkquorum on
                        run until stable
                        set log n1 9@1
                        set prevote off on n2
                        isolate n2
                        run 10E
                        kill n3
                        set prevote on on n2
                        run 10E
                        join n1 <-> n2
                        run 20E
                        expect leader
                        """, "expect leader", "Two of three nodes that hear each other elect one of them.", 5));
    }

    private static WrongRule preVoteIgnoresLeader() {
        return new WrongRule(
                new WrongVotes.PreVoteIgnoresLeader(),
                "recentLeaderBlocksPreVote",
                "B22: redpanda #2048, #2071",
                "Promises were given without asking whether a leader had just been heard. With an idle log, where"
                        + " nobody is behind, a node that was restarted took leadership from a healthy leader.",
                new ScenarioReproducer(
                        """
                        cluster 5 pace lan prevote on checkquorum on
                        run until stable
                        campaign follower
                        run 10E
                        expect leader-changes == 0
                        """, "expect leader-changes == 0", "Nobody replaces a leader that could have gone on.", 10));
    }

    private static WrongRule logNewerByBoth() {
        return new WrongRule(
                new WrongVotes.LogNewerByBoth(),
                "isLogUpToDate",
                "B30: hashicorp #94, 441bd09",
                "Two logs were compared by index and by term one beside the other, instead of by term first. The node"
                        + " with the newer term and the shorter log was refused by the one that could not win either.",
                new ScenarioReproducer(
                        """
                        cluster 3 pace lan prevote on checkquorum on
                        set log n1 5@2
                        set log n2 9@1
                        kill n3
                        run 40E
                        expect leader
                        """, "expect leader", "Two of three nodes that hear each other elect one of them.", 5));
    }

    private static Reproducer leaderless(String options) {
        return new ScenarioReproducer(
                "cluster 3 pace lan " + options + "\nrun 20E\nexpect leader\n",
                "expect leader",
                "With nothing broken, a leader is elected.",
                5);
    }
}
