package dev.raftbeat.sim;

import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.world.InFlight;
import java.util.Optional;

/** A message on its way over a connection to one life of its receiver. */
final class Flight extends ProcessEvent {
    final SimLink link;
    final Envelope<RaftMessage> envelope;
    final long lamport;
    final long sentAt;

    /** 0 for the message itself, and for a duplicate the number of its first copy. */
    final int copy;

    Flight(SimLink link, SimProcess receiver, Envelope<RaftMessage> envelope, long lamport, long sentAt, int copy) {
        super(receiver);
        this.link = link;
        this.envelope = envelope;
        this.lamport = lamport;
        this.sentAt = sentAt;
        this.copy = copy;
    }

    @Override
    void arrive() {
        if (!link.swallows(this)) {
            life.arrived(this);
        }
    }

    @Override
    void missed() {
        lose(LossReason.RECEIVER_DOWN, Optional.empty());
    }

    /** Told by the world, since no running node can know. A duplicate's end is no news. */
    void lose(LossReason reason, Optional<FactId> fault) {
        cancelled = true;
        if (copy == 0) {
            life.host().world().tellLost(envelope, lamport, reason, fault);
        }
    }

    Flight duplicate(int firstCopy) {
        return new Flight(link, life, envelope, lamport, sentAt, firstCopy);
    }

    InFlight seen(int shownCopy, long dueAt) {
        RaftMessage message = envelope.message();
        return new InFlight(
                envelope.id().orElseThrow(), shownCopy, envelope.link(), message.kind(), message.term(), sentAt, dueAt);
    }
}
