package dev.raftbeat.world;

import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.LinkFact.SuspicionReason;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.world.LinkView.Connection;
import dev.raftbeat.world.LinkView.Loss;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Folds what is told of one directed link, by either of its ends, into a {@link LinkView}. */
final class LinkFold {
    private final Link link;
    private long delivered;
    private long lost;
    private long deliveredNanos = Long.MIN_VALUE;
    private long lostNanos = Long.MIN_VALUE;
    private final Deque<Loss> losses = new ArrayDeque<>();
    private Connection connection = Connection.UNKNOWN;
    private Optional<String> downReason = Optional.empty();
    private Optional<SuspicionReason> suspicion = Optional.empty();
    private Optional<DeathProof> proof = Optional.empty();

    LinkFold(Link link) {
        this.link = link;
    }

    void delivered(long tNanos) {
        delivered++;
        deliveredNanos = Math.max(deliveredNanos, tNanos);
    }

    void lost(long tNanos, MessageLost fact) {
        lost++;
        lostNanos = Math.max(lostNanos, tNanos);
        losses.add(new Loss(tNanos, fact.kind(), fact.term(), fact.reason()));
        if (losses.size() > LinkView.RECENT) {
            losses.remove();
        }
    }

    void up() {
        connection = Connection.UP;
        downReason = Optional.empty();
    }

    void down(String reason) {
        connection = Connection.DOWN;
        downReason = Optional.of(reason);
    }

    /** The sender began a new life: its connections and suspicions are gone, what was carried is not. */
    void senderReborn() {
        connection = Connection.UNKNOWN;
        downReason = Optional.empty();
        trusted();
    }

    void suspected(SuspicionReason reason) {
        suspicion = Optional.of(reason);
    }

    void provenDead(DeathProof how) {
        proof = Optional.of(how);
    }

    void trusted() {
        suspicion = Optional.empty();
        proof = Optional.empty();
    }

    LinkView view() {
        return new LinkView(
                link,
                delivered,
                lost,
                known(deliveredNanos),
                known(lostNanos),
                List.copyOf(losses),
                connection,
                downReason,
                suspicion,
                proof);
    }

    private static OptionalLong known(long nanos) {
        return nanos == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(nanos);
    }
}
