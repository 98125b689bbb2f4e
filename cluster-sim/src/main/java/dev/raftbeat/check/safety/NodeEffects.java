package dev.raftbeat.check.safety;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FactListener;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.RoleFact.QuorumLost;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * One node's story, cut into what came of each message. Messages are told when they arrive, but what comes of them may
 * wait for the disk, and is then told in the order in which they came, each in one piece: so the state told so far is,
 * at the first fact that came of a message, exactly the state in which the node took it in.
 */
final class NodeEffects implements FactListener {
    /** What came of one message is told in one piece, so that little must be remembered. */
    private static final int REMEMBERED = 64;

    /** Some may have begun, or ended, unheard: no count of the others helps in this life. */
    private static final int SAVES_UNKNOWN = 1 << 30;

    /** Messages that have arrived and are not yet past, oldest first. */
    final Deque<Arrival> open = new ArrayDeque<>();

    Role standing = Role.UNKNOWN;
    /** The newest term told, in whatever life; terms never fall, so that it is right or too low. */
    long term;
    /** The leader that it follows, itself when it leads; null when it knows none. */
    NodeId leader;
    /** The fact that made the standing what it is. */
    StampedFact standsBy;

    private final long[] seqs = new long[REMEMBERED];
    private final long[] roots = new long[REMEMBERED];
    private int boot;
    /** How many saves have begun and not ended. */
    private int saves;

    private long lastSeq;
    private StampedFact now;

    /** Whether the fact was taken in before, or is older than one that was. */
    boolean isPast(StampedFact fact) {
        return fact.boot() < boot || (fact.boot() == boot && fact.seq() <= lastSeq);
    }

    boolean isNewLife(StampedFact fact) {
        return fact.boot() != boot;
    }

    long lastSeq() {
        return lastSeq;
    }

    void born(StampedFact fact) {
        boot = fact.boot();
        lastSeq = 0;
        Arrays.fill(seqs, 0);
        loseTrack();
        saves = fact.seq() == 1 ? 0 : SAVES_UNKNOWN;
    }

    /** Whether a node that stands so hears this leader as it should: it follows it, or asks for promises by its order. */
    static boolean obeys(Role standing, NodeId leader, NodeId sender) {
        return standing == Role.FOLLOWER || standing == Role.PRE_CANDIDATE && sender.equals(leader);
    }

    /** Whether no save is under way, as far as is known. */
    boolean isSettled() {
        return saves == 0;
    }

    /** What happened in between may have changed anything. */
    void loseTrack() {
        open.clear();
        standing = Role.UNKNOWN;
        leader = null;
        saves = SAVES_UNKNOWN;
    }

    /** The place of the message that this fact came of; 0 when it came of none, or of one that we do not know. */
    long rootOf(StampedFact fact) {
        lastSeq = fact.seq();
        long root = findRoot(fact);
        int slot = (int) (fact.seq() % REMEMBERED);
        seqs[slot] = fact.seq();
        roots[slot] = root;
        return root;
    }

    private long findRoot(StampedFact fact) {
        Fact what = fact.fact();
        if (what instanceof MessageDelivered) {
            return fact.seq();
        }
        if (what instanceof TimerFired
                || what instanceof QuorumLost
                || fact.cause().isEmpty()) {
            // It came of time: its cause says only what the node was waiting for.
            return 0;
        }
        FactId cause = fact.cause().get();
        int slot = (int) (cause.seq() % REMEMBERED);
        if (cause.boot() != boot || !cause.node().equals(fact.node())) {
            return 0;
        }
        return seqs[slot] == cause.seq() ? roots[slot] : waiting(cause.seq());
    }

    /** A message may wait for the disk for any time, and be told of by much in between. */
    private long waiting(long seq) {
        for (Arrival arrival : open) {
            if (arrival.fact.seq() == seq) {
                return seq;
            }
        }
        return 0;
    }

    void take(StampedFact fact) {
        now = fact;
        fact.fact().accept(this);
    }

    private void stands(Role next, long inTerm, NodeId under) {
        if (standing != next || term != inTerm) {
            standsBy = now;
        }
        standing = next;
        term = inTerm;
        leader = under;
    }

    @Override
    public void on(SaveBegan fact) {
        saves++;
    }

    @Override
    public void on(BallotSaved fact) {
        saves--;
    }

    @Override
    public void on(Booted fact) {
        stands(Role.FOLLOWER, fact.term(), null);
    }

    @Override
    public void on(BecameFollower fact) {
        stands(Role.FOLLOWER, fact.term(), fact.leader().orElse(null));
    }

    @Override
    public void on(BecamePreCandidate fact) {
        stands(Role.PRE_CANDIDATE, fact.term(), fact.transfer() ? leader : null);
    }

    @Override
    public void on(BecameCandidate fact) {
        stands(Role.CANDIDATE, fact.term(), null);
    }

    @Override
    public void on(BecameLeader fact) {
        stands(Role.LEADER, fact.term(), now.node());
    }

    /** Told behind whatever change it led to; without one it says what the node was before. */
    @Override
    public void on(HeartbeatHeard fact) {
        if (standing == Role.UNKNOWN) {
            stands(Role.FOLLOWER, fact.term(), fact.leader());
        }
    }

    @Override
    public void on(TermAdvanced fact) {
        term = fact.toTerm();
    }
}
