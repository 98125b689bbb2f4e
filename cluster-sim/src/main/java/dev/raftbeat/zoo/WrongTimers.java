package dev.raftbeat.zoo;

import dev.raftbeat.drive.Ports;
import dev.raftbeat.protocol.Effects;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.raft.ElectionTimer;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftState;
import java.util.OptionalLong;

/** Timers, heartbeats and leadership got wrong. */
final class WrongTimers {
    private static final long YEAR_NANOS = 365L * 24 * 3600 * 1_000_000_000;

    private WrongTimers() {}

    public static final class HandsOverToPriorityZero extends WrongRaftRules {
        @Override
        public boolean mayBeHandedLeadership(int priority) {
            return true;
        }
    }

    /** Without a window nothing is remembered either. */
    public static final class HandsBackAtOnce extends WrongRaftRules {
        @Override
        public long handOverWindowNanos(Settings settings) {
            return 0;
        }
    }

    public static final class DenialResetsTimer extends WrongRaftRules {
        @Override
        public boolean denialResetsTimer() {
            return true;
        }
    }

    public static final class GrantLeavesTimer extends WrongRaftRules {
        @Override
        public boolean grantResetsTimer() {
            return false;
        }
    }

    public static final class PromiseResetsTimer extends WrongRaftRules {
        @Override
        public boolean preVoteGrantResetsTimer() {
            return true;
        }
    }

    public static final class HeartbeatLeavesTimer extends WrongRaftRules {
        @Override
        public boolean heartbeatResetsTimer() {
            return false;
        }
    }

    public static final class CandidateNeverRestarts extends WrongRaftRules {
        @Override
        public long timeoutFor(ArmReason reason, long drawnNanos) {
            return reason == ArmReason.CAMPAIGN ? YEAR_NANOS : drawnNanos;
        }
    }

    public static final class RestartFastForwards extends WrongRaftRules {
        @Override
        public long timeoutFor(ArmReason reason, long drawnNanos) {
            return reason == ArmReason.BOOT ? 1 + drawnNanos / 100 : drawnNanos;
        }
    }

    public static final class SameTimeoutForAll extends WrongRaftRules {
        @Override
        public long timeoutFor(ArmReason reason, long drawnNanos) {
            return 160_000_000;
        }
    }

    public static final class BootWaitsFullTimeout extends WrongRaftRules {
        @Override
        public boolean hearsLeader(RaftState state, long now) {
            return super.hearsLeader(state, now)
                    || state.timer()
                            .armed()
                            .map(ElectionTimer.Armed::reason)
                            .filter(ArmReason.BOOT::equals)
                            .isPresent();
        }
    }

    public static final class CandidateIgnoresLeader extends WrongRaftRules {
        @Override
        public boolean yieldsToLeader(RaftState state, AppendEntries heartbeat) {
            return super.yieldsToLeader(state, heartbeat)
                    && (state.role() != Role.CANDIDATE || heartbeat.term() > state.term());
        }
    }

    public static final class LeaderNeverGivesUp extends WrongRaftRules {
        @Override
        public long quorumDeadline(RaftState state, int members) {
            return Effects.NEVER;
        }
    }

    public static final class StepDownTooLate extends WrongRaftRules {
        @Override
        public long quorumWindowNanos(Settings settings) {
            return super.quorumWindowNanos(settings) + 2_000_000_000L;
        }
    }

    /** Two seconds after each boot somebody sets the clock right, by two seconds. */
    public static final class WallClock implements WrongVariant {
        private static final long STEP_NANOS = 2_000_000_000L;

        @Override
        public Ports<RaftMessage> ports(Ports<RaftMessage> around) {
            return new OtherPorts(around) {
                private OptionalLong setAt = OptionalLong.empty();
                private long step;

                @Override
                public long now(long hostNanos) {
                    long right = super.now(hostNanos);
                    if (setAt.isEmpty()) {
                        setAt = OptionalLong.of(right + STEP_NANOS);
                    }
                    step = right - setAt.getAsLong() >= 0 ? STEP_NANOS : 0;
                    return right + step;
                }

                @Override
                public void wakeAt(long at) {
                    super.wakeAt(at == Effects.NEVER ? at : at - step);
                }
            };
        }
    }

    public static final class NewPeersCountAsSilent extends WrongRaftRules {
        @Override
        public long peersCountAsHeardAt(long electedAt) {
            return electedAt - YEAR_NANOS;
        }
    }

    public static final class BacksOffFromSilentPeers extends WrongRaftRules {
        @Override
        public boolean sendsHeartbeatTo(RaftState state, NodeId peer) {
            return !state.suspected().containsKey(peer)
                    || state.leadership().orElseThrow().round() % 128 == 0;
        }
    }

    public static final class SilentPeerBlocksOthers extends WrongRaftRules {
        @Override
        public boolean sendsHeartbeatTo(RaftState state, NodeId peer) {
            return state.suspected().isEmpty() || state.suspected().firstKey().compareTo(peer) >= 0;
        }
    }
}
