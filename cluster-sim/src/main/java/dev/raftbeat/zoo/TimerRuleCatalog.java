package dev.raftbeat.zoo;

import dev.raftbeat.zoo.RandomReproducer.Deed;
import java.util.List;

/** Those that get timers, heartbeats and leadership wrong. */
final class TimerRuleCatalog {
    private TimerRuleCatalog() {}

    static List<WrongRule> all() {
        return List.of(
                leaderNeverGivesUp(),
                stepDownTooLate(),
                denialResetsTimer(),
                grantLeavesTimer(),
                candidateNeverRestarts(),
                candidateIgnoresLeader(),
                promiseResetsTimer(),
                wallClock(),
                newPeersCountAsSilent(),
                bootWaitsFullTimeout(),
                restartFastForwards(),
                backsOffFromSilentPeers(),
                silentPeerBlocksOthers(),
                heartbeatLeavesTimer(),
                sameTimeoutForAll(),
                handsOverToPriorityZero(),
                handsBackAtOnce());
    }

    private static WrongRule leaderNeverGivesUp() {
        return new WrongRule(
                new WrongTimers.LeaderNeverGivesUp(),
                "quorumDeadline",
                "B24: openraft #2080, #2083",
                "A leader that no longer heard the quorum went on sending heartbeats to the followers that still"
                        + " heard it. As long as they did, they refused to vote for another node. The outage never"
                        + " ended.",
                new ScenarioReproducer(
                        """
                        cluster 5 pace lan prevote on checkquorum on
                        run until stable
                        cut others -> leader
                        run 10E
                        expect saw SteppedDown
                        """, "expect saw SteppedDown", "A leader that a quorum no longer answers steps down.", 5));
    }

    private static WrongRule stepDownTooLate() {
        return new WrongRule(
                new WrongTimers.StepDownTooLate(),
                "quorumWindowNanos",
                "B43: sofa-jraft #34, #26; hashicorp #108",
                "The timer that checks for a lost quorum was too coarse. When the old leader stepped down, the"
                        + " others had long elected a new one: for two seconds, two nodes claimed to lead.",
                new ScenarioReproducer(
                        """
                        cluster 5 pace lan prevote on checkquorum on
                        run until stable
                        isolate leader
                        run 20E
                        expect stepped-down of same within 2E
                        """,
                        "expect stepped-down of same within 2E",
                        "A leader that is cut off steps down within two election timeouts.",
                        5));
    }

    private static WrongRule denialResetsTimer() {
        return new WrongRule(
                new WrongTimers.DenialResetsTimer(),
                "denialResetsTimer",
                "B26: raft-rs #14, nats #5315, dotNext #89",
                "Every request for a vote reset the timer, even a request that was refused. A candidate that could"
                        + " not win kept the nodes that could win from campaigning.",
                storm(false, "I10", Deed.CAMPAIGN_TOGETHER));
    }

    private static WrongRule grantLeavesTimer() {
        return new WrongRule(
                new WrongTimers.GrantLeavesTimer(),
                "grantResetsTimer",
                "B27: hashicorp 30f065a, jgroups-raft #45, akka-raft #43",
                "A node that had just voted did not reset its timer. It soon campaigned against the candidate that"
                        + " it had voted for: one or two elections in a hundred were followed by a second one.",
                new ScenarioReproducer(
                        """
                        cluster 5 pace lan prevote off checkquorum off
                        run until stable
                        expect saw TimerArmed with reason=VOTE_GRANTED
                        """,
                        "expect saw TimerArmed with reason=VOTE_GRANTED",
                        "A node that has voted gives its candidate time to win.",
                        5));
    }

    private static WrongRule candidateNeverRestarts() {
        return new WrongRule(
                new WrongTimers.CandidateNeverRestarts(),
                "timeoutFor",
                "B28: akka-raft #31",
                "A candidate had no timeout while it waited for votes. After a split vote no node campaigned again.",
                storm(false, "I10", Deed.CAMPAIGN));
    }

    private static WrongRule candidateIgnoresLeader() {
        return new WrongRule(
                new WrongTimers.CandidateIgnoresLeader(),
                "yieldsToLeader",
                "B29: d-engine #340, noraft #24",
                "A candidate that had lost ignored the leader of its term. Its timer ran out, it campaigned in the"
                        + " next term, and so deposed a healthy leader.",
                new ScenarioReproducer(
                        """
                        cluster 3 pace lan prevote off checkquorum off
                        align timers
                        run 1E
                        spread timers
                        run 40E
                        expect false-alarms == 0
                        """, "expect false-alarms == 0", "Nobody replaces a leader that could have gone on.", 10));
    }

    private static WrongRule promiseResetsTimer() {
        return new WrongRule(
                new WrongTimers.PromiseResetsTimer(),
                "preVoteGrantResetsTimer",
                "B31: hashicorp #609, #605",
                "Granting a PreVote counted as contact with the leader. One node that could not win, but asked again"
                        + " and again, kept the others from campaigning.",
                storm(true, "I12", Deed.CAMPAIGN, Deed.ISOLATE));
    }

    private static WrongRule wallClock() {
        return new WrongRule(
                new WrongTimers.WallClock(),
                "Ports.now",
                "B44: nats #6999; aeron #1758",
                "The age of an acknowledgement was measured with the time-of-day clock. When that clock was"
                        + " corrected, all acknowledgements were suddenly old, and a healthy leader stepped down"
                        + " because it saw no quorum.",
                new ScenarioReproducer(
                        """
                        cluster 3 pace lan prevote on checkquorum on
                        run 20E
                        expect never saw SteppedDown
                        """, "expect never saw SteppedDown", "While nothing is broken, a leader stays.", 5));
    }

    private static WrongRule newPeersCountAsSilent() {
        return new WrongRule(
                new WrongTimers.NewPeersCountAsSilent(),
                "peersCountAsHeardAt",
                "B32: hashicorp #308, etcd raft a3afec7",
                "The check for a quorum counted nodes as silent that had not had time to answer yet. A healthy"
                        + " leader stepped down.",
                new ScenarioReproducer(
                        """
                        cluster 3 pace lan prevote on checkquorum on
                        run 20E
                        expect never saw SteppedDown
                        """, "expect never saw SteppedDown", "While nothing is broken, a leader stays.", 5));
    }

    private static WrongRule bootWaitsFullTimeout() {
        return new WrongRule(
                new WrongTimers.BootWaitsFullTimeout(),
                "hearsLeader",
                "B33: etcd raft 7b8cdf3, RATIS-698",
                "After a boot, a node behaved as if it had just heard a leader. It refused every vote for a whole"
                        + " election timeout, so the first leader was elected late.",
                new ScenarioReproducer(
                        """
                        cluster 5 pace lan prevote on checkquorum on
                        run until stable
                        expect never saw PreVoteDenied
                        """,
                        "expect never saw PreVoteDenied",
                        "A node that has heard no leader since it booted does not refuse votes because of one.",
                        5));
    }

    private static WrongRule restartFastForwards() {
        return new WrongRule(
                new WrongTimers.RestartFastForwards(),
                "timeoutFor",
                "B34: etcd #9333, #9415, #9591; RATIS-980",
                "To elect a leader sooner after a restart, the election timer was wound forward. A node that"
                        + " restarted campaigned before the leader's first heartbeat could reach it.",
                storm(false, "I10", Deed.RESTART));
    }

    private static WrongRule backsOffFromSilentPeers() {
        return new WrongRule(
                new WrongTimers.BacksOffFromSilentPeers(),
                "sendsHeartbeatTo",
                "B35: hashicorp #494, camunda #7175, logcabin #55",
                "A leader sent heartbeats less and less often to a peer that did not answer: in the end they were a"
                        + " minute apart. When the peer came back, it heard nothing for longer than its election"
                        + " timeout, and campaigned against a healthy leader.",
                new ScenarioReproducer(
                        """
                        cluster 5 pace lan prevote off checkquorum off
                        run until stable
                        kill follower
                        run 10E
                        restart same
                        run 20E
                        expect false-alarms == 0
                        """, "expect false-alarms == 0", "Nobody replaces a leader that could have gone on.", 5));
    }

    private static WrongRule silentPeerBlocksOthers() {
        return new WrongRule(
                new WrongTimers.SilentPeerBlocksOthers(),
                "sendsHeartbeatTo",
                "B38: redpanda-operator #1489",
                "One loop sent to all peers in turn, and waited for a peer that no longer answered. The peers after"
                        + " it heard nothing, and a leader with a healthy quorum was replaced.",
                new ScenarioReproducer(
                        """
                        cluster 5 pace lan prevote on checkquorum on
                        run until stable
                        isolate n1
                        run 30E
                        expect availability >= 80%
                        """, "expect availability >= 80%", "One node that is cut off does not stop the others.", 5));
    }

    private static WrongRule heartbeatLeavesTimer() {
        return new WrongRule(
                new WrongTimers.HeartbeatLeavesTimer(),
                "heartbeatResetsTimer",
                "B39: redpanda #31547",
                "A busy follower rejected light heartbeats, and did not reset its timer for them. It campaigned"
                        + " while its leader's heartbeats were arriving. The result was a storm of elections.",
                new ScenarioReproducer(
                        """
                        cluster 3 pace lan prevote off checkquorum off
                        run until leader
                        run 20E
                        expect false-alarms == 0
                        """, "expect false-alarms == 0", "Nobody replaces a leader that could have gone on.", 5));
    }

    private static WrongRule sameTimeoutForAll() {
        return new WrongRule(
                new WrongTimers.SameTimeoutForAll(),
                "timeoutFor",
                "B58: etcd raft 780bbb2, 57d0d7e",
                "Nodes drew their timeouts from random generators with equal seeds, and the test of their randomness"
                        + " was itself wrong. All timeouts ran out together, and votes split again and again.",
                storm(false, "I10", Deed.CAMPAIGN));
    }

    private static WrongRule handsOverToPriorityZero() {
        return new WrongRule(
                new WrongTimers.HandsOverToPriorityZero(),
                "mayBeHandedLeadership",
                "B62: NuRaft #436, arcadedb #4808",
                "A leader that was to step down handed over to the first peer that lived, whatever its priority. A replica"
                        + " that was never to lead, because it was too weak or too far away, led.",
                new ScenarioReproducer(
                        """
                        cluster 3 pace lan prevote on checkquorum on
                        run until stable
                        set priority leader+1 0
                        run 1E
                        transfer same
                        run 1E
                        expect leader is not same
                        """, "expect leader is not same", "A node of priority 0 is not handed leadership.", 5));
    }

    private static WrongRule handsBackAtOnce() {
        return new WrongRule(
                new WrongTimers.HandsBackAtOnce(),
                "handOverWindowNanos",
                "B63: ozone #5549, NuRaft #156",
                "The node of the highest priority was handed leadership as soon as it answered, whatever had become of it the"
                        + " time before. A preferred node that came and went took leadership with it each time.",
                new ScenarioReproducer(
                        """
                        cluster 5 pace lan prevote on checkquorum on
                        run until stable
                        flap leader+1 <-> others every 450ms
                        set priority leader+1 3
                        run 40E
                        expect leader-changes == 0
                        """,
                        "expect leader-changes == 0",
                        "A node that does not stay is not handed leadership, however high its priority.",
                        5));
    }

    private static RandomReproducer storm(boolean preVote, String check, Deed... deeds) {
        return new RandomReproducer(3, preVote, "", List.of(deeds), 30, 60, check, 10);
    }
}
