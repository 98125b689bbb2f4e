package dev.raftbeat.protocol;

/**
 * One thing that a line of the fault language does to the nodes or links that it names. A line of {@code unplug}, and of
 * what is done to hosts, names nodes and no links: its effects on messages are on every link of these nodes.
 *
 * @param amount how much, in the unit of the kind; 0 where the kind has none
 */
public record FaultEffect(Kind kind, long amount) {
    /** An amount of {@link Kind#MAY_LOSE} and of the other chances that means always, and of a skew that means twice as fast. */
    public static final long WHOLE = 1_000_000_000L;

    /** What is done. A chance is in billionths: 300,000,000 is 30 %. */
    public enum Kind {
        /** The processes end at once. */
        ENDS,
        /** The processes end as planned: a leader hands over first. */
        STOPS,
        /** The processes end by themselves once they get to a point of their work. */
        ENDS_LATER,
        /** The ballots are lost. */
        FORGETS,
        /** The processes stand still, their sockets open. */
        FREEZES,
        /** The processes stand still for short times while Java collects garbage. */
        COLLECTS,
        /** No message gets through, from the moment on at which it is told. */
        CUTS,
        /** As {@link #CUTS}, but from some later moment on: a kernel does it, which may take its time. */
        CUTS_SOON,
        /** Messages get through for some time, and for some time none does, in turn. */
        CUTS_IN_TURN,
        /** Each message, or packet, is lost with this chance. */
        MAY_LOSE,
        /** Each message arrives twice with this chance. */
        DUPLICATES,
        /** Each message is held back, with this chance, so that later ones overtake it. */
        REORDERS,
        /** Each message takes so many nanoseconds longer. */
        DELAYS,
        /** The hosts have less to send or to compute with. */
        THROTTLES,
        /** The clocks run so many billionths faster than they should; slower if negative. */
        SKEWS,
        /** The wall clocks jump by so many nanoseconds; no rule of Raft looks at them. */
        SHIFTS_CLOCK,
        /** Saves neither end nor fail. */
        STALLS_DISK,
        /** Saves fail, and a node that must save stops. */
        FAILS_DISK,
        /** The connections end and are made again. */
        RESETS,
        /** The election timers fire at once. */
        CAMPAIGNS,
        /** The leader hands leadership over. */
        TRANSFERS,
        /** Settings change. */
        SETS,
        /** One drawn election timeout holds for all nodes. */
        ALIGNS,
        /** Election timeouts are drawn at random again. */
        SPREADS
    }

    public static FaultEffect of(Kind kind) {
        return new FaultEffect(kind, 0);
    }
}
