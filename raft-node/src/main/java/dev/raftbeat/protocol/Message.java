package dev.raftbeat.protocol;

/** What every protocol's messages tell the driver, the network and the facts about themselves. */
public interface Message {
    /** The field's own name for this message, such as {@code AppendEntries} or {@code RequestVote}. */
    String kind();

    /** A kind as a sentence names it: {@code AppendEntries reply}. */
    static String words(String kind) {
        return kind.replaceFirst("Reply$", " reply");
    }

    /** The term that it carries; 0 where a protocol has none. */
    long term();

    /** Whether a newer message of the same kind to the same peer makes this one worthless, as with heartbeats. */
    boolean supersedable();

    /** The term that its sender's ballot had at least, durably, when it was sent; -1 where it does not tell. */
    default long keptTerm() {
        return -1;
    }

    /** Whether it gives or promises a vote, or asks for one. */
    default boolean isVote() {
        return false;
    }
}
