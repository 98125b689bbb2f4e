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
                "A node adopted the term of a request even when that term was lower than its own. It had no vote on"
                        + " record for the old term, and voted a second time in it.",
                VOTES.against("I3"));
    }

    private static WrongRule votesTwice() {
        return new WrongRule(
                new WrongVotes.VotesTwice(),
                "mayGrantVote",
                "B02: camunda #5356",
                "Two requests of one term were handled at the same time, and the second did not see the vote that"
                        + " was given to the first. In term 1195 one node voted for member 1, then for member 2."
                        + " Two nodes led.",
                VOTES.against("I2"));
    }

    private static WrongRule countsOldVotes() {
        return new WrongRule(
                new WrongVotes.CountsOldVotes(),
                "countsVote",
                "B04: little-raft #44, eatonphil/raft-rs #3, akka-raft #46",
                "A candidate counted every vote that reached it. A late vote from an earlier term made it a leader"
                        + " that no quorum had elected.",
                VOTES.against("I5"));
    }

    private static WrongRule heartbeatClearsVote() {
        return new WrongRule(
                new WrongVotes.HeartbeatClearsVote(),
                "ballotOfFollower",
                "B06: CCF #8094, #5891",
                "A node that heard the leader of its own term became a follower through the code that is meant for a"
                        + " new term. It forgot whom it had voted for, and a request that was still under way got a"
                        + " second vote.",
                VOTES.against("I2"));
    }

    private static WrongRule candidateForgetsOwnVote() {
        return new WrongRule(
                new WrongVotes.CandidateForgetsOwnVote(),
                "ballotOfFollower",
                "B07: akka-raft #56",
                "A candidate that gave way to the leader of its term forgot that it had voted for itself. It could"
                        + " vote again in that term.",
                VOTES.against("I2"));
    }

    private static WrongRule stepDownClearsVote() {
        return new WrongRule(
                new WrongVotes.StepDownClearsVote(),
                "ballotOfFollower",
                "B14: etcd raft 9d2a465",
                "The function that reset a node for its next role cleared its vote, too, although the term was the"
                        + " same. A leader that stepped down because it saw no quorum could vote in the term that"
                        + " it had led.",
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
                "A candidate did not record its own vote when its election began. It counted that vote, and could"
                        + " still give it to a rival.",
                VOTES.against("I2"));
    }

    private static WrongRule countsRepliesTwice() {
        return new WrongRule(
                new WrongVotes.CountsRepliesTwice(),
                "isNewVoter",
                "B16: xraft #27, akka-raft #45, nats #5149",
                "Votes were counted by number, and not by voter. A reply that the network delivered twice counted as"
                        + " two votes, and a node became leader without a quorum.",
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
                        + " had already voted. A candidate that missed one reply lost the election.",
                new ScenarioReproducer(
                        """
                        cluster 3 pace lan prevote off checkquorum off
                        duplicate 100% all -> all
                        run 6E
                        expect never saw VoteDenied
                        """,
                        "expect never saw VoteDenied",
                        "Without a rival, a request that arrives twice is granted twice.",
                        5));
    }

    private static WrongRule staleTermInVoteReply() {
        return new WrongRule(
                new WrongVotes.StaleTermInVoteReply(),
                "termOfVoteReply",
                "B18: nats #5021, willemt #9",
                "The reply to a request for a vote carried the term from before the request was handled. The"
                        + " candidate took it for a vote of an older term, and did not count it.",
                leaderless("prevote off checkquorum off"));
    }

    private static WrongRule ownTermInPreVoteReply() {
        return new WrongRule(
                new WrongVotes.OwnTermInPreVoteReply(),
                "termOfPreVoteReply",
                "B19: etcd #8243, etcd raft d4471b2",
                "The reply to a PreVote carried the voter's own term instead of the term that was asked about, and"
                        + " was dropped as stale. Promises were given, but never counted.",
                leaderless("prevote on checkquorum on"));
    }

    private static WrongRule preVoteNeverRaisesTerm() {
        return new WrongRule(
                new WrongVotes.PreVoteNeverRaisesTerm(),
                "adoptsTerm",
                "B21: canonical/raft #279, #142; B23: openraft #1796",
                "A node learned of a higher term from a refused PreVote, but did not adopt it. It went on asking for"
                        + " a term that was long over, while the node in the higher term could not win. No leader"
                        + " was ever elected.",
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
                "Promises were given without a check whether a leader had just been heard. While the log is idle, no"
                        + " node is behind, so a node that was restarted took the leadership from a healthy leader.",
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
                "Two logs were compared by index and by term separately, instead of by term first. The node with the"
                        + " newer term and the shorter log was refused by the other one, which could not win"
                        + " either.",
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
                "While nothing is broken, a leader is elected.",
                5);
    }
}
