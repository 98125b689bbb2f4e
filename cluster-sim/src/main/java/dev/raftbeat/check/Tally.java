package dev.raftbeat.check;

/** Failovers counted by judgement. */
public record Tally(long justified, long falseAlarms, long onPurpose, long unknown) {
    public static final Tally NONE = new Tally(0, 0, 0, 0);

    Tally plus(Failover.Judgement judgement) {
        return switch (judgement) {
            case JUSTIFIED -> new Tally(justified + 1, falseAlarms, onPurpose, unknown);
            case FALSE_ALARM -> new Tally(justified, falseAlarms + 1, onPurpose, unknown);
            case ON_PURPOSE -> new Tally(justified, falseAlarms, onPurpose + 1, unknown);
            case UNKNOWN -> new Tally(justified, falseAlarms, onPurpose, unknown + 1);
        };
    }

    public long all() {
        return justified + falseAlarms + onPurpose + unknown;
    }
}
