package dev.raftbeat.lab.topology;

/** Where a member puts what it does: messages, and changes of its opinions. Valid only during the call it is passed to. */
public interface MemberOutput {
    /** Sends to another member; it may arrive late or never. */
    void send(int to, Packet packet);

    /** From now on this member holds this of another; told only when it changes. */
    void hold(int subject, MemberStatus opinion);
}
