package dev.raftbeat.check.failover;

/** Sums over what a sweep no longer keeps one by one. */
record Totals(long elections, long burnt, long leaderlessNanos, FailoverTally failovers) {
    static final Totals NONE = new Totals(0, 0, 0, FailoverTally.NONE);

    Totals plusElection(boolean reigned) {
        return new Totals(elections + 1, burnt + (reigned ? 0 : 1), leaderlessNanos, failovers);
    }

    Totals plusLeaderless(LeaderSweep.Gap gap) {
        return new Totals(elections, burnt, leaderlessNanos + gap.toNanos() - gap.fromNanos(), failovers);
    }

    Totals plus(Failover.Judgement judgement) {
        return new Totals(elections, burnt, leaderlessNanos, failovers.plus(judgement));
    }
}
