package dev.raftbeat.fault;

import dev.raftbeat.protocol.NodeId;
import java.math.BigDecimal;

/**
 * What a receiver's kernel does with the packets of the connection that a peer opened to the node. The packets of the
 * node's own connection to that peer, acknowledgements among them, are another matter and pass: that alone makes a
 * direction of TCP fail by itself.
 *
 * @param from the peer
 * @param percent the share of packets that it happens to, above 0 and up to 100
 */
public record PacketRule(NodeId from, Deed deed, BigDecimal percent) {
    /** What is done with a packet. */
    public enum Deed {
        DROP,
        /** Dropped, and answered with RST. */
        REJECT
    }

    public PacketRule {
        percent = percent.stripTrailingZeros();
    }

    /** Whether it happens to each packet. */
    public boolean isWhole() {
        return percent.compareTo(BigDecimal.valueOf(100)) == 0;
    }
}
