package dev.raftbeat.explore;

import dev.raftbeat.raft.RaftRules;

/**
 * What is explored: the real core under some rules, and a driver that pays its debts in some order.
 *
 * @param sendsBeforeSaving whether messages leave before the ballot is durable, so that a crash between the two keeps
 *     what was said and forgets why; the real driver never does that
 */
public record Variant(RaftRules rules, boolean sendsBeforeSaving) {
    /** The real rules under the real driver's order. */
    public static final Variant TRUE = new Variant(new RaftRules(), false);

    public static Variant of(RaftRules rules) {
        return new Variant(rules, false);
    }
}
