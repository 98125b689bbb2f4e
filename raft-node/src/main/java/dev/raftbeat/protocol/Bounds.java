package dev.raftbeat.protocol;

/**
 * How far the numbers that come from outside may go, and how often what carries them may come: in frames, on control
 * lines, in launch files, in a store's writes and in recorded facts. What goes further is refused with a reason and
 * changes nothing. The bounds are such that no node refuses what another honest node sends, whatever the two were told
 * before: an honest node sends no number that another may not take, and repeats none that it would not take itself.
 *
 * <p>The largest integer anywhere is {@link Ballot#TERM_MAX}, 2^53-1. It bounds by itself what is only compared or
 * repeated: a message's place in its sender's life, rounds, and the position of the synthetic log, which people set at
 * will.
 */
public final class Bounds {
    /**
     * Lives of a node. Rounds of PreVote begin at the life times 2^32, and must stay exact. A life takes a start of the
     * process, so that a million of them are never reached.
     */
    public static final int BOOT_MAX = 1 << 20;

    /**
     * How far another's stamp may set Lamport's clock at once. A node that has just started stands at 0 and must take
     * over whatever the others have counted; no number of facts comes near this one (it is a million a second for 142
     * years), and half of all numbers lie behind it.
     */
    public static final long LAMPORT_LEAP_MAX = 1L << 52;

    /**
     * Behind {@link #LAMPORT_LEAP_MAX}, a stamp sets the clock by so many at most. Nodes that hear each other tell fewer
     * facts between two messages, so that they keep the order; and 2^52 such steps take years of frames.
     */
    public static final long LAMPORT_STEP_MAX = 1_000;

    /**
     * How many terms a node may take over from all others at once. So many elections in a row, without an answer from it, are
     * the longest partition that is believed: at the usual pace two days.
     */
    public static final long TERM_LEAP_MAX = 1_000_000;

    /**
     * How many terms a second each member can bring about: no election timeout is shorter than a millisecond, and each
     * raises the term by one. At this rate nine members use up 2^53 terms in 30,000 years.
     */
    public static final int TERMS_A_SECOND = 1_000;

    /**
     * By how many terms a minute a single peer may raise a node's own, at the usual election timeouts: no honest one whose
     * timeouts are 60 ms or longer comes so far. With shorter ones it is one term for each least timeout.
     */
    public static final int TERMS_A_MINUTE = 1_000;

    /**
     * How long a leap that was refused is remembered. What another node really has reached it claims again within its
     * longest election timeout of ten minutes.
     */
    public static final long CLAIM_NANOS = 1_200_000_000_000L;

    /**
     * How far above its own term the election core itself believes a message. How fast terms may come is decided where
     * messages come in, by those who know the time; at its rate this takes years.
     */
    public static final long TERM_DISTANCE_MAX = 1L << 40;

    /**
     * Frames that are read from one peer a second. It sends a heartbeat, or the answer to one, each millisecond at the
     * most, and as many questions and answers of elections; the rest is for what has piled up while somebody stood still.
     */
    public static final int FRAMES_A_SECOND = 4_000;

    /** TimeoutNow comes when a person or a script asks a leader to hand over, and then once. */
    public static final int TIMEOUT_NOWS_A_SECOND = 100;

    /** Doubts about one peer's ballots that are told a second: each takes a ballot that somebody put back, or a lie. */
    public static final int DOUBTS_A_SECOND = 1;

    /**
     * Ballots that may wait for the disk when one more term is to be taken over. Each takes the disk a few milliseconds,
     * and what the node owes to others waits behind them.
     */
    public static final int UNSAVED_MAX = 64;

    /** What a node may owe while its disk stands still, in messages taken in; each costs about a kilobyte. */
    public static final int OWED_MAX = 65_536;

    /** Writes a second that a store takes: nine nodes write each millisecond at the most, and each write is told. */
    public static final int WRITES_A_SECOND = 10_000;

    /** Times in nanoseconds, positive or negative: their differences must not overflow. */
    public static final long NANOS_MAX = 1L << 61;

    private Bounds() {}
}
