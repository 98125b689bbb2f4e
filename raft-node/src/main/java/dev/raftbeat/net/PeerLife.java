package dev.raftbeat.net;

import dev.raftbeat.protocol.LinkFact.DeathProof;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this node knows of one peer's life, and what proves that it is over. That a connection ends is a hint and no
 * more: middleboxes, proxies and resets end connections of living processes too. It is proof when no connection of that
 * life is left, in either direction, and the attempt to connect that follows is refused; a process that lives keeps the
 * peer's port, or one of its connections. A later life that answers at the peer's address is proof by itself: it could not
 * have begun before. All else (an
 * attempt that times out, some that are accepted and ended, a name that does not resolve) says nothing, and the timers
 * decide.
 */
final class PeerLife {
    private static final int ATTEMPTS_MAX = 3;

    private final Teller teller;
    private OwnConnection own = new OwnConnection() {};
    /** The one that answered last; 0 before the first. */
    private int life;
    /** How many connections of each life have not ended, in both directions. */
    private final Map<Integer, Integer> open = new TreeMap<>();
    /**
     * How many attempts to connect may yet prove what the peer's side hinted at by ending a connection of this life; 0
     * without a hint. More than one, because a process that is killed loses its connections and its port one after the
     * other: a quick attempt may still be accepted, and is cut short.
     */
    private int attempts;
    /** The last that was told to be over. */
    private int proven;

    PeerLife(Teller teller) {
        this.teller = teller;
    }

    interface Teller {
        void provenDead(int life, DeathProof proof);
    }

    /** This node's own connection to the peer, for which the peer's one is of interest. */
    interface OwnConnection {
        /** It should be opened at once, unless it stands. */
        default void openAtOnce() {}

        /** As {@link #openAtOnce}; where it stands, the peer should show at once that it does. */
        default void checkAtOnce() {}

        /** A message of the peer has just answered one that was sent on it. */
        default void answered() {}
    }

    void belongsTo(OwnConnection connection) {
        own = connection;
    }

    /** The peer answers this node's messages: it reads them. */
    void answered() {
        own.answered();
    }

    /** The peer answered at its own address, where this node dialled it. */
    void welcomed(int boot) {
        open.merge(boot, 1, Integer::sum);
        attempts = 0;
        if (boot > life && life > 0) {
            prove(DeathProof.NEWER_BOOT);
        }
        life = boot;
    }

    /** Somebody opened a connection in the peer's name. Anybody can; so news of a later life is asked for where it lives. */
    void greeted(int boot) {
        open.merge(boot, 1, Integer::sum);
        if (boot == life) {
            attempts = 0;
        } else if (boot > life && life > 0) {
            own.checkAtOnce();
        }
    }

    /** @param byPeer whether the other side ended it, by FIN or RST, or a middlebox did */
    void ended(int boot, boolean byPeer) {
        open.computeIfPresent(boot, (unused, count) -> count == 1 ? null : count - 1);
        if (boot == life) {
            attempts = byPeer ? ATTEMPTS_MAX : 0;
            if (byPeer && proven != life) {
                own.openAtOnce();
            }
        }
    }

    /** How an attempt to connect came to nothing. */
    enum Miss {
        REFUSED,
        /** It was accepted, and ended by the other side before it was answered. */
        CUT_SHORT,
        OTHER
    }

    void missed(Miss how) {
        if (how == Miss.REFUSED && attempts > 0 && !open.containsKey(life)) {
            prove(DeathProof.REFUSED);
        }
        attempts = how == Miss.CUT_SHORT ? Math.max(0, attempts - 1) : 0;
    }

    private void prove(DeathProof proof) {
        if (proven != life) {
            proven = life;
            teller.provenDead(life, proof);
        }
    }
}
