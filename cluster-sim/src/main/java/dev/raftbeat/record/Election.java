package dev.raftbeat.record;

import dev.raftbeat.check.failover.Failover;
import dev.raftbeat.protocol.NodeId;
import java.util.Optional;

/**
 * A node that stood for election, and why.
 *
 * @param cause why it did, as far as the facts tell; a clause without a full stop
 * @param outcome what came of it, in words
 * @param won whether it led that term
 * @param failover the change of leader that came of it, if one did
 */
record Election(
        long tNanos, NodeId node, long term, String cause, String outcome, boolean won, Optional<Failover> failover) {
    Election ending(String words, boolean victory) {
        return new Election(tNanos, node, term, cause, words, victory, failover);
    }

    Election with(Failover its) {
        return new Election(tNanos, node, term, cause, outcome, won, Optional.of(its));
    }
}
