package dev.raftbeat.lab.topology;

/**
 * One member of a group that watches itself. A function of what it has heard and the time it is told, like a
 * {@code Protocol}, with two differences that a hundred thousand members need: its state is mutable and compact, and what
 * it does goes straight to an {@link MemberOutput} rather than into a value.
 *
 * <p>Times are nanoseconds of one monotonic clock. A late or a double wake does no harm: each guard is checked again.
 */
public interface Member {
    /** Of {@link #wakeAt}: nothing to wake for. */
    long NEVER = Long.MAX_VALUE;

    /** Called once, before anything else. */
    void start(long now, MemberOutput out);

    void receive(int from, Packet packet, long now, MemberOutput out);

    void wake(long now, MemberOutput out);

    /** When it wants to be woken next; asked after each of the calls above. */
    long wakeAt();

    /**
     * What it would keep in memory as a program of its own, in bytes: its list of members and what it knows of them, even
     * where members of a simulation share one list or leave out what is as it was at the start.
     */
    long memoryBytes();
}
