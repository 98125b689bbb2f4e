package dev.raftbeat.net;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.wire.Frame.Raft;
import dev.raftbeat.wire.WireException;

/**
 * Where the messages of one connection stand in their sender's life and on its clock of Lamport's. Both only rise, so that
 * a frame says by how much, in a digit or two.
 */
final class StampSteps {
    private long seq;
    private long lamport;

    /** The frame of a message that stands behind all before it. */
    Raft next(long nextSeq, long nextLamport, RaftMessage message) {
        Raft frame = new Raft(nextSeq - seq, nextLamport - lamport, message);
        seq = nextSeq;
        lamport = nextLamport;
        return frame;
    }

    /** @throws WireException when the steps lead beyond 2^53-1, or nowhere */
    void follow(Raft frame) throws WireException {
        seq = sum("seq", seq, frame.seqStep());
        lamport = sum("lamport", lamport, frame.lamportStep());
        if (lamport == 0) {
            throw new WireException(RefusalReason.MALFORMED, "lamport: 0, but whoever sends has told a fact");
        }
    }

    private static long sum(String name, long before, long step) throws WireException {
        if (step > Ballot.TERM_MAX - before) {
            throw new WireException(RefusalReason.MALFORMED, name + ": leads beyond 2^53-1");
        }
        return before + step;
    }

    long seq() {
        return seq;
    }

    long lamport() {
        return lamport;
    }
}
