package dev.raftbeat.lab.group;

import dev.raftbeat.lab.topology.MemberStatus;
import dev.raftbeat.lab.topology.Packet;

/** Is told what happens in a simulated group, in the order of virtual time. */
interface GroupObserver {
    /** From now on one member holds this of another. */
    void hold(int observer, int subject, MemberStatus opinion, long now);

    /** A member sent a message. @param lost whether it will not arrive, whatever becomes of the receiver */
    default void sent(int from, int to, Packet packet, boolean lost, long now) {}
}
