package dev.raftbeat.net;

import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.LinkFact;
import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.RaftMessage;

/** What the network tells its node. Every call comes on the event loop; none may block. */
public interface NetListener {
    /**
     * A message has arrived: of this cluster, for this node, from the member whose connection it came on.
     *
     * @param lamport the stamp that it carried
     * @param connection counts the connections that were accepted: on which of them it came
     */
    void arrived(Envelope<RaftMessage> envelope, long lamport, long connection);

    /**
     * A message given to {@link Network#send} will not reach its receiver; exactly once for each, and never for one that
     * the kernel has taken. What the kernel has taken and then loses, nobody here can know.
     */
    void lost(Envelope<RaftMessage> envelope, LossReason reason);

    /** {@code LinkUp}, {@code LinkDown}, {@code FrameRefused}, or that a peer doubts this node's ballot. */
    void told(LinkFact fact);

    /**
     * A connection with this peer, in either direction, ended by FIN or RST from the other side: what a killed process
     * leaves behind. Never because this side closed it, found it silent or could not open it. Where it was this node's
     * own connection, its {@code LinkDown} has been told just before.
     *
     * @param cause in plain words
     */
    void connectionLost(NodeId peer, String cause);

    /**
     * A life of this peer is over: its connection had ended from its side, and a new one was refused or answered by a later
     * life. Once for each life.
     */
    void provenDead(NodeId peer, int life, DeathProof proof);
}
