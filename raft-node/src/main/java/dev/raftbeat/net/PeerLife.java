package dev.raftbeat.net;

import dev.raftbeat.protocol.LinkFact.DeathProof;

/**
 * What this node knows of one peer's latest life, and what proves that it is over. That a connection ends is a hint and no
 * more: middleboxes, proxies and resets end connections of living processes too. It is proof when no connection of that
 * life is left, in either direction, and the attempt to connect that follows is refused; a process that lives keeps the
 * peer's port, or one of its connections. A later life is proof by itself: it could not have begun before. All else (an
 * attempt that times out, that is accepted and ended, a name that does not resolve) says nothing, and the timers decide.
 */
final class PeerLife {
    private final Teller teller;
    private OwnConnection own = new OwnConnection() {};
    /** The latest that has introduced itself; 0 before the first. */
    private int life;
    /** Connections of that life that have not ended, in both directions. */
    private int open;
    /** Whether the peer's side has ended one of them, and no attempt to connect has come to an end since. */
    private boolean hinted;

    private boolean proven;

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

    boolean isLater(int boot) {
        return boot > life;
    }

    /** A connection is introduced, in either direction: this life was there a moment ago. */
    void opened(int boot) {
        if (boot > life) {
            if (life > 0) {
                prove(DeathProof.NEWER_BOOT);
            }
            life = boot;
            open = 0;
            proven = false;
        }
        if (boot == life) {
            open++;
            hinted = false;
        }
    }

    /** @param byPeer whether the other side ended it, by FIN or RST, or a middlebox did */
    void ended(int boot, boolean byPeer) {
        if (boot == life) {
            open--;
            hinted = byPeer;
            if (byPeer && !proven) {
                own.openAtOnce();
            }
        }
    }

    /** An attempt to connect came to nothing. */
    void missed(boolean refused) {
        if (refused && hinted && open == 0) {
            prove(DeathProof.REFUSED);
        }
        hinted = false;
    }

    private void prove(DeathProof proof) {
        if (!proven) {
            proven = true;
            teller.provenDead(life, proof);
        }
    }
}
