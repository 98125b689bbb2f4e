package dev.raftbeat.world;

import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.LinkFact.SuspicionReason;
import dev.raftbeat.protocol.MessageFact.LossReason;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What can be known of one directed link. A loss is told by the receiver when a rule made it, and by the sender when
 * the message never left; both count on the link from sender to receiver.
 *
 * @param delivered messages delivered, copies that the network made among them
 * @param lost messages lost
 * @param recentLosses the last losses, newest last, at most {@value #RECENT}
 * @param connection whether the connection that {@code from} opened to {@code to} is up
 * @param downReason what {@code from} saw when it went down; from outside, so to be shown only after cleaning
 * @param suspicion why {@code from} suspects {@code to} of being gone; empty while it hears it
 * @param proof how {@code from} knows that the process of {@code to} that it suspected is gone
 */
public record LinkView(
        Link link,
        long delivered,
        long lost,
        OptionalLong lastDeliveredNanos,
        OptionalLong lastLostNanos,
        List<Loss> recentLosses,
        Connection connection,
        Optional<String> downReason,
        Optional<SuspicionReason> suspicion,
        Optional<DeathProof> proof) {
    static final int RECENT = 8;

    public LinkView {
        recentLosses = List.copyOf(recentLosses);
    }

    /** Whether a connection stands. */
    public enum Connection {
        UNKNOWN,
        UP,
        DOWN
    }

    /** One message that was lost. */
    public record Loss(long tNanos, String kind, long term, LossReason reason) {}

    public boolean suspected() {
        return suspicion.isPresent();
    }

    /** How many of the remembered losses fall into the last {@code windowNanos}. */
    public int lossesWithin(long windowNanos, long nowNanos) {
        return (int) recentLosses.stream()
                .filter(loss -> nowNanos - loss.tNanos() <= windowNanos)
                .count();
    }

    /** Whether the newest message that we know of on this link was lost. */
    public boolean losing() {
        return lastLostNanos.isPresent()
                && (lastDeliveredNanos.isEmpty() || lastLostNanos.getAsLong() > lastDeliveredNanos.getAsLong());
    }
}
