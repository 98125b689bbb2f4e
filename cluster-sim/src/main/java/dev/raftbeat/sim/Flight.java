package dev.raftbeat.sim;

import dev.raftbeat.drive.Gate;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.world.InFlight;
import java.util.Optional;

/** A message on its way over a connection to one life of its receiver. */
final class Flight extends ProcessEvent implements Gate.Arrival<RaftMessage> {
    final SimLink link;
    private final Envelope<RaftMessage> envelope;
    private final long lamport;
    final long sentAt;
    private final int copy;
    private final long connection;

    Flight(
            SimLink link,
            SimProcess receiver,
            Envelope<RaftMessage> envelope,
            long lamport,
            long sentAt,
            int copy,
            long connection) {
        super(receiver);
        this.link = link;
        this.envelope = envelope;
        this.lamport = lamport;
        this.sentAt = sentAt;
        this.copy = copy;
        this.connection = connection;
    }

    @Override
    public Envelope<RaftMessage> envelope() {
        return envelope;
    }

    @Override
    public long connection() {
        return connection;
    }

    @Override
    public long lamport() {
        return lamport;
    }

    @Override
    public int copy() {
        return copy;
    }

    @Override
    void arrive() {
        if (!link.swallows(this)) {
            life.gate().arrived(this);
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
        return new Flight(link, life, envelope, lamport, sentAt, firstCopy, connection);
    }

    InFlight seen(int shownCopy, long dueAt) {
        RaftMessage message = envelope.message();
        return new InFlight(
                envelope.id().orElseThrow(), shownCopy, envelope.link(), message.kind(), message.term(), sentAt, dueAt);
    }
}
