package dev.raftbeat.zoo;

import dev.raftbeat.drive.Ports;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.raft.RaftMessage;

/** A driver's ports that do what the host's do, until something is overridden. */
class OtherPorts implements Ports<RaftMessage> {
    private final Ports<RaftMessage> host;

    OtherPorts(Ports<RaftMessage> host) {
        this.host = host;
    }

    @Override
    public long now(long hostNanos) {
        return host.now(hostNanos);
    }

    @Override
    public void save(Ballot ballot, SaveAnswer answer) {
        host.save(ballot, answer);
    }

    @Override
    public void send(Envelope<RaftMessage> envelope, long lamport) {
        host.send(envelope, lamport);
    }

    @Override
    public void wakeAt(long at) {
        host.wakeAt(at);
    }

    @Override
    public void afterArrivals(Runnable then) {
        host.afterArrivals(then);
    }

    @Override
    public void stop(String reason) {
        host.stop(reason);
    }

    @Override
    public void end() {
        host.end();
    }
}
