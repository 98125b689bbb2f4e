package dev.raftbeat.check.failover;

/** Failovers counted by judgement. */
public record FailoverTally(long justified, long falseAlarms, long onPurpose, long unknown) {
    public static final FailoverTally NONE = new FailoverTally(0, 0, 0, 0);

    FailoverTally plus(Failover.Judgement judgement) {
        return switch (judgement) {
            case JUSTIFIED -> new FailoverTally(justified + 1, falseAlarms, onPurpose, unknown);
            case FALSE_ALARM -> new FailoverTally(justified, falseAlarms + 1, onPurpose, unknown);
            case ON_PURPOSE -> new FailoverTally(justified, falseAlarms, onPurpose + 1, unknown);
            case UNKNOWN -> new FailoverTally(justified, falseAlarms, onPurpose, unknown + 1);
        };
    }

    public long all() {
        return justified + falseAlarms + onPurpose + unknown;
    }
}
