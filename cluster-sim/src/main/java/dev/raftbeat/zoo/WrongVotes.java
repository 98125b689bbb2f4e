package dev.raftbeat.zoo;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftMessage.PreVoteReply;
import dev.raftbeat.raft.RaftMessage.PreVoteRequest;
import dev.raftbeat.raft.RaftMessage.RequestVoteReply;
import dev.raftbeat.raft.RaftState;
import dev.raftbeat.raft.VoteTally;
import java.util.Optional;

/** Terms, votes and promises got wrong. */
final class WrongVotes {
    private WrongVotes() {}

    public static final class TermGoesBack extends WrongRaftRules {
        @Override
        public boolean adoptsTerm(RaftState state, RaftMessage message) {
            return super.adoptsTerm(state, message)
                    || (message instanceof RaftMessage.RequestVote && message.term() < state.term());
        }
    }

    public static final class VotesTwice extends WrongRaftRules {
        @Override
        public boolean mayGrantVote(RaftState state, NodeId candidate) {
            return true;
        }
    }

    public static final class DeniesRepeatedRequest extends WrongRaftRules {
        @Override
        public boolean mayGrantVote(RaftState state, NodeId candidate) {
            return state.votedFor().isEmpty();
        }
    }

    public static final class CountsOldVotes extends WrongRaftRules {
        @Override
        public boolean countsVote(RaftState state, RequestVoteReply reply) {
            return reply.granted();
        }
    }

    public static final class CountsRepliesTwice extends WrongRaftRules {
        @Override
        public boolean isNewVoter(VoteTally tally, NodeId voter) {
            return true;
        }
    }

    public static final class HeartbeatClearsVote extends WrongRaftRules {
        @Override
        public Ballot ballotOfFollower(RaftState state, long term) {
            return state.role() == Role.FOLLOWER
                    ? new Ballot(term, Optional.empty())
                    : super.ballotOfFollower(state, term);
        }
    }

    public static final class CandidateForgetsOwnVote extends WrongRaftRules {
        @Override
        public Ballot ballotOfFollower(RaftState state, long term) {
            return state.role() == Role.CANDIDATE
                    ? new Ballot(term, Optional.empty())
                    : super.ballotOfFollower(state, term);
        }
    }

    public static final class StepDownClearsVote extends WrongRaftRules {
        @Override
        public Ballot ballotOfFollower(RaftState state, long term) {
            return state.role() == Role.LEADER
                    ? new Ballot(term, Optional.empty())
                    : super.ballotOfFollower(state, term);
        }
    }

    public static final class NoVoteForItself extends WrongRaftRules {
        @Override
        public Ballot ballotOfCandidate(RaftState state, NodeId self) {
            return new Ballot(state.term() + 1, Optional.empty());
        }
    }

    public static final class LogNewerByBoth extends WrongRaftRules {
        @Override
        public boolean isLogUpToDate(Settings voter, long lastLogIndex, long lastLogTerm) {
            return lastLogTerm >= voter.lastLogTerm() && lastLogIndex >= voter.lastLogIndex();
        }
    }

    public static final class StaleTermInVoteReply extends WrongRaftRules {
        @Override
        public long termOfVoteReply(long termBefore, long termAfter) {
            return termBefore;
        }
    }

    public static final class OwnTermInPreVoteReply extends WrongRaftRules {
        @Override
        public long termOfPreVoteReply(RaftState state, PreVoteRequest request, boolean granted) {
            return state.term();
        }
    }

    public static final class PreVoteNeverRaisesTerm extends WrongRaftRules {
        @Override
        public boolean adoptsTerm(RaftState state, RaftMessage message) {
            return !(message instanceof PreVoteReply) && super.adoptsTerm(state, message);
        }
    }

    public static final class PreVoteIgnoresLeader extends WrongRaftRules {
        @Override
        public boolean recentLeaderBlocksPreVote(RaftState state, PreVoteRequest request, long now) {
            return false;
        }
    }
}
