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
 * attempt that times out, that is accepted and ended, a name that does not resolve) says nothing, and the timers decide.
 */
final class PeerLife {
    private final Teller teller;
    private OwnConnection own = new OwnConnection() {};
    /** The one that answered last; 0 before the first. */
    private int life;
    /** How many connections of each life have not ended, in both directions. */
    private final Map<Integer, Integer> open = new TreeMap<>();
    /** Whether the peer's side has ended one of this life, and no attempt to connect has come to an end since. */
    private boolean hinted;
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
        hinted = false;
        if (boot > life && life > 0) {
            prove(DeathProof.NEWER_BOOT);
        }
        life = boot;
    }

    /** Somebody opened a connection in the peer's name. Anybody can; so news of a later life is asked for where it lives. */
    void greeted(int boot) {
        open.merge(boot, 1, Integer::sum);
        if (boot == life) {
            hinted = false;
        } else if (boot > life && life > 0) {
            own.checkAtOnce();
        }
    }

    /** @param byPeer whether the other side ended it, by FIN or RST, or a middlebox did */
    void ended(int boot, boolean byPeer) {
        open.computeIfPresent(boot, (unused, count) -> count == 1 ? null : count - 1);
        if (boot == life) {
            hinted = byPeer;
            if (byPeer && proven != life) {
                own.openAtOnce();
            }
        }
    }

    /** An attempt to connect came to nothing. */
    void missed(boolean refused) {
        if (refused && hinted && !open.containsKey(life)) {
            prove(DeathProof.REFUSED);
        }
        hinted = false;
    }

    private void prove(DeathProof proof) {
        if (proven != life) {
            proven = life;
            teller.provenDead(life, proof);
        }
    }
}
