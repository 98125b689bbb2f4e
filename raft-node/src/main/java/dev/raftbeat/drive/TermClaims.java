package dev.raftbeat.drive;

import dev.raftbeat.protocol.Bounds;
import dev.raftbeat.protocol.NodeId;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far each single peer may raise a node's term: by so many a minute as an honest one may come to, and no further on its
 * word alone. What two peers claim is not one's doing: a node that was wiped or away for long is with the others again as
 * soon as it has heard two of them. And what one goes on claiming is believed at last, after as many minutes as it takes to
 * come about at that pace: somebody who campaigned alone for hours, of whom nobody else can know.
 *
 * <p>A function of the time it is told. Not for use by two threads.
 */
public final class TermClaims {
    private static final long MINUTE = 60_000_000_000L;

    private final Map<NodeId, Peer> peers = new TreeMap<>();

    /** How many terms a minute are more than a peer can bring about that draws timeouts of at least {@code nanos}. */
    public static long aMinute(long nanos) {
        return Math.max(Bounds.TERMS_A_MINUTE, MINUTE / nanos);
    }

    /**
     * Whether a node that is in term {@code own} may believe that {@code from} is in term {@code heard}.
     *
     * @param aMinute as in {@link #aMinute}
     * @param now nanoseconds of a clock that never goes back
     */
    public boolean allows(NodeId from, long own, long heard, long aMinute, long now) {
        if (heard <= own) {
            return true;
        }
        Peer peer = peers.computeIfAbsent(from, unused -> new Peer(aMinute, now));
        boolean allowed = peer.takes(own, heard, aMinute, now);
        peer.claims(heard, now);
        return allowed || peers.values().stream().anyMatch(other -> other != peer && other.claimedAt(now) >= heard);
    }

    private static final class Peer {
        private long countedTo;
        private long spare;
        /** The highest term that was taken out of what was spare: repeating it costs nothing. */
        private long paid;

        private long claimed;
        private long claimedAt;

        private Peer(long aMinute, long now) {
            countedTo = now;
            claimedAt = now;
            spare = aMinute;
        }

        private boolean takes(long own, long heard, long aMinute, long now) {
            long minutes = (now - countedTo) / MINUTE;
            countedTo += minutes * MINUTE;
            long room = Math.max(aMinute, claimedAt(now) - own);
            spare = Math.min(spare + minutes * aMinute, room);
            long leap = heard - Math.max(own, paid);
            if (leap > spare) {
                return false;
            }
            if (leap > 0) {
                spare -= leap;
                paid = heard;
            }
            return true;
        }

        private void claims(long heard, long now) {
            claimed = Math.max(claimedAt(now), heard);
            claimedAt = now;
        }

        /** The highest term that it claims, or nothing when that is long ago. */
        private long claimedAt(long now) {
            return now - claimedAt > Bounds.CLAIM_NANOS ? 0 : claimed;
        }
    }
}
