package dev.raftbeat.world;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.Settings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What can be known of one node from its facts, and from the world's facts about its process. All times are those of
 * the host's monotonic clock, in nanoseconds.
 *
 * @param boot which life of the node this is, from 1; 0 before its first fact
 * @param believedLeader whom it follows; itself when it leads
 * @param votedFor its vote in {@code term}, as far as it has told
 * @param ballot what is known to be durable
 * @param heartbeatNanos when it last heard a heartbeat that it accepted, in this life
 * @param countdown its election timer, if one is armed: none while it leads
 * @param count the votes of its present or last campaign
 * @param saving the oldest ballot that is on its way to the disk
 * @param settings what it runs with
 * @param members the cluster as it was told at boot
 * @param lastFactNanos when it told its last fact: how old our own picture of it is
 * @param factsLost routine facts that it had to drop for us
 * @param framesRefused frames and messages that it refused in this life
 * @param ended why it ended, while it is dead or stopping
 */
public record NodeView(
        NodeId id,
        Life life,
        int boot,
        Role role,
        long term,
        Optional<NodeId> believedLeader,
        Optional<NodeId> votedFor,
        Optional<Ballot> ballot,
        OptionalLong heartbeatNanos,
        Optional<Countdown> countdown,
        Optional<VoteCount> count,
        Optional<Saving> saving,
        Optional<Settings> settings,
        List<NodeId> members,
        OptionalLong lastFactNanos,
        long factsLost,
        long framesRefused,
        Optional<String> ended) {
    public NodeView {
        members = List.copyOf(members);
    }

    /** Whether its process runs, as far as anybody has said. */
    public enum Life {
        /** Nothing has been heard of it. */
        UNKNOWN,
        /** Its process runs; before the first {@code Booted} nothing else is known of it. */
        UP,
        /** Its process stands still: it neither hears, nor speaks, nor forgets. */
        PAUSED,
        DEAD
    }

    /**
     * An armed election timer.
     *
     * @param armedNanos when its arming was told; a slow disk makes that later than the arming itself
     * @param drawNanos the timeout that was drawn
     * @param dueNanos when it fires by the host's clock, as well as that can be known
     */
    public record Countdown(long armedNanos, long drawNanos, long dueNanos) {
        /**
         * The node's own due time when its clock agrees with the host's within one timeout. A skewed clock runs away
         * from the host's without bound, and then arming plus timeout is the better guess.
         */
        static Countdown of(long armedNanos, long drawNanos, long ownDueNanos) {
            long guess = armedNanos + drawNanos;
            boolean agrees = Math.abs(ownDueNanos - guess) <= drawNanos;
            return new Countdown(armedNanos, drawNanos, agrees ? ownDueNanos : guess);
        }

        /** Nanoseconds that are left, 0 when it is due. */
        public long leftNanos(long nowNanos) {
            return Math.max(0, dueNanos - nowNanos);
        }

        /** What is left of it, from 1 (just armed) to 0 (due). */
        public double leftShare(long nowNanos) {
            return drawNanos == 0 ? 0 : Math.min(1, (double) leftNanos(nowNanos) / drawNanos);
        }
    }

    /**
     * Votes counted so far.
     *
     * @param preVote whether they are promises (thesis §9.6) and not votes
     * @param voters who gave them, in the order in which they were counted
     */
    public record VoteCount(long term, boolean preVote, int have, int need, List<NodeId> voters) {
        public VoteCount {
            voters = List.copyOf(voters);
        }

        /** Such as {@code votes 2/3}, or {@code asks 2/3} of promises. */
        public String words() {
            return (preVote ? "asks " : "votes ") + have + "/" + need;
        }
    }

    /**
     * A ballot on its way to the disk.
     *
     * @param sinceNanos when the write began
     * @param queued how many writes have begun and not ended, this one among them
     */
    public record Saving(Ballot ballot, long sinceNanos, int queued) {}

    /** Whether it has a process that does not stand still, as far as is known. */
    private boolean acts() {
        return life == Life.UP || life == Life.UNKNOWN;
    }

    /** Whether it claims to lead, as {@link dev.raftbeat.history.Leadership} has it. */
    public boolean claimsToLead() {
        return role == Role.LEADER && acts();
    }

    /** Whether it follows this leader, as {@link dev.raftbeat.history.Leadership} has it. */
    public boolean follows(Leading leader) {
        return acts() && term == leader.term() && believedLeader.equals(Optional.of(leader.node()));
    }

    /** What it does instead of following somebody, such as {@code asks 2/3} or {@code killed}; empty where it follows. */
    public String stands() {
        if (life == Life.DEAD) {
            return ended.orElse("gone");
        } else if (life == Life.PAUSED) {
            return role == Role.LEADER ? "frozen, still thinks it leads" : "frozen";
        } else if (role == Role.LEADER) {
            return "itself";
        } else if (role != Role.FOLLOWER && count.isPresent()) {
            return count.get().words();
        }
        return believedLeader.isEmpty() ? "nobody" : "";
    }

    /** How long it has told nothing, in nanoseconds; empty when it has never told anything. */
    public OptionalLong silentNanos(long nowNanos) {
        return lastFactNanos.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, nowNanos - lastFactNanos.getAsLong()));
    }
}
