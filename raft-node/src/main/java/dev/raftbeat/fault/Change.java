package dev.raftbeat.fault;

import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import java.util.Collection;
import java.util.function.Predicate;

/** What a line can do to a cluster and to the faults in force. */
public interface Change {
    /** Begins the line as a fault; what it replaces ends, and one that is zero only ends that. */
    void begin(ResolvedFault line);

    /** Faults of such words let go of these nodes and links; one that holds nothing any more is over. */
    void end(Predicate<FaultWord> words, Collection<NodeId> nodes, Collection<Link> links);

    /** Ends this fault whole. */
    void end(long number);

    /** Ends all faults, starts what is down and lets go on what is frozen. */
    void heal();

    void restart(Collection<NodeId> nodes);

    void resume(Collection<NodeId> nodes);

    void wipe(Collection<NodeId> nodes);

    void collect(Collection<NodeId> nodes);

    /** Gives the hosts of these nodes the kernel rules in force once more: whatever went astray before ends. */
    void kernels(Collection<NodeId> nodes);

    void reset(Collection<Link> links);

    void send(Collection<NodeId> nodes, Command command);

    /** Gives the line's nodes their settings with the line's among them. */
    void set(ResolvedFault line);

    /** Spreads the timers of the line's nodes where they are aligned. */
    void spread(ResolvedFault line);

    /** Aligns the timers of the line's nodes to what it drew, or spreads them where it drew nothing. */
    void align(ResolvedFault line);
}
