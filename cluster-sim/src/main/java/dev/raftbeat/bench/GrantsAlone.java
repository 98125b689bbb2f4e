package dev.raftbeat.bench;

import dev.raftbeat.drive.Ports;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.sim.SimVariant;

/**
 * Nodes of which only votes for others cost time on the disk; a vote for oneself and a new term alone cost none. So a
 * candidate's requests leave at once, as they seem to have done in the paper's cluster. Only for clusters in which nobody is restarted: what is not
 * written cannot be read again.
 */
final class GrantsAlone implements SimVariant {
    @Override
    public Ports<RaftMessage> ports(Ports<RaftMessage> host) {
        return new Quick(host);
    }

    private static final class Quick implements Ports<RaftMessage> {
        private final Ports<RaftMessage> host;
        private NodeId self;
        private int pending;

        Quick(Ports<RaftMessage> host) {
            this.host = host;
        }

        @Override
        public long now(long hostNanos) {
            return host.now(hostNanos);
        }

        @Override
        public void save(Ballot ballot, SaveAnswer answer) {
            boolean grant = self != null
                    && ballot.votedFor()
                            .filter(candidate -> !candidate.equals(self))
                            .isPresent();
            // Answers come in the order of the calls: behind a save that goes on, this one waits too.
            if (!grant && pending == 0) {
                host.afterArrivals(answer::durable);
                return;
            }
            pending++;
            host.save(ballot, new SaveAnswer() {
                @Override
                public void durable() {
                    pending--;
                    answer.durable();
                }

                @Override
                public void failed(String reason) {
                    pending--;
                    answer.failed(reason);
                }
            });
        }

        @Override
        public void send(Envelope<RaftMessage> envelope, long lamport) {
            self = envelope.from();
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
}
